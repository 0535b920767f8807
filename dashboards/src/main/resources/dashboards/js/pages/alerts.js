/** All alerts that are active or ended within the hour; those nobody has taken come first. */
import { LitElement, css, html, nothing } from 'lit';
import { live, Ticking, Watch } from '../live.js';
import { alertText, urgency } from '../alerts.js';
import { glyph, shapeOf } from '../parts.js';
import { moment, n, span, t } from '../words.js';
import { acknowledge } from './acknowledge.js';
import { filter, query } from './route.js';
import { bar, blank, sheet, sheets, waiting } from './sheet.js';

const VIEWS = ['open', 'mine-not', 'taken', 'ended'];

class Alerts extends LitElement {
  static styles = [...sheets, css`
    main { grid-template-rows: minmax(0, 1fr); align-content: stretch; } .card { padding: 0; overflow: hidden; } .tabs { padding: .125rem .75rem 0; } .scroll { overflow: auto; flex: 1; min-height: 0; }
    .list li { display: grid; grid-template-columns: 1.5rem minmax(0, 1fr) 11rem 9rem 8.5rem; gap: 0 .875rem; align-items: center; padding: .5625rem 1.125rem .625rem; border-bottom: 1px solid var(--line); min-height: 3.5rem; } .list .glyph { font-size: 1.375rem; } .t { line-height: 1.28; } .t b, .t span { display: block; } .t .seen { font-weight: var(--w-regular); } .t span { font-size: var(--t-s); color: var(--text-2); } .ended { color: var(--text-2); } .none { color: var(--crit); font-weight: var(--w-semibold); } .go { justify-self: end; }
    @media (max-width: 64em) { .list li { grid-template-columns: 1.5rem minmax(0, 1fr) auto; } .list .glyph { align-self: start; margin-top: .125rem; } .list .who { grid-column: 2; grid-row: 2; font-size: var(--t-s); } .list .nw { grid-column: 3; grid-row: 1; } .list .go { grid-column: 3; grid-row: 2; } }
  `];

  #watch = new Watch(this, 'alerts');
  #tick = new Ticking(this);

  render() {
    const { topic } = this.#watch;
    const counts = topic.of('counts') ?? {};
    const head = bar(this, { title: t('nav.alerts'), figures: html`<p class="kpi"><b>${n(counts.active)}</b>${t('alerts.active')}</p><p class="kpi"><b>${n(counts.critical)}</b>${t('alerts.critical')}</p>` });
    if (!topic.known && topic.keys.size === 0) return sheet(head, waiting());
    const all = topic.all('alert:').sort(urgency);
    const groups = { open: all.filter((a) => !a.clearedAt), 'mine-not': all.filter((a) => !a.clearedAt && !a.acknowledgedAt), taken: all.filter((a) => !a.clearedAt && a.acknowledgedAt), ended: all.filter((a) => a.clearedAt) };
    const view = VIEWS.includes(query('view')) ? query('view') : VIEWS[0];
    return sheet(head, html`<main><section class="card" aria-label=${t('nav.alerts')}>
      <div class="tabs" role="group" aria-label=${t('filter')}>${VIEWS.map((each) => html`<button aria-pressed=${each === view ? 'true' : 'false'} @click=${() => filter({ view: each === VIEWS[0] ? '' : each })}>${t(`alerts.view-${each}`)}<span class="num">${n(groups[each].length)}</span></button>`)}</div>
      <div class="scroll" tabindex="0" role="group" aria-label=${t(`alerts.view-${view}`)}>${groups[view].length === 0 ? blank('ok', t(`alerts.none-${view}`), '') : html`<ul class="list">${groups[view].map((alert) => this.#row(alert))}</ul>`}</div>
    </section></main>`);
  }

  #row(alert) {
    const shape = shapeOf(alert);
    const text = alertText(alert);
    return html`<li class=${alert.clearedAt ? 'ended' : ''}>${glyph(alert.clearedAt ? 'ok' : shape)}
      <p class="t"><b class=${alert.acknowledgedAt || alert.clearedAt ? 'seen' : ''}>${alert.site ? html`<a href="/sites/${alert.site}">${text}</a>` : text}${alert.acknowledgedAt || alert.clearedAt ? nothing : html` <span class="vh">${t('alerts.nobody')}</span>`}</b><span>${t(`priority.${alert.priority}`)} · ${alert.clearedAt ? t('alerts.ended', { from: moment(alert.raisedAt), to: moment(alert.clearedAt) }) : t('alerts.from', { time: moment(alert.raisedAt) })}</span></p>
      <p class="who">${alert.acknowledgedAt ? html`${alert.acknowledgedBy}<br><span class="q s">${t('at-time', { time: moment(alert.acknowledgedAt) })}</span>` : html`<span class="none">${alert.clearedAt ? nothing : t('alerts.nobody')}</span>`}</p>
      <p class="nw r is-${alert.clearedAt ? '' : shape}">${span((alert.clearedAt ?? live.now()) - alert.raisedAt)}</p>
      <span class="go">${alert.acknowledgedAt || alert.clearedAt ? nothing : html`<button class="btn small act" aria-label="${t('alerts.take')}: ${text}" @click=${() => acknowledge(alert)}>${t('alerts.take')}</button>`}</span></li>`;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('route', this.#again);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('route', this.#again);
  }

  #again = () => this.requestUpdate();
}

customElements.define('page-alerts', Alerts);
