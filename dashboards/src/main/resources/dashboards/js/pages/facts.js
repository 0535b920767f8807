/** What a dossier is and how it stands, in one card: for its page and for alerts about it. */
import { css, html, nothing } from 'lit';
import { glyph } from '../parts.js';
import { dmy, has, hm, name, t } from '../words.js';
import { leftWords, notes, status } from './dossiers.js';

export const factsStyle = css`
  .facts { display: grid; grid-template-columns: minmax(18rem, 2fr) repeat(4, auto); gap: .5rem 1.75rem; justify-content: space-between; align-items: start; } .facts.over { border-left: .375rem solid var(--crit-solid); } .facts.near { border-left: .375rem solid var(--warn); } .facts dt { font-size: var(--t-s); color: var(--text-2); white-space: nowrap; } .facts dd { font-size: var(--t-l); font-weight: var(--w-semibold); line-height: 1.3; } .facts dd small { display: block; font-size: var(--t-s); font-weight: var(--w-regular); color: var(--text-2); } .facts .what h2 { font-size: var(--t-l); line-height: 1.3; margin-bottom: .25rem; } .tags { display: flex; flex-wrap: wrap; gap: .25rem; margin-top: .375rem; } .tag.crit { color: var(--crit); border-color: currentColor; font-weight: var(--w-semibold); } .tag.warn { color: var(--warn); border-color: currentColor; } .facts .state { white-space: normal; }
  @media (max-width: 64em) { .facts { grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); justify-content: normal; } .facts .what { grid-column: 1 / -1; } }
`;

export function facts(dossier) {
  const kind = dossier.left < 0 ? 'over' : dossier.state === 'soon' ? 'near' : '';
  const stands = dossier.standsSince != null;
  const shape = kind === 'over' ? 'crit' : kind === 'near' ? 'warn' : stands ? 'pause' : dossier.dueAt == null ? 'nodata' : 'ok';
  const at = (ms) => ms == null ? '–' : html`${dmy(ms)}<small>${hm(ms)}</small>`;
  return html`<section class="card facts ${kind}" aria-label=${t('dossier.facts')}>
    <div class="what"><h2>${name(dossier.procedureName) || dossier.procedure}</h2><p class="q">${name(dossier.org)}</p><div class="tags">${notes(dossier)}</div></div>
    <dl><dt>${t('dossier.status')}</dt><dd>${status(dossier)}<small>${has(`channel.${dossier.channel}`) ? t(`channel.${dossier.channel}`) : dossier.channel}</small></dd></dl>
    <dl><dt>${t('dossiers.received-at')}</dt><dd>${at(dossier.receivedAt ?? dossier.submittedAt)}</dd></dl>
    <dl><dt>${t('dossiers.due-at')}</dt><dd>${stands && kind !== 'over' ? t('dossiers.due-again') : dossier.dueAt == null ? t('due.none') : html`${at(dossier.dueAt)}`}${dossier.provisional ? html`<small>${t('clock.provisional-short')}</small>` : nothing}${dossier.apology.promisedAt == null ? nothing : html`<small>${t('apology.again', { time: `${hm(dossier.apology.promisedAt)} ${dmy(dossier.apology.promisedAt)}` })}</small>`}</dd></dl>
    <dl><dt>${dossier.finishedAt == null ? t('dossier.left') : t('dossier.finished')}</dt><dd><span class="state is-${shape}">${glyph(shape, false)}${leftWords(dossier)}</span></dd></dl></section>`;
}
