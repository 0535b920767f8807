/** What all pages share: their style, their head, how they show loading, nothing and failure. */
import { css, html, nothing } from 'lit';
import { live } from '../live.js';
import { base, glyph } from '../parts.js';
import { hms, longDate, n, span, t } from '../words.js';

const page = css`
  :host { --t-xs: .8125rem; --t-s: .875rem; --t-m: 1rem; --t-l: 1.125rem; --t-xl: 1.5rem; --t-2xl: 2.25rem; --t-3xl: 3.25rem; --gap: .75rem;
    height: 100%; min-height: 0; min-width: 0; display: grid; grid-template-columns: minmax(0, 1fr); grid-template-rows: auto minmax(0, 1fr); }
  :focus-visible { outline: 3px solid var(--info); outline-offset: 2px; } h1:focus-visible, h1:focus { outline: 0; }
  .bar { display: flex; align-items: center; gap: .25rem 1.5rem; min-height: 3.75rem; padding: .25rem 1.25rem; background: var(--panel); border-bottom: 1px solid var(--line); white-space: nowrap; }
  .bar h1 { font-size: var(--t-xl); font-weight: var(--w-bold); letter-spacing: -.01em; line-height: 1.25; overflow: hidden; text-overflow: ellipsis; } .bar > div { min-width: 0; }
  .bar .up { color: var(--text-2); font-size: var(--t-s); text-decoration: none; display: block; line-height: 1.25; } .bar a.up:hover { text-decoration: underline; }
  .kpi { color: var(--text-2); font-size: var(--t-s); } .kpi b { color: var(--text); font-size: var(--t-l); margin-right: .375rem; }
  .bar .live { margin-left: auto; display: flex; gap: .5rem; align-items: center; font-size: var(--t-s); color: var(--text-2); }
  .bar > time { font-size: var(--t-xl); font-weight: var(--w-semibold); letter-spacing: -.01em; text-align: right; line-height: 1.15; } .bar > time small { display: block; font-size: var(--t-xs); font-weight: var(--w-regular); letter-spacing: 0; color: var(--text-2); }
  .sim { background: var(--unreal-solid); color: #fff; font-weight: var(--w-bold); font-size: var(--t-s); letter-spacing: .02em; border-radius: var(--radius-s); padding: .0625rem .5rem; }
  .gone { background: var(--text); color: var(--bg); padding: .5rem 1.25rem; display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center; } .gone .glyph { color: inherit; font-size: 1.5rem; } .gone b { font-size: var(--t-l); }
  :host([data-lost]) main { filter: grayscale(1) opacity(.72); } :host([data-lost]) { --w-num: 300; }
  main { position: relative; min-width: 0; min-height: 0; overflow: auto; padding: var(--gap); display: grid; gap: var(--gap); align-content: start; grid-template-columns: minmax(0, 1fr); grid-auto-rows: max-content; }

  .state { display: inline-flex; align-items: center; gap: .375rem; white-space: nowrap; } .state .glyph { font-size: 1.15em; } .state.is-ok { color: var(--text-2); } .state.is-ok .glyph { color: var(--ok); }
  .is-warn, .is-crit { font-weight: var(--w-semibold); }
  .q { color: var(--text-2); } .q3, .zero { color: var(--text-3); } .s { font-size: var(--t-s); } .r { text-align: right; } .nw { white-space: nowrap; } .mono { font-family: var(--mono); font-size: .8125rem; letter-spacing: -.01em; overflow-wrap: anywhere; }
  .tag { display: inline-block; font-size: var(--t-xs); line-height: 1.3; border: 1px solid var(--line-strong); border-radius: 2px; padding: 0 .3125rem; color: var(--text-2); white-space: nowrap; } .tag.new { color: var(--info); border-color: currentColor; font-weight: var(--w-semibold); }
  .note { font-size: var(--t-s); color: var(--text-2); }

  .btn { height: 2.25rem; padding: 0 .875rem; border-radius: var(--radius-s); border: 1px solid var(--line-strong); background: var(--tile); font-weight: var(--w-medium); cursor: pointer; white-space: nowrap; display: inline-flex; align-items: center; text-decoration: none; } .btn:hover { background: var(--panel); }
  .btn.act { background: var(--text); border-color: var(--text); color: var(--tile); font-weight: var(--w-semibold); } .btn.small { height: 1.875rem; padding: 0 .625rem; font-size: var(--t-s); } .btn[disabled] { opacity: .5; cursor: default; }
  .acts { display: flex; gap: .5rem; }
  .field { height: 2.25rem; border: 1px solid var(--line-strong); border-radius: var(--radius-s); background: var(--tile); padding: 0 .625rem; min-width: 0; }
  .seg { display: inline-flex; border: 1px solid var(--line-strong); border-radius: var(--radius-s); overflow: hidden; } .seg button { border: 0; background: none; height: 2.125rem; padding: 0 .75rem; cursor: pointer; color: var(--text-2); white-space: nowrap; } .seg button + button { border-left: 1px solid var(--line); } .seg [aria-pressed="true"] { background: var(--text); color: var(--tile); font-weight: var(--w-semibold); }
  .tabs { display: flex; gap: .25rem; border-bottom: 1px solid var(--line); overflow-x: auto; scrollbar-width: none; } .tabs button { border: 0; background: none; padding: .5rem .75rem .5625rem; color: var(--text-2); border-bottom: 3px solid transparent; cursor: pointer; white-space: nowrap; } .tabs button:focus-visible { outline-offset: -3px; } .tabs [aria-pressed="true"] { color: var(--text); font-weight: var(--w-semibold); border-color: var(--text); } .tabs .num { margin-left: .375rem; letter-spacing: 0; font-size: inherit; }

  .card { background: var(--tile); border: 1px solid var(--line); border-radius: var(--radius-m); padding: .75rem 1rem .875rem; min-width: 0; min-height: 0; display: flex; flex-direction: column; }
  .card > header { display: flex; align-items: baseline; justify-content: space-between; gap: 1rem; margin-bottom: .5rem; white-space: nowrap; } .card h2 { font-size: var(--t-m); font-weight: var(--w-semibold); } .card > header p { font-size: var(--t-s); color: var(--text-2); overflow: hidden; text-overflow: ellipsis; } .card > header p b { color: var(--text); }
  .gauge { width: 100%; height: .5rem; display: block; overflow: visible; } .gauge .track { fill: var(--line); } .gauge .val { fill: var(--data-1); } .gauge.crit .val { fill: var(--crit-solid); } .gauge.warn .val { fill: var(--warn-fill); stroke: var(--warn); } .gauge .limit { fill: var(--text); }
  .bar1 { display: flex; height: .875rem; min-width: 0; } .bar1 i { width: var(--w); } .bar1 .late { background: var(--crit-solid); } .bar1 .fine { background: var(--data-1); opacity: .55; } .bar1 .hatched, .legend .hatched { background: repeating-linear-gradient(135deg, var(--hatch-ink) 0 3px, var(--hatch-ground) 3px 6px); }

  .tbl { border-collapse: collapse; width: 100%; } .tbl th { text-align: left; font-weight: var(--w-regular); color: var(--text-2); font-size: var(--t-s); padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--line-strong); white-space: nowrap; vertical-align: bottom; } .tbl td, .tbl tbody th { padding: .375rem .75rem .375rem 0; border-bottom: 1px solid var(--line); vertical-align: middle; } .tbl tbody th { color: var(--text); font-size: var(--t-m); font-weight: var(--w-semibold); }
  .tbl th.r, .tbl td.r { text-align: right; } .tbl th:last-child, .tbl td:last-child { padding-right: 0; } .tbl tbody:last-child tr:last-child > * { border-bottom: 0; } .tbl small { display: block; font-size: var(--t-s); color: var(--text-2); font-weight: var(--w-regular); }
  .legend { display: flex; gap: 1rem; font-size: var(--t-s); color: var(--text-2); } .legend li { display: flex; align-items: center; gap: .375rem; white-space: nowrap; } .legend i { width: 1.125rem; height: .75rem; }
  .blank { padding: 1.5rem 1rem; display: grid; gap: .375rem; justify-items: start; align-content: start; color: var(--text-2); } .blank .glyph { font-size: 1.75rem; } .blank b { color: var(--text); }
  .quiet-link { color: var(--info); text-underline-offset: .2em; }

  @media (max-width: 64em) { .seg button { height: 2.75rem; } }
  @media (max-width: 47.99em) {
    :host { grid-template-rows: auto minmax(0, 1fr); } .bar { flex-wrap: wrap; padding: .625rem 1rem .5rem; gap: .125rem .75rem; border-bottom: 0; } .bar h1 { font-size: 1.625rem; white-space: normal; } .bar > time { font-size: var(--t-s); font-weight: var(--w-regular); margin-left: auto; color: var(--text-2); } .bar > time small, .bar .live, .bar .kpi { display: none; } .bar .sim { order: 9; width: 100%; text-align: center; }
    main { padding: .25rem 1rem 1rem; } .card { border-radius: .75rem; }
    .btn, .btn.small { height: 2.75rem; } .bar .seg { width: 100%; order: 5; } .bar .seg button { flex: 1; } .bar .acts { width: 100%; order: 5; } .bar .acts .btn { flex: 1; justify-content: center; } .field { height: 2.75rem; }
  }
`;

