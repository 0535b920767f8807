/** How all open dossiers stand: one bar whose parts add up to the whole, and what of them waits for somebody else. */
import { LitElement, css, html, nothing } from 'lit';
import { Watch } from '../live.js';
import { glyph, share, vars } from '../parts.js';
import { n, t } from '../words.js';
import { head, sheets } from './sheet.js';

const MANY = 10_000;   // open dossiers, from which on the figures are smaller

class Standing extends LitElement {
  static styles = [...sheets, css`
    .bar { display: flex; gap: .125rem; height: 2.25rem; margin: .125rem 0 .75rem; } .bar i { width: var(--w); min-width: .25rem; border-radius: .125rem; transition: width var(--motion); }
    .late { background: var(--crit-solid); } .fine { background: var(--data-1); } .held { background: var(--line-strong); } .held.new { background: none; border: .1875rem solid var(--line-strong); }
    dl { display: grid; grid-template-columns: repeat(5, auto); justify-content: space-between; gap: 1rem; } dl > div { display: flex; flex-direction: column-reverse; } dd.num { font-size: var(--t-2xl); } dt { font-size: var(--t-s); color: var(--text-2); white-space: nowrap; display: flex; align-items: center; gap: .4375rem; } dt i { width: 1rem; height: 1rem; flex: none; border-radius: .125rem; } .zero { color: var(--text-3); }
    .many dd.num { font-size: 2.375rem; }
    ul { flex: 1; display: grid; grid-auto-rows: 1fr; margin-top: .625rem; } li { display: grid; grid-template-columns: 1.625rem minmax(0, 1fr) auto; gap: .75rem; align-items: center; border-top: .0625rem solid var(--line); } li span { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; } li .glyph { font-size: 1.5rem; } li b { font-size: var(--t-l); }
  `];

  #watch = new Watch(this, 'overview', ['dossiers']);

  render() {
    const all = this.#watch.topic.of('dossiers') ?? {};
    const { open = 0, overdue = 0, soon = 0, paused = 0, toReceive = 0 } = all;
    const parts = [['overdue', overdue, 'late', 'is-crit'], ['soon', soon, 'hatched', 'is-warn'], ['in-time', Math.max(0, open - overdue - soon - paused - toReceive), 'fine', ''],
      ['wall.standing-paused', paused, 'held', ''], ['wall.standing-new', toReceive, 'held new', '']];
    const lines = [['wall.standing-new-late', all.toReceiveLate, 'crit', 'ok'], ['wall.standing-payment', all.pausedForPayment, 'pause', 'ok'], ['wall.standing-handover', all.handover, 'shut', 'ok']];
    return html`<section class="panel" aria-labelledby="h">
      ${head(html`<span id="h">${t('wall.standing')}</span>`, html`<b>${n(open)}</b> ${t('wall.dossiers', { n: open })}`)}
      <p class="bar" aria-hidden="true">${parts.filter((part) => part[1] > 0).map(([, count, look]) => html`<i class=${look} ${vars({ '--w': share(count / Math.max(1, open)) })}></i>`)}</p>
      <dl class=${open < MANY ? nothing : 'many'}>${parts.map(([label, count, look, level]) => html`<div><dt><i class=${look}></i>${t(label)}</dt><dd class="num ${count ? level : 'zero'}">${n(count)}</dd></div>`)}</dl>
      <ul>${lines.map(([label, count, some, none]) => html`<li>${glyph(count ? some : none, false)}<span>${t(label)}</span><b class=${count && some === 'crit' ? 'is-crit' : ''}>${n(count)}</b></li>`)}</ul>
    </section>`;
  }
}

customElements.define('wall-standing', Standing);
