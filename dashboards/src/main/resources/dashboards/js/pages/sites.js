/** All points beside each other. */
import { LitElement, css, html } from 'lit';
import { live, Ticking, Watch } from '../live.js';
import { gauge, glyph, shapeOfSite } from '../parts.js';
import { hm, minutesSince, n, name, prime, shortSpan, t } from '../words.js';
import { bar, sheet, sheets, waiting } from './sheet.js';

class Sites extends LitElement {
  static styles = [...sheets, css`
    main { grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); } a { text-decoration: none; border-left: .375rem solid transparent; } a:hover { border-color: var(--line-strong); }
    h2 { display: flex; justify-content: space-between; gap: .5rem; align-items: center; } h2 .glyph { font-size: 1.5rem; } .card h2 { font-size: var(--t-l); }
    .fig { display: flex; justify-content: space-between; align-items: end; margin: .5rem 0 .625rem; } .fig .num { font-size: var(--t-2xl); } .fig div + div .num { font-size: 1.75rem; text-align: right; } .fig dt { font-size: var(--t-s); color: var(--text-2); } .fig > div { display: flex; flex-direction: column-reverse; gap: .25rem; }
    .foot { display: flex; justify-content: space-between; gap: .5rem; font-size: var(--t-s); color: var(--text-2); margin-top: .5rem; }
    .warn { border-left-color: var(--warn); } .warn .hot { color: var(--warn); } .crit { background: var(--crit-solid); border-color: var(--crit-solid); color: var(--on-crit); --glyph-ink: var(--crit-solid); } .crit .glyph, .crit .foot, .crit dt { color: inherit; } .crit .gauge .track { fill: rgb(255 255 255 / .28); } .crit .gauge .val, .crit .gauge .limit { fill: var(--on-crit); }
    .nodata { background: none; border: 2px dashed var(--line-strong); } .nodata .num { color: var(--text-3); font-weight: var(--w-regular); } .closed .num { color: var(--text-2); font-weight: var(--w-regular); }
  `];

  #watch = new Watch(this, 'overview', ['site:', 'totals', 'wall']);
  #tick = new Ticking(this);

  render() {
    const { topic } = this.#watch;
    const totals = topic.of('totals');
    const head = bar(this, { title: t('nav.sites-list'), figures: html`<p class="kpi"><b>${n(totals?.waiting)}</b>${t('wall.people-waiting')}</p><p class="kpi"><b>${n(totals?.served)}</b>${t('night.served')}</p>` });
    if (topic.keys.size === 0) return sheet(head, waiting());
    return sheet(head, html`<main>${topic.all('site:').sort((a, b) => a.order - b.order).map((site) => this.#card(site))}</main>`);
  }

  #card(site) {
    const shape = shapeOfSite(site.state), dumb = shape === 'nodata';
    const wait = minutesSince(site.longestSince) ?? 0, limit = site.limitMs / 60_000;
    const word = site.state === 'never' ? t('site.never') : dumb ? t('site.lost', { span: shortSpan(live.now() - (site.lostSince ?? site.heardAt)) }) : site.state === 'closed' ? t('wall.site-closed') : t('wall.counters-open', { open: n(site.countersOpen), all: n(site.counters) });
    return html`<a class="card ${dumb ? 'nodata' : site.state}" href="/sites/${site.id}"><h2>${name(site.name)}${glyph(shape)}</h2>
      <dl class="fig"><div><dt>${dumb && site.heardAt ? t('at-time', { time: hm(site.heardAt) }) : t('people')}</dt><dd class="num">${n(site.waiting)}</dd></div><div><dt>${t('longest')}</dt><dd class="num hot">${dumb || site.state === 'closed' ? '–' : prime(wait)}</dd></div></dl>
      ${gauge(dumb || site.state === 'closed' ? 0 : wait / limit / 1.5, 1 / 1.5, shape === 'warn' ? 'warn' : '')}<p class="foot"><span>${word}</span><span>${n(site.served)} ${t('night.served')}</span></p></a>`;
  }
}

customElements.define('page-sites', Sites);
