/** A new critical alert nobody has taken yet has the screen for a while. */
import { LitElement, css, html, nothing, svg } from 'lit';
import { live, Ticking, Watch } from '../live.js';
import { alertText, isWaiting } from '../alerts.js';
import { glyph, rest, shapeOfSite } from '../parts.js';
import { hm, minutesSince, n, name, prime, span, t } from '../words.js';
import { head, sheets } from './sheet.js';

const HOLD = 120_000;      // ms a critical alert has the screen where the configuration does not say
const HOUR = 3_600_000;
const ASK_EVERY = 30_000;

/** How long a new critical alert has the screen, ms; 0: never. */
export function hold(topic) {
  return topic.of('wall')?.takeoverMs ?? HOLD;
}

/** The alert that has the screen now, if any: the newest. */
export function taking(topic, now) {
  let found = null;
  for (const alert of topic.all('alert:')) {
    const fresh = alert.priority === 'critical' && isWaiting(alert) && alert.clearedAt == null && now - alert.raisedAt < hold(topic) && now >= alert.raisedAt - 5000;
    if (fresh && (!found || alert.raisedAt > found.raisedAt)) found = alert;
  }
  return found;
}

class Critical extends LitElement {
  static styles = [...sheets, css`
    :host { display: grid; grid-template-rows: minmax(0, 1fr) 8rem; gap: .875rem; }
    .take { display: grid; grid-template-columns: 58rem minmax(0, 1fr); gap: .875rem; min-height: 0; }
    .plate { background: var(--crit-solid); color: var(--on-crit); border-radius: var(--radius-m); box-shadow: inset 0 0 0 .3125rem var(--on-crit); padding: 2rem 2.5rem; display: flex; flex-direction: column; min-height: 0; --glyph-ink: var(--crit-solid); }
    .tag { display: flex; align-items: center; gap: .875rem; font-size: 2.125rem; font-weight: var(--w-semibold); } .tag .glyph { font-size: 3.25rem; color: #fff; } .tag time { margin-left: auto; }
    .plate h2 { font-size: 5.75rem; font-weight: var(--w-bold); letter-spacing: -.02em; line-height: 1.22; margin: .625rem 0 auto; text-wrap: balance; } .plate h2.long { font-size: 4.25rem; }
    .plate dl { display: grid; grid-template-columns: 1.8fr 1fr 1.1fr 1fr; gap: 1.5rem; align-items: end; } .plate dl > div { display: flex; flex-direction: column-reverse; gap: .375rem; } .plate dd.num { font-size: 7rem; font-weight: var(--w-bold); margin-left: -.05em; white-space: nowrap; } .plate dl div:first-child dd.num { font-size: 13rem; } .plate dt { font-size: var(--t-l); line-height: 1.28; white-space: nowrap; } .plate small { font-size: .55em; font-weight: var(--w-medium); }
    .do { display: grid; grid-template-rows: auto auto minmax(0, 1fr); gap: .875rem; min-height: 0; } .lead { font-size: 2.125rem; font-weight: var(--w-semibold); line-height: 1.28; display: flex; gap: .75rem; align-items: center; } .panel p.sub { color: var(--text-2); }
    .hour { flex: 1; width: 100%; min-height: 0; display: block; overflow: visible; font-size: var(--t-s); } .hour text { fill: var(--text-2); } .lim { stroke: var(--text); stroke-width: .125rem; stroke-dasharray: .5rem .375rem; } .w { fill: none; stroke: var(--data-2); stroke-width: .25rem; vector-effect: non-scaling-stroke; stroke-linejoin: round; } .over { fill: var(--crit-solid); opacity: .75; } .base { stroke: var(--line-strong); stroke-width: .0625rem; } .hour .b { fill: var(--crit); font-weight: 600; }
    .mini { display: grid; grid-template-columns: repeat(auto-fit, minmax(0, 1fr)); grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); grid-template-columns: none; gap: .625rem; } .mini li { background: var(--tile); border-radius: var(--radius-s); padding: .625rem .75rem; display: grid; grid-template-columns: 1fr auto; align-content: space-between; } .mini h3 { font-size: var(--t-s); font-weight: var(--w-semibold); grid-column: 1 / -1; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; } .mini .num { font-size: var(--t-2xl); } .mini .glyph { font-size: 1.75rem; align-self: end; margin-bottom: .25rem; }
    .mini .crit { background: var(--crit-solid); box-shadow: inset 0 0 0 .1875rem #fff; color: #fff; --glyph-ink: var(--crit-solid); } .mini .crit .glyph { color: #fff; } .mini .warn { box-shadow: inset .3125rem 0 var(--warn); } .mini .warn .num { color: var(--warn); } .mini .nodata { background: none; outline: .125rem dashed var(--line-strong); outline-offset: -.125rem; color: var(--text-2); } .mini .nodata .num { font-weight: 300; color: var(--text-3); }
  `];
  static properties = { alert: { attribute: false }, points: { state: true } };

  #watch = new Watch(this, 'overview', ['site:', 'alert:']);
  #tick = new Ticking(this);
  #asked = 0;

