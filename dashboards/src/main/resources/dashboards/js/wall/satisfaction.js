/** Ratings of today against the target; no share until enough people have rated. */
import { LitElement, css, html, nothing, svg } from 'lit';
import { Watch } from '../live.js';
import { glyph } from '../parts.js';
import { before, hm, n, name, percent, shareOf, t } from '../words.js';
import { empty, head, sheets } from './sheet.js';

class Satisfaction extends LitElement {
  static styles = [...sheets, css`
    .big { display: flex; align-items: center; gap: .625rem; } .big .num { font-size: 4.25rem; } .big .num small { font-size: .5em; font-weight: var(--w-medium); }
    .big p { white-space: nowrap; letter-spacing: -.01em; color: var(--text-2); font-size: var(--t-s); line-height: 1.3; }
    .trend { width: 100%; flex: 1; min-height: 0; display: block; margin: .75rem 0 .625rem; overflow: visible; }
    .line { fill: none; stroke: var(--data-2); stroke-width: .1875rem; vector-effect: non-scaling-stroke; stroke-linejoin: round; }
    .now { stroke: var(--text); stroke-width: .625rem; stroke-linecap: round; vector-effect: non-scaling-stroke; }
    .goal { stroke: var(--text-3); stroke-width: .09375rem; stroke-dasharray: .3rem .375rem; vector-effect: non-scaling-stroke; }
    .note { font-size: var(--t-s); color: var(--text-2); display: flex; gap: .5rem; align-items: center; white-space: nowrap; overflow: hidden; } .note + .note { margin-top: .125rem; } .note span { overflow: hidden; text-overflow: ellipsis; }
  `];

  #watch = new Watch(this, 'overview', ['satisfaction', 'before', 'site:', 'kind:tablet']);

  render() {
    const { topic } = this.#watch;
    const of = topic.of('satisfaction');
    const title = html`<span id="h">${t('wall.satisfaction')}</span>`;
    if (!of || of.share == null) {
      return html`<section class="panel" aria-labelledby="h">${head(title, of?.count ? t('wall.ratings', { n: n(of.count) }) : nothing)}
        ${empty(of?.count ? t('wall.ratings-few') : t('wall.ratings-none'), t('wall.ratings-least', { n: n(of?.leastCount ?? 10) }))}</section>`;
    }
    const worst = of.worstSite && topic.of(`site:${of.worstSite}`);
    const last = topic.of('before');
    const then = before(last, last?.share == null ? null : `${percent(last.share)}%`);
    const tablets = topic.of('kind:tablet');
    const dumb = tablets ? tablets.total - (tablets.reporting ?? 0) : 0;
    return html`<section class="panel" aria-labelledby="h">
      ${head(title, t('wall.ratings', { n: n(of.count) }))}
      <div class="big"><b class="num">${shareOf(of)}<small>%</small></b>
        <p>${t('wall.target', { share: percent(of.target, 0) })}<br>${then || (of.share >= of.target ? t('wall.target-kept')
          : t('wall.target-below', { points: n(Math.ceil((of.target - of.share) * 1000) / 10, 1) }))}</p></div>
      ${this.#trend(of)}
      ${worst ? html`<p class="note">${glyph(of.worstShare < of.target ? 'warn' : 'ok')}<span>${t('wall.worst', { site: name(worst.name), share: percent(of.worstShare) })}</span></p>` : nothing}
      ${dumb > 0 ? html`<p class="note">${glyph('nodata')}<span>${t('wall.tablets-silent', { n: n(dumb), all: n(tablets.total) })}</span></p>` : nothing}
    </section>`;
  }

  #trend(of) {
    const trend = (of.trend ?? []).filter((point) => point[1] != null);
    if (trend.length < 2) return html`<div class="trend"></div>`;
    const low = Math.min(of.target, ...trend.map((p) => p[1])) - .005, high = Math.min(1.01, Math.max(of.target, ...trend.map((p) => p[1])) + .005);
    const from = trend[0][0], to = trend[trend.length - 1][0];
    const x = (ms) => (ms - from) / Math.max(1, to - from) * 260;
    const y = (value) => 60 - (value - low) / (high - low) * 60;
    const path = trend.map((p, i) => `${i ? 'L' : 'M'}${x(p[0]).toFixed(1)} ${y(p[1]).toFixed(1)}`).join('');
    const last = trend[trend.length - 1];
    const label = t('wall.trend', { from: hm(from), to: hm(to), first: percent(trend[0][1]), last: percent(last[1]), target: percent(of.target, 0) });
    return html`<svg class="trend" viewBox="0 0 260 60" preserveAspectRatio="none" role="img" aria-label=${label}>
      ${svg`<line class="goal" x1="0" x2="260" y1="${y(of.target)}" y2="${y(of.target)}"></line><path class="line" d="${path}"></path><path class="now" d="M260 ${y(last[1]).toFixed(1)}h.01"></path>`}</svg>`;
  }
}

customElements.define('wall-satisfaction', Satisfaction);
