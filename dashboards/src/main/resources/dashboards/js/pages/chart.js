/** Longest wait of a point over the day, beside the day before; from the series store, with the present as its last point. */
import { LitElement, css, html, nothing, svg } from 'lit';
import { live, Ticking } from '../live.js';
import { base, rest } from '../parts.js';
import { daysAgo, dayWord, dm, hm, midnight, n, t } from '../words.js';

const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
const ASK_EVERY = 60_000;
const VIEWS = ['day', 'week'];
const OPENS = 7 * HOUR, CLOSES = 17 * HOUR;

class WaitChart extends LitElement {
  static styles = [base, css`
    :host { flex: 1; min-height: 0; display: flex; flex-direction: column; position: relative; }
    .top { display: flex; justify-content: space-between; gap: .5rem 1rem; margin-bottom: .5rem; white-space: nowrap; align-items: center; flex-wrap: wrap; } h2 { font-size: 1rem; font-weight: var(--w-semibold); }
    .seg { display: flex; border: 1px solid var(--line-strong); border-radius: var(--radius-s); overflow: hidden; font-size: .875rem; margin-left: auto; } .seg button { border: 0; background: none; padding: .125rem .625rem; cursor: pointer; color: var(--text-2); } .seg [aria-pressed="true"] { background: var(--text); color: var(--tile); } :focus-visible { outline: 3px solid var(--info); outline-offset: 2px; }
    .legend { display: flex; gap: 1rem; font-size: .875rem; color: var(--text-2); } .legend li { display: flex; gap: .375rem; align-items: center; } .legend i { width: 1.125rem; height: .1875rem; background: var(--data-2); } .legend .was { background: var(--data-1); height: .125rem; }
    .plot { flex: 1; min-height: 9rem; width: 100%; display: block; overflow: visible; font-size: .875rem; margin: .25rem 0 1.375rem; touch-action: pan-y; } text { fill: var(--text-2); } .grid { stroke: var(--line); } .axis { stroke: var(--line-strong); }
    path { fill: none; vector-effect: non-scaling-stroke; stroke-linejoin: round; } .today { stroke: var(--data-2); stroke-width: .1875rem; } .past { stroke: var(--data-1); stroke-width: .125rem; opacity: .7; } .over { fill: var(--crit-solid); opacity: .2; stroke: none; } .lim { stroke: var(--text); stroke-width: .09375rem; stroke-dasharray: .375rem .25rem; }
    .strong { fill: var(--text); font-weight: 600; } .bad { fill: var(--crit); font-weight: 600; } .shut { fill: var(--panel); } .dot { fill: var(--data-2); } .dot.bad { fill: var(--crit-solid); } .halo { paint-order: stroke; stroke: var(--tile); stroke-width: 4px; }
    .none { flex: 1; display: grid; place-content: center; color: var(--text-2); min-height: 9rem; text-align: center; }
  `];
  static properties = { site: {}, day: { attribute: false }, limitMs: { attribute: false }, longestSince: { attribute: false }, silent: { type: Boolean }, view: { state: true }, now: { state: true }, before: { state: true }, failed: { state: true }, at: { state: true } };

  #tick = new Ticking(this);
  #asked = 0;
  #for = '';

  constructor() {
    super();
    this.view = VIEWS[0];
  }

  willUpdate() {
    const wanted = `${this.site} ${this.view} ${this.#ago()}`;
    if (!this.site || live.state === 'joining' || wanted === this.#for && performance.now() - this.#asked < ASK_EVERY) return;
    if (wanted !== this.#for) this.now = this.before = undefined;
    this.#for = wanted;
    this.#asked = performance.now();
    const [from, to] = this.#range();
    const step = this.view === 'day' ? 5 * MINUTE : HOUR;
    this.#load(from, to, step, wanted, 'now');
    if (this.view === 'day') this.#load(from - this.#ago(), to - this.#ago(), step, wanted, 'before');
  }

  #load(from, to, step, wanted, into) {
    rest(`/series?measurement=site_minute&field=longest_wait_s&site=${encodeURIComponent(this.site)}&from=${from}&to=${to}&step=${step}&aggregate=max`)
        .then((answer) => {
          if (this.#for !== wanted) return;
          this[into] = answer?.points ?? [];
          this.failed = '';
        }, (error) => this.failed = error.message);
  }

  /** How long before today the day is that stands beside it, the last one worked; until that is known, the day before. */
  #ago() {
    return (daysAgo(this.day) ?? 1) * DAY;
  }

  #range() {
    const day = midnight(live.now());
    return this.view === 'day' ? [day + OPENS, day + CLOSES] : [day - 6 * DAY, day + DAY];
  }