  willUpdate() {
    if (!this.alert?.site || performance.now() - this.#asked < ASK_EVERY && this.#asked > 0) return;
    this.#asked = performance.now();
    const now = Math.floor(live.now());
    rest(`/series?measurement=site_minute&field=longest_wait_s&site=${encodeURIComponent(this.alert.site)}&from=${now - HOUR}&to=${now}&step=60000&aggregate=max`)
        .then((answer) => this.points = answer?.points ?? [], () => this.points ??= []);
  }

  render() {
    const alert = this.alert;
    if (!alert) return nothing;
    const { topic } = this.#watch;
    const site = topic.of(`site:${alert.site}`);
    const text = alertText(alert);
    return html`<section class="take" aria-labelledby="h"><div class="plate">
        <p class="tag">${glyph('crit', false)}${t('priority.critical')}<time>${t('critical.since', { time: hm(alert.raisedAt), span: span(live.now() - alert.raisedAt) })}</time></p>
        <h2 id="h" class=${text.length > 56 ? 'long' : ''}>${text}</h2>${site ? this.#figures(site) : nothing}</div>
      <div class="do">
        <section class="panel"><h2>${t('critical.who')}</h2><p class="lead is-crit">${glyph('crit', false)}${t('critical.nobody')}</p><p class="sub">${t('critical.take-it', { where: `${location.host}/alerts` })}</p></section>
        <section class="panel"><h2>${t('critical.what')}</h2><p class="lead">${this.#advice(alert, site)}</p></section>
        ${site ? this.#hour(site) : html`<section class="panel"></section>`}
      </div></section>
    <ul class="mini" aria-label=${t('critical.all-sites')}>${topic.all('site:').sort((a, b) => a.order - b.order).map((each) => {
      const shape = shapeOfSite(each.state);
      return html`<li class=${shape}><h3>${name(each.name)}</h3><b class="num">${shape === 'nodata' ? '–' : prime(minutesSince(each.longestSince) ?? 0)}</b>${glyph(shape)}</li>`;
    })}</ul>`;
  }

  #figures(site) {
    const dumb = shapeOfSite(site.state) === 'nodata';
    const limit = Math.round(site.limitMs / 60_000);
    return html`<dl>
      <div><dt>${t('critical.longest', { limit: n(limit) })}</dt><dd class="num">${dumb ? '–' : prime(minutesSince(site.longestSince) ?? 0)}</dd></div>
      <div><dt>${t('site.waiting-now')}</dt><dd class="num">${dumb ? '–' : n(site.waiting)}</dd></div>
      <div><dt>${t('critical.over', { limit: n(limit) })}</dt><dd class="num">${dumb ? '–' : n(site.overLimit ?? 0)}</dd></div>
      <div><dt>${t('critical.counters')}</dt><dd class="num">${n(site.countersOpen)}<small>/${n(site.counters)}</small></dd></div></dl>`;
  }

  #advice(alert, site) {
    if (site && site.countersOpen < site.counters && site.state === 'crit') return t('critical.open-counter', { n: n(site.counters - site.countersOpen) });
    return t(alert.kind?.endsWith('silent') ? 'critical.call-site' : 'critical.call-head');
  }

  #hour(site) {
    const to = live.now(), from = to - HOUR;
    const limit = site.limitMs / 60_000;
    const points = (this.points ?? []).filter((point) => point[1] != null && point[0] >= from).map(([ms, value]) => [ms, value / 60]);
    const wait = minutesSince(site.longestSince);
    if (wait !== null && shapeOfSite(site.state) !== 'nodata') points.push([to, wait]);
    const top = Math.max(limit * 1.3, ...points.map((point) => point[1])) * 1.08;
    const x = (ms) => (ms - from) / HOUR * 1000, y = (value) => 100 - value / top * 100;
    const line = points.map(([ms, value], i) => `${i ? 'L' : 'M'}${x(ms).toFixed(1)} ${y(value).toFixed(1)}`).join(' ');
    const first = points.findIndex((point, i) => point[1] > limit && points.slice(i).every((later) => later[1] > limit));
    const above = points.map(([ms, value]) => `L${x(ms).toFixed(1)} ${y(Math.max(value, limit)).toFixed(1)}`).join(' ');
    const area = points.length > 1 ? `M${x(points[0][0]).toFixed(1)} ${y(limit).toFixed(1)} ${above} L${x(points[points.length - 1][0]).toFixed(1)} ${y(limit).toFixed(1)} Z` : '';
    const mark = y(limit) * .84;
    return html`<section class="panel" aria-labelledby="c">${head(html`<span id="c">${t('critical.hour')}</span>`)}
      ${points.length < 2 ? html`<div class="empty"><p>${t(this.points ? 'chart.none' : 'loading')}</p></div>` : html`<svg class="hour" role="img" aria-label=${t('critical.hour-label', { first: n(points[0][1], 0), last: n(points[points.length - 1][1], 0), limit: n(limit) })}>
        <svg width="100%" height="84%" viewBox="0 0 1000 100" preserveAspectRatio="none">${svg`<path class="over" d="${area}"></path><path class="w" d="${line}"></path>`}</svg>
        ${svg`<line class="lim" x1="0" x2="100%" y1="${mark}%" y2="${mark}%"></line><line class="base" x1="0" x2="100%" y1="84%" y2="84%"></line>
        <text x="0" y="${mark - 3}%">${t('limit-minutes', { n: n(limit) })}</text><text x="0" y="100%">${hm(from)}</text>
        ${first > 0 && x(points[first][0]) > 120 && x(points[first][0]) < 880 ? svg`<text class="b" x="${x(points[first][0]) / 10}%" y="100%" text-anchor="middle">${hm(points[first][0])}</text>` : nothing}
        <text x="100%" y="100%" text-anchor="end">${hm(to)}</text>`}</svg>`}
    </section>`;
  }
}

customElements.define('wall-critical', Critical);
