/** Dossiers of one kind by unit, the most first: `overdue` solid, with its share of what is open; `soon` hatched. */
import { LitElement, css, html, nothing } from 'lit';
import { Watch } from '../live.js';
import { glyph, share, vars } from '../parts.js';
import { before, n, name, percent, t } from '../words.js';
import { head, sheets } from './sheet.js';

const ROWS = 8;     // where the configuration does not say

class Units extends LitElement {
  static styles = [...sheets, css`
    ul { flex: 1; display: grid; grid-auto-rows: minmax(0, 1fr); max-height: 28rem; min-height: 0; }
    li { display: grid; grid-template-columns: 18.5rem minmax(0, 1fr) 4rem; align-items: center; gap: 1rem; border-top: .0625rem solid var(--line); }
    .unit { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; } .bar { display: flex; height: 1.375rem; } .bar i { width: var(--w); min-width: .25rem; transition: width var(--motion); } .late { background: var(--crit-solid); }
    .n { font-size: 2rem; line-height: 1; text-align: right; font-weight: var(--w-num, var(--w-bold)); } .n.zero { color: var(--text-3); font-weight: var(--w-num, var(--w-regular)); }
    :host([kind="overdue"]) li { grid-template-columns: 24rem minmax(0, 1fr) 4.5rem 11.5rem; font-size: var(--t-l); } :host([kind="overdue"]) .n { font-size: 2.25rem; } .of { text-align: right; color: var(--text-2); font-size: var(--t-m); white-space: nowrap; }
    .rest .unit { color: var(--text-2); } .calm { flex: 1; display: flex; align-items: center; justify-content: center; gap: .75rem; color: var(--text-2); font-size: var(--t-l); } .calm .glyph { font-size: 2.25rem; }
  `];
  static properties = { kind: { reflect: true } };

  #watch = new Watch(this, 'overview', ['org:', 'dossiers', 'wall', 'before']);

  render() {
    const { topic } = this.#watch;
    const { kind } = this;
    const level = kind === 'overdue' ? 'crit' : 'warn';
    const all = topic.of('dossiers') ?? {};
    const orgs = topic.all('org:').filter((org) => (org.open ?? 0) > 0 || org[kind] > 0)
        .sort((a, b) => b[kind] - a[kind] || b.overdue - a.overdue || b.soon - a.soon || a.order - b.order);
    const rows = topic.of('wall')?.orgs ?? ROWS;
    const others = orgs.slice(rows).filter((org) => org[kind] > 0);
    const most = Math.max(1, ...orgs.map((org) => org[kind]));
    const then = kind === 'overdue' ? before(topic.of('before'), topic.of('before')?.dossiersOverdue == null ? null : n(topic.of('before').dossiersOverdue)) : '';
    return html`<section class="panel" aria-labelledby="h">
      ${head(html`<span id="h">${t(`wall.units-${kind}`)}</span>`, html`<span class=${all[kind] ? `is-${level}` : ''}>${all[kind] ? html`<i class="key ${kind === 'overdue' ? 'late' : 'hatched'}"></i>` : nothing}<b>${n(all[kind])}</b> ${t('wall.dossiers', { n: all[kind] ?? 0 })}</span>${then ? html`<span>${then}</span>` : nothing}`)}
      ${all[kind] ? html`<ul>${orgs.slice(0, rows).map((org) => html`<li><span class="unit">${name(org.name)}</span>
          <span class="bar" aria-hidden="true">${org[kind] ? html`<i class=${kind === 'overdue' ? 'late' : 'hatched'} ${vars({ '--w': share(org[kind] / most) })}></i>` : nothing}</span>
          <b class="n ${org[kind] ? `is-${level}` : 'zero'}">${n(org[kind])}<span class="vh"> ${t(kind)}</span></b>${this.#of(org)}</li>`)}
        ${others.length === 0 ? nothing : html`<li class="rest"><span class="unit">${t('wall.other-units', { n: others.length })}</span><span></span><b class="n is-${level}">${n(others.reduce((sum, org) => sum + org[kind], 0))}<span class="vh"> ${t(kind)}</span></b></li>`}</ul>`
        : html`<p class="calm">${glyph('ok', false)}${t(`wall.units-${kind}-none`)}</p>`}
    </section>`;
  }

  #of(org) {
    if (this.kind !== 'overdue') return nothing;
    return html`<span class="of">${org.open > 0 ? t('wall.share-of', { share: percent(org.overdue / org.open), n: n(org.open) }) : ''}</span>`;
  }
}

customElements.define('wall-units', Units);