  render() {
    const [from, to] = this.#range();
    const limit = (this.limitMs ?? 0) / MINUTE;
    const inside = (point, shift = 0) => point[1] != null && point[0] + shift >= from && point[0] + shift <= to;
    const today = (this.now ?? []).filter((point) => inside(point)).map(([ms, value]) => [ms, value / 60]);
    const wait = this.silent ? null : this.longestSince == null ? 0 : (live.now() - this.longestSince) / MINUTE;
    if (wait !== null && live.now() >= from && live.now() <= to && this.now) {
      while (today.length > 0 && today[today.length - 1][0] > live.now()) today.pop();
      today.push([live.now(), wait]);
    }
    const past = this.view === 'day' ? (this.before ?? []).filter((point) => inside(point, this.#ago())).map(([ms, value]) => [ms + this.#ago(), value / 60]) : [];
    return html`<div class="top"><h2>${t(this.view === 'day' ? 'chart.day' : 'chart.week')}</h2>
        ${this.view === 'day' ? html`<ul class="legend"><li><i></i>${t('chart.today')}</li>${past.length > 0 ? html`<li><i class="was"></i>${this.day ? dayWord(this.day) : t('yesterday')}</li>` : nothing}</ul>` : nothing}
        <div class="seg" role="group" aria-label=${t('chart.period')}>${VIEWS.map((view) => html`<button aria-pressed=${view === this.view ? 'true' : 'false'} @click=${() => this.view = view}>${t(`chart.view-${view}`)}</button>`)}</div></div>
      ${today.length < 2 && past.length < 2 ? html`<p class="none" role="status">${this.now || this.failed ? t(this.failed ? 'chart.failed' : 'chart.none') : t('loading')}</p>` : this.#plot(today, past, from, to, limit)}`;
  }

  #plot(today, past, from, to, limit) {
    const top = Math.max(limit * 1.35, ...today.map((point) => point[1] * 1.15), ...past.map((point) => point[1] * 1.15), 10);
    const x = (ms) => (ms - from) / (to - from) * 100, y = (value) => 100 - value / top * 100;
    const gap = this.view === 'day' ? 25 * MINUTE : 3 * HOUR;
    const line = (points) => points.map(([ms, value], i) => `${i && ms - points[i - 1][0] <= gap ? 'L' : 'M'}${x(ms).toFixed(2)} ${y(value).toFixed(2)}`).join('');
    const over = today.map(([ms, value], i) => {
      if (i === 0 || ms - today[i - 1][0] > gap || value <= limit && today[i - 1][1] <= limit) return '';
      const before = today[i - 1];
      return `M${x(before[0]).toFixed(2)} ${y(limit).toFixed(2)}L${x(before[0]).toFixed(2)} ${y(Math.max(limit, before[1])).toFixed(2)}L${x(ms).toFixed(2)} ${y(Math.max(limit, value)).toFixed(2)}L${x(ms).toFixed(2)} ${y(limit).toFixed(2)}Z`;
    }).join('');
    const step = top > 160 ? 60 : top > 80 ? 30 : top > 40 ? 20 : 10;
    const rows = [];
    for (let value = step; value < top; value += step) if (Math.abs(value - limit) > step * .35 && value < top * .92) rows.push(value);
    const ticks = [];
    if (this.view === 'day') for (let ms = from; ms <= to; ms += 2 * HOUR) ticks.push([ms, hm(ms)]);
    else for (let ms = from; ms < to; ms += DAY) ticks.push([ms + DAY / 2, dm(ms)]);
    const last = today[today.length - 1];
    const read = this.at == null ? null : today.reduce((best, point) => !best || Math.abs(point[0] - this.at) < Math.abs(best[0] - this.at) ? point : best, null);
    const mark = read ?? last;
    const bad = mark && mark[1] > limit;
    const label = t('chart.label', { from: this.view === 'day' ? hm(from) : dm(from), last: n(last ? Math.floor(last[1]) : null), limit: n(limit, 0), most: n(Math.max(0, ...today.map((p) => p[1])), 0) });
    return html`<svg class="plot" role="img" aria-label=${label} @pointermove=${(event) => this.#read(event, from, to)} @pointerleave=${() => this.at = null}>${svg`
      ${this.view === 'day' ? svg`<rect class="shut" x="45%" y="0" width="20%" height="100%"></rect><text x="55%" y="96%" text-anchor="middle">${t('hours.lunch').toLowerCase()}</text>` : nothing}
      ${rows.map((value) => svg`<line class="grid" x1="0" x2="100%" y1="${y(value)}%" y2="${y(value)}%"></line><text x="100%" y="${y(value)}%" dy="-.3em" text-anchor="end">${n(value)}′</text>`)}
      <line class="axis" x1="0" x2="100%" y1="100%" y2="100%"></line>
      <svg width="100%" height="100%" viewBox="0 0 100 100" preserveAspectRatio="none"><path class="past" d="${line(past)}"></path><path class="over" d="${over}"></path><path class="lim" d="M0 ${y(limit)}H100"></path><path class="today" d="${line(today)}"></path></svg>
      <text class="strong halo" x="100%" y="${y(limit)}%" dy="-.4em" text-anchor="end">${t('limit-minutes', { n: n(limit, 0) })}</text>
      ${mark ? svg`<circle class="dot ${bad ? 'bad' : ''}" cx="${x(mark[0])}%" cy="${y(mark[1])}%" r="5"></circle><text class="halo ${bad ? 'bad' : 'strong'}" x="${x(mark[0])}%" y="${y(mark[1])}%" dx="${x(mark[0]) > 75 ? '-.75em' : '.75em'}" dy="-.4em" text-anchor="${x(mark[0]) > 75 ? 'end' : 'start'}">${n(Math.floor(mark[1]))}′ ${t('at-time', { time: this.view === 'day' ? hm(mark[0]) : `${hm(mark[0])} ${dm(mark[0])}` })}</text>` : nothing}
      ${ticks.map(([ms, text], i) => svg`<text x="${x(ms)}%" y="100%" dy="1.35em" text-anchor="${this.view === 'day' && i === 0 ? 'start' : this.view === 'day' && i === ticks.length - 1 ? 'end' : 'middle'}">${text}</text>`)}`}</svg>`;
  }

  #read(event, from, to) {
    const box = event.currentTarget.getBoundingClientRect();
    this.at = from + (event.clientX - box.left) / box.width * (to - from);
  }
}

customElements.define('wait-chart', WaitChart);
