/** Dossiers by unit: overdue is solid, nearly due is hatched; and how many letters of apology went out. */
import { LitElement, css, html } from 'lit';
import { Watch } from '../live.js';
import { share, vars } from '../parts.js';
import { n, name, t } from '../words.js';
import { empty, head, sheets } from './sheet.js';

const ROWS = 8;     // where the configuration does not say

class Orgs extends LitElement {
  static styles = [...sheets, css`
    .bars { flex: 1; display: grid; grid-auto-rows: 1fr; max-height: 24.5rem; }
    .bars li { display: grid; grid-template-columns: 17rem minmax(0, 1fr) 2.75rem 2.75rem 4.25rem; align-items: center; gap: .75rem; border-top: .0625rem solid var(--line); }
    .unit { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
    .bar { display: flex; height: 1.5rem; } .bar i { width: var(--w); transition: width var(--motion); } .bar .late { background: var(--crit-solid); }
    .n { font-size: 1.75rem; text-align: right; font-weight: var(--w-num, var(--w-bold)); } .n + .n { font-weight: var(--w-num, var(--w-regular)); }
    .letters { text-align: right; color: var(--text-2); } .letters.is-crit { color: var(--crit); } .foot { display: flex; justify-content: space-between; gap: 1.5rem; border-top: .0625rem solid var(--line); padding-top: .375rem; font-size: var(--t-s); color: var(--text-2); white-space: nowrap; } .foot b { color: var(--text); } .foot .is-crit b { color: inherit; }
    .n.zero { color: var(--text-3); font-weight: var(--w-num, var(--w-regular)); }
  `];

  #watch = new Watch(this, 'overview', ['org:', 'dossiers', 'wall']);

  render() {
    const { topic } = this.#watch;
    const all = topic.of('dossiers');
    if (!all?.received) {
      return html`<section class="panel" aria-labelledby="h">${head(html`<span id="h">${t('wall.orgs')}</span>`)}
        ${empty(t('wall.orgs-none'), t('wall.orgs-none-how'))}</section>`;
    }
    const orgs = topic.all('org:').filter((org) => (org.open ?? 0) > 0 || (org.overdue ?? 0) > 0)
        .sort((a, b) => b.overdue - a.overdue || b.soon - a.soon || a.order - b.order).slice(0, topic.of('wall')?.orgs ?? ROWS);
    const most = Math.max(1, ...orgs.map((org) => org.overdue + org.soon));
    return html`<section class="panel" aria-labelledby="h">
      ${head(html`<span id="h">${t('wall.orgs')}</span>`, html`<span class=${all.overdue ? 'is-crit' : ''}><i class="key late"></i><b>${n(all.overdue)}</b> ${t('overdue')}</span>
        <span class=${all.soon ? 'is-warn' : ''}><i class="key hatched"></i><b>${n(all.soon)}</b> ${t('soon')}</span>`)}
      <ul class="bars">${orgs.map((org) => html`<li><span class="unit">${name(org.name)}</span>
        <span class="bar" aria-hidden="true"><i class="late" ${vars({ '--w': share(org.overdue / most) })}></i><i class="hatched" ${vars({ '--w': share(org.soon / most) })}></i></span>
        <b class="n ${org.overdue ? 'is-crit' : 'zero'}">${n(org.overdue)}<span class="vh"> ${t('overdue')}</span></b>
        <b class="n ${org.soon ? 'is-warn' : 'zero'}">${n(org.soon)}<span class="vh"> ${t('soon')}</span></b>${this.#letters(org)}</li>`)}</ul>
      <p class="foot"><span>${t('wall.letters')}</span><span>${t('wall.letters-sent')} <b>${n(all.apologySent)}</b></span><span class=${all.apologyPast ? 'is-crit' : ''}>${t('wall.letters-past')} <b>${n(all.apologyPast)}</b></span></p>
    </section>`;
  }

  /** Letters of apology: sent, of those that had to be by now. */
  #letters({ apologySent = 0, apologyPast = 0 }) {
    const all = apologySent + apologyPast;
    return html`<span class="letters ${apologyPast ? 'is-crit' : ''}">${all === 0 ? '' : html`<span aria-hidden="true">${n(apologySent)}/${n(all)}</span><span class="vh">${t('wall.letters-of', { sent: n(apologySent), all: n(all) })}</span>`}</span>`;
  }
}

customElements.define('wall-orgs', Orgs);
