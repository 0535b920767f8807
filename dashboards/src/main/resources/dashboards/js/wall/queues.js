/** The queues of all points; a point never moves. `big`: alone on the wall, readable from twice as far. */
import { LitElement, css, html, nothing } from 'lit';
import { live, Ticking, Watch } from '../live.js';
import { gauge, glyph, shapeOfSite, vars } from '../parts.js';
import { hm, minutesSince, n, name, prime, shortSpan, t } from '../words.js';
import { head, sheets } from './sheet.js';

const FULL_SCALE = 1.5;   // the gauge ends at one and a half times the limit
const LETTERS = 12;       // of a name, more are smaller where it is big

/** As many columns as make the tiles of `count` points the largest; `--u`: 1 for ten of them, which is twice the overview. */
function room(count) {
  let best = 0, columns = 1;
  for (let each = 1; each <= count; each++) {
    const unit = Math.min(5 / each, 2 / Math.ceil(count / each), 2);
    if (unit > best) [best, columns] = [unit, each];
  }
  return { '--u': String(best), '--columns': String(columns) };
}

class Queues extends LitElement {
  static styles = [...sheets, css`
    .sites { flex: 1; display: grid; grid-template-columns: repeat(5, minmax(0, 1fr)); grid-auto-rows: minmax(0, 1fr); gap: .625rem; min-height: 0; }
    .site { --edge: transparent; background: var(--tile); border-radius: var(--radius-s); box-shadow: inset .3125rem 0 var(--edge); padding: .5rem .75rem .625rem .9375rem; display: grid; grid-template-columns: minmax(0, 1fr); grid-template-rows: auto 1fr auto auto; }
    h3 { display: flex; align-items: center; gap: .25rem; font-size: var(--t-m); font-weight: var(--w-semibold); white-space: nowrap; letter-spacing: -.01em; }
    h3 span { overflow: hidden; text-overflow: ellipsis; } h3 .glyph { margin-left: auto; font-size: 1.75rem; }
    .fig { display: grid; grid-template-columns: minmax(0, 1fr) auto; align-items: end; align-self: center; }
    .fig > div { display: flex; flex-direction: column; }
    .fig .num { font-size: var(--t-3xl); margin-left: -.05em; order: -1; }
    .fig > div + div { text-align: right; }
    .fig > div + div .num { font-size: var(--t-xl); font-weight: var(--w-num, var(--w-medium)); padding-bottom: .125rem; }
    .fig dt { font-size: var(--t-s); line-height: 1.25; color: var(--text-2); white-space: nowrap; }
    .gauge { width: 100%; height: .625rem; margin: .5rem 0 .4375rem; display: block; overflow: visible; }
    .gauge .track { fill: var(--line); } .gauge .val { fill: var(--data-1); } .gauge .limit { fill: var(--text); opacity: .75; }
    .desks { display: flex; align-items: center; justify-content: space-between; font-size: var(--t-s); line-height: 1.2; color: var(--text-2); white-space: nowrap; }
    .pips { display: inline-flex; gap: .1875rem; }
    .pips i { width: .75rem; height: .875rem; border-radius: .125rem; border: .125rem solid var(--data-1); }
    .pips .on { background: var(--data-1); } .pips .paused { background: linear-gradient(to top, var(--data-1) 45%, transparent 45%); } .pips .dumb { border-style: dotted; border-color: var(--line-strong); }
    /* more urgent is more salient in greyscale too: critical = a solid inverted plate, warning = edge and glyph */
    .warn { --edge: var(--warn); }
    .warn .val { fill: var(--warn); } .warn .hot .num { color: var(--warn); font-weight: var(--w-num, var(--w-semibold)); } .warn .off, .warn .paused { border-color: var(--warn); }
    .crit { background: var(--crit-solid); box-shadow: inset 0 0 0 .1875rem var(--on-crit); color: var(--on-crit); --glyph-ink: var(--crit-solid); }
    .crit .glyph, .crit .fig dt, .crit .desks { color: inherit; } .crit .fig .num { font-weight: var(--w-num, var(--w-bold)); }
    .crit .track { fill: #8d2213; } .crit .val, .crit .limit { fill: var(--on-crit); opacity: 1; } .crit .pips i { border-color: var(--on-crit); } .crit .on { background: var(--on-crit); } .crit .paused { background: linear-gradient(to top, var(--on-crit) 45%, transparent 45%); }
    .nodata { background: none; box-shadow: none; outline: .125rem dashed var(--line-strong); outline-offset: -.125rem; }
    .nodata h3 { color: var(--text-2); } .nodata .fig .num { color: var(--text-3); font-weight: var(--w-num, var(--w-regular)); } .nodata .desks { color: var(--nodata); }
    .never { align-self: center; color: var(--text-3); line-height: 1.3; } .nodata .desks.first { color: var(--text-3); }
    .closed .fig .num { color: var(--text-2); font-weight: var(--w-num, var(--w-regular)); }
    .lost .crit { background: none; color: var(--text-2); box-shadow: inset 0 0 0 .1875rem var(--text-2); --glyph-ink: var(--panel); } .lost .crit .track { fill: var(--line); } .lost .crit .val { fill: var(--text-3); }
    /* alone on the wall: twice the size of the overview where the points leave the room for it */
    :host([big]) .panel > header { min-height: 4rem; margin-bottom: .75rem; } :host([big]) h2 { font-size: 3rem; } :host([big]) .sum { font-size: 2.75rem; } :host([big]) .sum b { font-size: 4rem; } :host([big]) .stamp { font-size: 2.25rem; }
    :host([big]) .sites { --t-s: calc(2.75rem * var(--u)); --t-3xl: calc(8.5rem * var(--u)); --t-xl: calc(5rem * var(--u)); grid-template-columns: repeat(var(--columns), minmax(0, 1fr)); gap: .75rem; }
    :host([big]) .site { position: relative; padding: calc(.5rem * var(--u)) calc(1.125rem * var(--u)) calc(.75rem * var(--u)) calc(1.375rem * var(--u)); box-shadow: inset calc(.5rem * var(--u)) 0 var(--edge); }
    :host([big]) .crit { box-shadow: inset 0 0 0 .3125rem var(--on-crit); } :host([big]) .lost .crit { box-shadow: inset 0 0 0 .3125rem var(--text-2); } :host([big]) .nodata { box-shadow: none; outline-width: .1875rem; outline-offset: -.1875rem; }
    :host([big]) h3 { font-size: calc(3rem * var(--u) * var(--name)); min-height: calc(3.84rem * var(--u)); line-height: 1.28; letter-spacing: -.015em; } :host([big]) .fig { align-self: start; min-height: calc(12rem * var(--u)); } :host([big]) h3 .glyph { position: absolute; right: calc(1.125rem * var(--u)); top: calc(4.875rem * var(--u)); font-size: calc(3rem * var(--u)); }
    :host([big]) .many { --t-3xl: calc(6rem * var(--u)); --t-xl: calc(3.75rem * var(--u)); } :host([big]) .gauge { height: calc(1.125rem * var(--u)); margin: calc(.5rem * var(--u)) 0 calc(.625rem * var(--u)); }
    :host([big]) .desks { gap: 1rem; } :host([big]) .pips { flex: 0 1 auto; min-width: 0; gap: calc(.3125rem * var(--u)); } :host([big]) .pips i { flex: 0 1 calc(1.375rem * var(--u)); width: calc(1.375rem * var(--u)); min-width: .25rem; height: calc(1.75rem * var(--u)); border-width: calc(.1875rem * var(--u)); }
    :host([big]) .nodata .gauge { display: none; } :host([big]) .nodata .desks { --t-s: calc(2.375rem * var(--u)); white-space: normal; align-self: end; text-wrap: balance; } :host([big]) .never { font-size: var(--t-s); }
  `];
  static properties = { big: { type: Boolean, reflect: true } };