export const sheets = [base, page];

/** The head of a page: where one is, its key figures, whether it is live, what time it is. */
export function bar(host, { title, up = nothing, figures = nothing, more = nothing }) {
  const lost = live.state === 'lost' || live.state === 'refused';
  host.toggleAttribute('data-lost', lost);
  document.title = `${typeof title === 'string' ? title : 'IOC'} – IOC`;
  const now = live.now();
  return html`<div><header class="bar"><div>${up}<h1 tabindex="-1">${title}</h1></div>${figures}${more}
      ${live.simulated ? html`<b class="sim">${t('simulation')}</b>` : nothing}
      <p class="live">${live.state === 'live' ? html`${glyph('ok', false)}${t('page.live')}` : html`${glyph('nodata', false)}${t('page.not-live')}`}</p>
      <time>${live.state === 'joining' ? '–' : hms(now)}<small>${live.state === 'joining' ? '' : longDate(now)}</small></time></header>
    ${lost ? html`<p class="gone" role="alert">${glyph('nodata', false)}<b>${live.state === 'refused' ? t('lost.refused') : t('lost.short', { time: hms(live.lostSince) })}</b>
      <span>${t('lost.for')} ${span(live.silence())} · ${t('lost.try', { n: n(Math.max(1, live.tries)) })}</span></p>` : nothing}</div>`;
}

/** Before the first figures: a word, not zeros. */
export function waiting() {
  return html`<main><p class="blank" role="status">${t(live.state === 'joining' && live.tries > 1 ? 'lost.never' : 'loading')}…</p></main>`;
}

export function blank(shape, title, text = '') {
  return html`<div class="blank" role="status">${glyph(shape, false)}<b>${title}</b><p>${text}</p></div>`;
}

/** A page's head and what is below it; one template, so that the head and its focus stay when the rest comes. */
export function sheet(head, body) {
  return html`${head}${body}`;
}
