/** One point: how long people wait, at which service, who serves, what came and went, and how its devices are. */
import { LitElement, css, html, nothing, svg } from 'lit';
import { live, Ticking, Watch } from '../live.js';
import { alertLine, isWaiting, urgency } from '../alerts.js';
import { gauge, glyph, shapeOf, shapeOfSite } from '../parts.js';
import { before, hm, n, name, rate, span, t } from '../words.js';
import { accept, mayDo } from './handle.js';
import { counters, devices, hero, queueStyle, satisfaction, services } from './queue.js';
import { bar, blank, sheets, waiting } from './sheet.js';
import './chart.js';

class SitePage extends LitElement {
  static styles = [...sheets, queueStyle, css`
    main { grid-template-columns: minmax(0, 1fr) 22.5rem; grid-template-rows: max-content minmax(14.5rem, max-content) minmax(15rem, 1fr) max-content; grid-template-areas: "hero hero" "queue side" "trend side" "small side"; align-content: stretch; }
    .hero { grid-area: hero; }
    .queue { grid-area: queue; display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: var(--gap); } .trend { grid-area: trend; display: grid; grid-template-columns: minmax(0, 12fr) minmax(0, 9fr); gap: var(--gap); min-height: 0; } .small3 { grid-area: small; display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: var(--gap); } .side { grid-area: side; display: flex; flex-direction: column; gap: var(--gap); min-height: 0; }
    .alertlist { margin: 0 -1rem -.875rem; } .alertlist li { display: grid; grid-template-columns: 1.375rem minmax(0, 1fr) auto; gap: 0 .625rem; padding: .5rem 1rem .5625rem; border-top: 1px solid var(--line); } .alertlist .glyph { font-size: 1.25rem; grid-row: span 2; } .alertlist .t { font-weight: var(--w-semibold); line-height: 1.28; } .alertlist .m { grid-column: 2 / -1; font-size: var(--t-s); color: var(--text-2); display: flex; justify-content: space-between; gap: .5rem; } .alertlist .seen .t { font-weight: var(--w-regular); } .alertlist button { border: 0; background: none; padding: 0; text-decoration: underline; text-underline-offset: .2em; cursor: pointer; color: var(--text); }
    .flow { flex: 1; min-height: 9rem; width: 100%; display: block; overflow: visible; font-size: var(--t-s); margin: .25rem 0 1.75rem; } .flow text { fill: var(--text-2); } .flow .strong { fill: var(--text); font-weight: 600; } .flow .a, .ka { fill: var(--data-1); } .flow .b { fill: var(--data-2); } .legend .ka { background: var(--data-1); } .legend .kb { background: var(--data-2); } .axis { stroke: var(--line-strong); } .eq { display: flex; justify-content: space-between; gap: .375rem; flex-wrap: wrap; }
    @media (max-height: 900px) and (min-width: 48em) { main { grid-template-rows: max-content max-content minmax(17.5rem, max-content) max-content; align-content: start; } .side { min-height: 0; } }
    @media (max-width: 75em) and (min-width: 48em) { .hero { grid-template-columns: repeat(4, auto); } .hero .lead { grid-column: span 2; } }
    @media (max-width: 64em) { main { grid-template-columns: minmax(0, 1fr); grid-template-rows: none; grid-template-areas: none; align-content: start; } main > * { grid-area: auto !important; } .queue, .trend, .small3 { grid-template-columns: minmax(0, 1fr); } }
  `];
  static properties = { site: {} };

  #watch = new Watch(this, 'overview', ['site:']);
  #names = new Watch(this, 'overview', ['site:']);
  #tick = new Ticking(this);

  willUpdate() {
    this.#watch.turn(`site:${this.site}`);
  }

