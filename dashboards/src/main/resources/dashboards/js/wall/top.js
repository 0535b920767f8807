/** The top band: whose wall, what time, how fresh each source is. While lost: since when, for how long, which try. */
import { LitElement, css, html, nothing } from 'lit';
import { live, Ticking, Watch } from '../live.js';
import { feedState } from '../feeds.js';
import { glyph } from '../parts.js';
import { hm, hms, longDate, n, name, seconds, t } from '../words.js';
import { sheets } from './sheet.js';

class Top extends LitElement {
  static styles = [...sheets, css`
    .top { flex: 1; display: grid; grid-template-columns: 1fr auto 1fr; align-items: center; gap: 2rem; padding: 0 .5rem; min-width: 0; }
    .top > div { min-width: 0; } h1 { font-size: 2.125rem; font-weight: var(--w-bold); letter-spacing: -.01em; line-height: 1.2; white-space: nowrap; }
    .org { font-size: var(--t-s); color: var(--text-2); white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
    .clock { display: flex; align-items: center; gap: 1.25rem; white-space: nowrap; }
    .clock time { font-size: 4.25rem; font-weight: var(--w-semibold); line-height: 1; letter-spacing: -.02em; } .sec { color: var(--text-3); font-weight: var(--w-regular); }
    .date { font-size: var(--t-l); color: var(--text-2); display: grid; gap: .125rem; line-height: 1.2; align-self: end; }
    .clock:has(.sim) .date { align-self: center; }
    .sim { font-size: 1.5rem; font-weight: 800; letter-spacing: .02em; background: var(--unreal-solid); color: #fff; border-radius: var(--radius-s); padding: .0625rem .625rem .125rem; justify-self: start; }
    .fresh { justify-self: end; display: grid; grid-auto-flow: column; grid-template-rows: auto auto; gap: .125rem 2rem; font-size: var(--t-s); white-space: nowrap; }
    .fresh li { display: flex; align-items: center; gap: .5rem; color: var(--text-2); } .age { margin-left: auto; padding-left: .75rem; color: var(--text); font-weight: var(--w-medium); }
    .fresh .is-warn, .fresh .is-warn .age { color: var(--warn); } .fresh .is-nodata .age { color: var(--nodata); }
    .fresh.many { font-size: 1.1875rem; column-gap: 1.25rem; }
    .back { justify-self: end; color: var(--text-2); text-align: right; white-space: nowrap; } .back b { color: var(--text); }
    .band { flex: 1; display: grid; grid-template-columns: auto minmax(0, 1fr) auto auto; gap: 0 1.75rem; align-items: center; border-radius: var(--radius-m); padding: 0 1.5rem; margin: -.25rem 0; background: var(--text); color: var(--bg); }
    .band > .glyph { font-size: 3.5rem; color: var(--bg); } .band p { white-space: nowrap; }
    .ago { display: flex; align-items: baseline; gap: .875rem; } .ago .num { font-size: 4.25rem; } .ago small { font-size: .5em; font-weight: var(--w-medium); letter-spacing: 0; margin: 0 .5rem 0 .125rem; }
    .retry { text-align: right; border-left: .125rem solid currentColor; padding-left: 1.75rem; line-height: 1.3; }
  `];
  static properties = { heading: {}, night: { type: Boolean }, until: { type: Number }, since: { type: Number } };

  #watch = new Watch(this, 'overview', ['wall', 'feed:']);
  #tick = new Ticking(this);

  render() {
    if (live.state !== 'live' && (live.state !== 'joining' || live.tries > 1)) return this.#lost();
    const wall = this.#watch.topic.of('wall');
    const now = live.now();
    const sim = live.simulated || wall?.simulated ? html`<b class="sim">${t('simulation')}</b>` : nothing;
    return html`<header class="top">
      <div><h1>${this.heading || name(wall?.title) || 'IOC'}</h1><p class="org">${name(wall?.subtitle)}</p></div>
      ${this.night ? html`<p class="clock"><span class="date">${sim}</span></p>` : html`<p class="clock"><time>${hm(now)}<span class="sec">:${seconds(now)}</span></time>
        <span class="date">${sim}<span>${longDate(now)}</span></span></p>`}
      ${this.until ? html`<p class="back">${t('wall.taken-since', { time: hms(this.since) })}<br><b>${t('wall.given-back', { span: this.#left(this.until - now) })}</b></p>` : this.#fresh()}
    </header>`;
  }

  #left(ms) {
    const left = Math.max(0, Math.ceil(ms / 1000));
    const seconds = t('span.seconds', { n: n(left % 60) });
    return left < 60 ? seconds : `${t('span.minutes', { n: n(Math.floor(left / 60)) })} ${seconds}`;
  }

  #fresh() {
    const feeds = this.#watch.topic.all('feed:').filter((feed) => feed.periodMs || feed.heardAt != null);
    return html`<ul class="fresh ${feeds.length > 4 ? 'many' : ''}" aria-label=${t('wall.freshness')}>${feeds.map((feed) => {
      const [shape, age] = feedState(feed);
      return html`<li class="is-${shape}">${glyph(shape)}<span>${name(feed.label)}</span><span class="age">${age}</span></li>`;
    })}</ul>`;
  }

  #lost() {
    const gone = live.state === 'joining' || live.lostSince === 0;
    const silent = Math.floor(live.silence() / 1000);
    const wait = live.retryAt > 0 ? Math.max(0, Math.ceil((live.retryAt - performance.now()) / 1000)) : 0;
    return html`<header class="band" role="alert">${glyph('nodata')}
      <div><h1>${gone ? t('lost.never') : live.state === 'refused' ? t('lost.refused') : t('lost.since', { time: hms(live.lostSince) })}</h1>
        <p>${gone ? t('lost.never-means') : t('lost.means')}</p></div>
      ${gone ? html`<span></span>` : html`<p class="ago"><span>${t('lost.for')}</span><b class="num">${this.#long(silent)}</b></p>`}
      ${live.state === 'refused' ? nothing : html`<p class="retry">${t('lost.try', { n: n(Math.max(1, live.tries)) })}<br>${wait > 0 ? t('lost.try-in', { span: t('span.seconds', { n: n(wait) }) }) : t('lost.trying')}</p>`}
    </header>`;
  }

  #long(total) {
    const hours = Math.floor(total / 3600), minutes = Math.floor(total % 3600 / 60);
    if (hours > 0) return html`${n(hours)}<small>${t('unit.hours')}</small>${n(minutes)}<small>${t('unit.minutes')}</small>`;
    if (minutes > 0) return html`${n(minutes)}<small>${t('unit.minutes')}</small>${n(total % 60)}<small>${t('unit.seconds')}</small>`;
    return html`${n(total)}<small>${t('unit.seconds')}</small>`;
  }
}

customElements.define('wall-top', Top);
