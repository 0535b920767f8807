/** Open dossiers that got another due time when the calendar or the catalogue was changed last; nothing when that is long ago. */
import { css, html, nothing } from 'lit';
import { live } from '../live.js';
import { glyph } from '../parts.js';
import { dmy, hm, n, t } from '../words.js';

export const MOST_REDATED = 1000;
const RECENT = 30 * 86_400_000;   // ms

export const redatedStyle = css`
  .above { display: grid; gap: var(--gap); } .moved summary { cursor: pointer; display: flex; flex-wrap: wrap; gap: .125rem .75rem; align-items: center; } .moved summary::-webkit-details-marker { display: none; } .moved .more { margin-left: auto; color: var(--info); } .moved[open] .more { visibility: hidden; } .moved .rows { max-height: 16rem; overflow: auto; margin-top: .5rem; } .moved td { font-variant-numeric: tabular-nums; }
  @media (max-width: 47.99em) { .moved summary { min-height: 2.75rem; } .moved .more { margin-left: 0; } .moved[open] .more { display: none; } .moved td, .moved th { white-space: normal; } }
`;

/** The rows of one change, newest first. */
export function redated(rows) {
  if (!rows?.length || live.now() - rows[0].at > RECENT) return nothing;
  const same = rows.filter((row) => row.at === rows[0].at);
  const due = (ms) => ms == null ? t('due.none') : `${dmy(ms)} ${hm(ms)}`;
  return html`<details class="card moved"><summary>${glyph('warn', false)}<b>${t('redated.title', { n: same.length < MOST_REDATED ? n(same.length) : `${n(MOST_REDATED)}+` })}</b><span class="q">${t('redated.when', { time: `${hm(rows[0].at)} ${dmy(rows[0].at)}` })}</span><span class="more">${t('redated.see')}</span></summary>
    <div class="rows" tabindex="0" role="group" aria-label=${t('redated.see')}><table class="tbl"><thead><tr><th>${t('dossiers.code')}</th><th>${t('redated.before')}</th><th>${t('redated.now')}</th></tr></thead><tbody>${same.map((row) => html`<tr><td><a href="/dossiers/${encodeURIComponent(row.code)}">${row.code}</a></td><td>${due(row.oldDueAt)}</td><td><b>${due(row.dueAt)}</b></td></tr>`)}</tbody></table></div></details>`;
}