  render() {
    const { topic } = this.#watch;
    const site = topic.of('site');
    const up = html`<a class="up" href="/sites">${t('site.up', { n: n((site?.order ?? 0) + 1), all: n(this.#names.topic.all('site:').length) })}</a>`;
    if (!site) return html`${bar(this, { title: topic.known ? t('site.unknown') : '…', up: html`<a class="up" href="/sites">${t('nav.sites-list')}</a>` })}${topic.known ? html`<main>${blank('nodata', t('site.unknown'))}</main>` : waiting()}`;
    const alerts = topic.all('alert:').filter((alert) => !alert.clearedAt).sort(urgency);
    const worst = alerts[0];
    return html`${bar(this, { title: name(site.fullName) || name(site.name), up,
      figures: worst && worst.priority !== 'low' ? html`<p class="state is-${shapeOf(worst)}">${glyph(shapeOf(worst), false)}${t('site.since', { what: t(`priority.${worst.priority}`), time: hm(worst.raisedAt) })}</p>` : nothing,
      more: html`<div class="acts">${this.#neighbour(site.previous, '‹ ', '')}${this.#neighbour(site.next, '', ' ›')}</div>` })}
    <main>
      ${hero(site, topic, topic.of('before'))}
      <div class="queue">${services(site, topic)}${counters(topic)}</div>
      <div class="trend"><section class="card"><wait-chart .site=${this.site} .day=${topic.of('before')?.day} .limitMs=${site.limitMs} .longestSince=${site.longestSince} ?silent=${shapeOfSite(site.state) === 'nodata'}></wait-chart></section>${this.#flow(site, topic)}</div>
      <div class="small3">${satisfaction(site, topic.of('before'))}${this.#people(site, topic)}${this.#wifi(site, topic)}</div>
      <div class="side">${this.#alerts(alerts)}${devices(site, topic, this.site)}</div>
    </main>`;
  }

  #neighbour(id, before, after) {
    const other = id && this.#names.topic.of(`site:${id}`);
    return id ? html`<a class="btn small" href="/sites/${id}">${before}${name(other?.name) || id}${after}</a>` : nothing;
  }

  #flow(site, topic) {
    const flow = topic.all('flow:').sort((a, b) => Number(a.id) - Number(b.id)).slice(-8);
    const most = Math.max(1, ...flow.map((each) => Math.max(each.arrived ?? 0, each.served ?? 0))) * 1.12;
    const wide = 100 / Math.max(6, flow.length);
    const sum = (site.served ?? 0) + (site.serving ?? 0) + (site.waiting ?? 0) + (site.walkAways ?? 0);
    return html`<section class="card" aria-labelledby="h-flow"><header><h2 id="h-flow">${t('site.flow')}</h2><ul class="legend"><li><i class="ka"></i>${t('site.came')}</li><li><i class="kb"></i>${t('site.done')}</li></ul></header>
      ${flow.length === 0 ? blank('nodata', t('site.flow-none')) : html`<svg class="flow" role="img" aria-label=${t('site.flow-label', { arrived: n(site.arrived), served: n(site.served) })}>${flow.map((each, i) => {
        const x = i * wide, a = (each.arrived ?? 0) / most * 100, b = (each.served ?? 0) / most * 100, w = wide * .37;
        return svg`<rect class="a" x="${x + wide * .07}%" y="${100 - a}%" width="${w}%" height="${a}%"></rect><rect class="b" x="${x + wide * .48}%" y="${100 - b}%" width="${w}%" height="${b}%"></rect>
          <text x="${x + wide * .07 + w / 2}%" y="${100 - a}%" dy="-.3em" text-anchor="middle">${n(each.arrived)}</text><text class="strong" x="${x + wide * .48 + w / 2}%" y="${100 - b}%" dy="-.3em" text-anchor="middle">${n(each.served)}</text>
          <text x="${x + wide * .46}%" y="100%" dy="1.35em" text-anchor="middle">${hm(Number(each.id))}</text>`;
      })}${svg`<line class="axis" x1="0" x2="100%" y1="100%" y2="100%"></line>`}</svg>`}
      ${site.arrived == null ? nothing : html`<p class="note eq"><span>${t('site.balance', { arrived: n(site.arrived), served: n(site.served), serving: n(site.serving), waiting: n(site.waiting), walked: n(site.walkAways) })}</span>
        <span class="state is-${sum === site.arrived ? 'ok' : 'warn'}">${glyph(sum === site.arrived ? 'ok' : 'warn', false)}${sum === site.arrived ? t('balanced') : t('off-by', { n: n(Math.abs(sum - site.arrived)) })}</span></p>`}</section>`;
  }

  #people(site, topic) {
    const cameras = topic.all('camera:');
    const door = cameras.find((camera) => camera.in != null);
    return html`<section class="card split" aria-labelledby="h-cam"><header><h2 id="h-cam">${t('site.people')}</h2><p>${cameras.length > 0 ? t('site.cameras', { n: n(cameras.length) }) : ''}</p></header>
      ${cameras.length === 0 ? html`<p class="note">${t('site.no-camera')}</p>` : html`<div class="row"><b class="num">${n(site.people)}<small> / ${t('site.seats', { n: n(site.seats) })}</small></b><p>${door ? html`${t('site.in-out', { in: n(door.in), out: n(door.out) })}<br>` : nothing}${site.peakAt ? t('site.peak', { n: n(site.peakPeople), time: hm(site.peakAt) }) : ''}</p></div>
      ${gauge((site.people ?? 0) / Math.max(1, site.seats ?? 1), null)}<ul><li>${t('site.no-faces')}</li></ul>`}</section>`;
  }

  #wifi(site, topic) {
    const points = topic.all('wifi:');
    return html`<section class="card" aria-labelledby="h-ap"><header><h2 id="h-ap">${t('site.wifi')}</h2><p>${t('site.stations', { n: n(site.stations) })}</p></header>
      <table class="tbl devs"><thead><tr><th>${t('site.ap')}</th><th class="r">${t('site.ap-stations')}</th><th class="r">${t('site.ap-rate')}</th></tr></thead><tbody>${points.map((point) => html`<tr><td>${name(point.name)}</td><td class="r">${n(point.stations)}</td><td class="r">${rate(point.receiveRate)}</td></tr>`)}</tbody></table></section>`;
  }

  #alerts(alerts) {
    const open = alerts.filter(isWaiting).length;
    return html`<section class="card" aria-labelledby="h-al"><header><h2 id="h-al">${t('site.alerts')}</h2><p>${alerts.length === 0 ? '' : html`${n(alerts.length)} · <b>${t('alerts.open-count', { n: n(open) })}</b>`}</p></header>
      ${alerts.length === 0 ? html`<p class="state is-ok">${glyph('ok', false)}${t('site.alerts-none')}</p>` : html`<ul class="alertlist">${alerts.slice(0, 5).map((alert) => html`<li class=${isWaiting(alert) ? '' : 'seen'}>${glyph(shapeOf(alert))}<p class="t">${alertLine(alert)}</p><p class="nw is-${shapeOf(alert)}">${span(live.now() - alert.raisedAt)}</p>
        <p class="m">${alert.holder ? html`<span>${name(alert.holder)}</span>` : html`<span>${t('alerts.nobody')}</span>${mayDo('accept', alert) ? html`<button @click=${() => accept(alert)}>${t('alerts.take')}</button>` : nothing}`}</p></li>`)}</ul>`}</section>`;
  }
}

customElements.define('page-site', SitePage);
