/** The band of alerts: the most urgent stays, the others step by beside it; nothing scrolls. While the connection is lost it says what that means. */
import { LitElement, css, html } from 'lit';
import { live, Ticking, Watch } from '../live.js';
import { alertText, isWaiting, urgency } from '../alerts.js';
import { glyph, shapeOf } from '../parts.js';
import { hm, moment, n, t } from '../words.js';
import { sheets } from './sheet.js';

const STEP = 8000;   // ms an alert stays

class Ticker extends LitElement {
  static styles = [...sheets, css`
    .alerts { flex: 1; display: grid; grid-template-columns: auto minmax(0, 1fr) minmax(0, 1fr); gap: .625rem; font-size: var(--t-m); }
    .alerts > * { border-radius: var(--radius-s); display: flex; align-items: center; gap: .75rem; padding: 0 1.125rem; min-width: 0; white-space: nowrap; }
    .alerts.one { grid-template-columns: auto minmax(0, 1fr); }
    .count { background: var(--crit-solid); color: var(--on-crit); font-weight: var(--w-semibold); } .count .num { font-size: var(--t-xl); }
    .count.calm { background: var(--panel); color: var(--text-2); } .count.raised { background: var(--raised); color: var(--text); } .count.high { background: var(--warn); color: var(--on-warn); }
    .a { background: var(--panel); } .a .glyph { font-size: 1.75rem; } .a time { color: var(--text-2); } .a .txt { overflow: hidden; text-overflow: ellipsis; } .a.is-seen { color: var(--text-2); }
    .lost .count { background: none; border: .125rem solid var(--text-2); color: var(--text-2); } .lost .a .glyph { color: var(--text-2); } .lost { --warn-fill: var(--text-2); --on-warn: var(--panel); }
  `];
  static properties = { first: { type: Boolean } };

  #watch = new Watch(this, 'overview', ['alert:', 'alerts', 'wall']);
  #tick = new Ticking(this);

  render() {
    const { topic } = this.#watch;
    const counts = topic.of('alerts') ?? {};
    if (live.state === 'lost') {
      const phone = topic.of('wall')?.phone;
      return html`<footer class="alerts lost"><p class="count"><b class="num">${n(counts.waiting ?? 0)}</b> ${t('wall.alerts-at', { time: hm(live.lostSince) })}</p>
        <p class="a">${glyph('warn', false)}<span class="txt">${t('wall.alerts-not-here')}</span></p>
        <p class="a">${glyph('nodata', false)}<span class="txt">${phone ? t('wall.lost-call', { phone }) : t('wall.lost-what-to-do')}</span></p></footer>`;
    }
    if (this.first) {
      return html`<footer class="alerts one"><p class="count raised">${glyph('nodata', false)}${t('wall.no-figures')}</p>
        <p class="a"><span class="txt">${t('wall.first-go-on')} <b>${location.host}/health</b></span></p></footer>`;
    }
    const alerts = topic.all('alert:').sort(urgency);
    const others = alerts.length - 1;
    const shown = others < 1 ? alerts : [alerts[0], alerts[1 + Math.floor(live.now() / STEP) % others]];
    const open = counts.waiting ?? 0;
    return html`<footer class="alerts" aria-live="polite">
      ${open > 0 ? html`<p class="count ${counts.critical > 0 ? '' : 'high'}"><b class="num">${n(open)}</b> ${t('wall.alerts-open')}</p>`
        : html`<p class="count calm">${glyph('ok', false)}${t('wall.alerts-none')}</p>`}
      ${shown.map((alert) => html`<p class="a ${isWaiting(alert) ? '' : 'is-seen'}">${glyph(shapeOf(alert))}<time>${moment(alert.raisedAt)}</time><span class="txt">${alertText(alert)}</span></p>`)}
      ${shown.length < 2 ? html`<p class="a"></p>` : ''}${shown.length < 1 ? html`<p class="a"></p>` : ''}
    </footer>`;
  }
}

customElements.define('wall-ticker', Ticker);