  #watch = new Watch(this, 'overview', ['site:', 'totals', 'wall']);
  #tick = new Ticking(this);

  render() {
    const { topic } = this.#watch;
    const sites = topic.all('site:').sort((a, b) => a.order - b.order);
    const totals = topic.of('totals');
    const none = sites.every((site) => site.state === 'never');
    const longest = minutesSince(totals?.longestSince);
    const over = sites.some((site) => site.state === 'crit');
    return html`<section class="panel" aria-labelledby="h">
      ${head(html`<span id="h">${t('wall.queues', { n: sites.length })}</span>`, none || !totals ? html`${t('wall.named-not-counted')}` : html`
        <span><b>${n(totals.waiting)}</b> ${t('wall.people-waiting')}</span>
        ${longest === null ? nothing : html`<span class=${over ? 'is-crit' : ''}><b>${n(longest)}</b> ${t('wall.minutes-longest')}</span>`}`)}
      <ul class="sites ${live.state === 'lost' ? 'lost' : ''}" ${this.big ? vars(room(sites.length)) : nothing}>${sites.map((site) => this.#tile(site))}</ul>
    </section>`;
  }

  #tile(site) {
    const digits = (figure) => String(figure ?? '').length;
    const fit = digits(site.waiting) * 5 + digits(minutesSince(site.longestSince)) * 3 > 17 ? 'many' : '';
    const size = this.big ? vars({ '--name': String(Math.min(1, LETTERS / name(site.name).length)) }) : nothing;
    const title = html`<h3 ${size}><span>${name(site.name)}</span>${glyph(shapeOfSite(site.state))}</h3>`;
    if (site.state === 'never') {
      return html`<li class="site nodata ${fit}">${title}<p class="never">${t('site.never')}</p><span></span>
        <p class="desks first">${t('wall.counters-heard', { heard: n(site.countersHeard ?? 0), all: n(site.counters) })}</p></li>`;
    }
    if (site.state === 'lost' || site.state === 'stale') {
      return html`<li class="site nodata ${fit}">${title}
        <dl class="fig"><div><dt>${t('at-time', { time: hm(site.heardAt) })}</dt><dd class="num">${n(site.waiting)}</dd></div></dl>
        ${gauge(0, null)}
        <p class="desks">${site.state === 'stale' ? t('site.stale', { span: shortSpan(live.now() - site.heardAt) })
          : t('site.lost', { span: shortSpan(live.now() - (site.lostSince ?? site.heardAt)) })}</p></li>`;
    }
    const wait = minutesSince(site.longestSince);
    const limit = site.limitMs / 60_000;
    return html`<li class="site ${site.state} ${fit}">${title}
      <dl class="fig"><div><dt>${t('people')}</dt><dd class="num">${n(site.waiting)}</dd></div>
        <div class="hot"><dt>${t('longest')}</dt><dd class="num">${prime(wait ?? 0)}</dd></div></dl>
      ${gauge((wait ?? 0) / limit / FULL_SCALE, 1 / FULL_SCALE)}
      <p class="desks">${this.#pips(site)}${site.state === 'closed' ? t('wall.site-closed')
        : t('wall.counters-open', { open: n(site.countersOpen), all: n(site.counters) })}</p></li>`;
  }

  #pips(site) {
    const pips = [];
    for (let i = 0; i < site.counters; i++) {
      const kind = i < site.countersOpen ? 'on' : i < site.countersOpen + (site.countersPaused ?? 0) ? 'paused'
        : i < (site.countersHeard ?? site.counters) ? 'off' : 'dumb';
      pips.push(html`<i class=${kind}></i>`);
    }
    return html`<span class="pips" aria-hidden="true">${pips}</span>`;
  }
}

customElements.define('wall-queues', Queues);
