/** The operators' console: a list that stands still under the pointer, and one alert whole beside it. */
import { LitElement, css, html, nothing } from 'lit';
import { alarm } from '../alarm.js';
import { live, Ticking, Watch } from '../live.js';
import { alertText, isWaiting, urgency } from '../alerts.js';
import { glyph, shapeOf } from '../parts.js';
import { moment, n, name, span, t } from '../words.js';
import { isOperator, who } from '../me.js';
import { accept, ask, isMine, mayDo, shown } from './handle.js';
import { filter, query } from './route.js';
import { bar, blank, sheet, sheets, waiting } from './sheet.js';
import './alert.js';
import './views.js';

const VIEWS = {
  open: (alert) => alert.state !== 'closed' && alert.state !== 'shelved' && !(alert.state === 'returned'),
  waiting: isWaiting,
  mine: (alert) => alert.state === 'accepted' && isMine(alert),
  shelved: (alert) => alert.state === 'shelved',
  ended: (alert) => alert.state === 'closed' || alert.state === 'returned',
};
const SORTS = { urgent: urgency, newest: (a, b) => b.raisedAt - a.raisedAt, oldest: (a, b) => a.raisedAt - b.raisedAt };
const ACTS = { n: 'accept', g: 'assign', a: 'shelve', b: 'comment' };
const KEYS = ['J', 'K', 'N', 'G', 'A', 'B', 'E', '/'];

class Alerts extends LitElement {
  static styles = [...sheets, css`
    main { grid-template: minmax(0, 1fr) / minmax(22rem, 34rem) minmax(0, 1fr); align-content: stretch; padding: 0; gap: 0; overflow: hidden; }
    .side { display: grid; grid-template-columns: minmax(0, 1fr); grid-template-rows: auto auto auto minmax(0, 1fr) auto auto; min-height: 0; background: var(--panel); border-right: 1px solid var(--line); } .tabs { padding: .125rem .5rem 0; gap: 0; } .tabs button { padding-inline: .4375rem; } .find { display: flex; gap: .5rem; padding: .625rem .75rem; border-bottom: 1px solid var(--line); } .find input { flex: 1; min-width: 6rem; } .find select { max-width: 10rem; }
    .fresh { margin: 0; width: 100%; justify-content: center; border-radius: 0; border-width: 1px 0 0; color: var(--info); }
    .rows { overflow: auto; min-height: 0; } .rows li { display: grid; grid-template-columns: 1.5rem minmax(0, 1fr) auto; gap: 0 .75rem; padding: .625rem .875rem .6875rem; border-bottom: 1px solid var(--line); background: var(--tile); cursor: pointer; border-left: 3px solid transparent; } .rows li.seen { background: var(--panel); } .rows .glyph { font-size: 1.375rem; margin-top: .0625rem; grid-row: span 2; } .rows li[aria-selected="true"] { background: #e2edf8; border-left-color: var(--info); } .rows li:hover { background: var(--bg); } .rows li[aria-selected="true"]:hover { background: #e2edf8; }
    .t { font-weight: var(--w-semibold); line-height: 1.28; overflow-wrap: anywhere; } .seen .t { font-weight: var(--w-regular); } .m { font-size: var(--t-s); color: var(--text-2); grid-column: 2; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } .since { text-align: right; white-space: nowrap; font-weight: var(--w-semibold); } .has { grid-column: 3; text-align: right; font-size: var(--t-s); color: var(--text-2); max-width: 9rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } .has .none { color: var(--crit); font-weight: var(--w-semibold); } .pending { opacity: .72; } .rows li.gone { opacity: .5; } .rows .inner { padding-left: 2.25rem; } .fold { color: var(--info); }
    .keys { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: .5rem .875rem; border-top: 1px solid var(--line); font-size: var(--t-s); color: var(--text-2); } kbd { font: inherit; border: 1px solid var(--line-strong); border-radius: 3px; padding: 0 .3125rem; background: var(--tile); margin-right: .1875rem; }
    .detail { min-height: 0; overflow: auto; padding: var(--gap); } .flood { display: flex; gap: .625rem; align-items: center; background: var(--warn-bg); border-bottom: 1px solid var(--warn); padding: .5rem .875rem; font-size: var(--t-s); } .flood .glyph { font-size: 1.25rem; } .kpi.hot b { color: var(--crit); }
    .back { display: none; }
    @media (max-width: 64em) { main { grid-template-columns: minmax(19rem, 24rem) minmax(0, 1fr); } .find select.sort { display: none; } }
    @media (max-width: 47.99em) { main { grid-template-columns: minmax(0, 1fr); } .side { border: 0; } main[data-one] .side, main:not([data-one]) .detail { display: none; } .keys { display: none; } .back { display: inline-flex; margin-bottom: .5rem; } .rows li { border-left: 0; } .detail { padding: .5rem 1rem 1rem; } .find select { max-width: 8rem; } }
  `];
  static properties = { held: { state: true }, unfolded: { state: true } };

  #watch = new Watch(this, 'alerts');
  #tick = new Ticking(this);
  #order = [];     // alerts as they stood when the list was drawn
  #storms = {};
  #view = '';
  #counts = {};
  #opened = {};    // whose detail is shown without an address, and in which view
  #again = () => this.requestUpdate();
  #key = (event) => this.#pressed(event);

  connectedCallback() {
    super.connectedCallback();
    this.unfolded = new Set();
    addEventListener('handled', this.#again);
    addEventListener('keydown', this.#key);
    who().then(this.#again, () => null);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('handled', this.#again);
    removeEventListener('keydown', this.#key);
  }

  render() {
    const { topic } = this.#watch;
    const counts = topic.of('counts') ?? {};
    const head = bar(this, { title: t('nav.alerts'), figures: html`<p class="kpi ${counts.flood ? 'hot' : ''}"><b>${n(counts.raised60)}</b>${t('alerts.last-hour')}</p><p class="kpi"><b>${counts.toAccept == null ? '–' : span(counts.toAccept)}</b>${t('alerts.to-accept')}</p><p class="kpi"><b>${n(counts.shelved)}</b>${t('alerts.shelved')}</p>`, more: html`<ioc-alarm></ioc-alarm>` });
    if (!topic.known && topic.keys.size === 0) return sheet(head, waiting());
    const all = topic.all('alert:').map(shown);
    const view = VIEWS[query('view')] ? query('view') : 'open';
    const groups = Object.fromEntries(Object.entries(VIEWS).map(([each, fits]) => [each, all.filter((alert) => (each === 'ended' || !alert.within) && fits(alert))]));
    const wanted = this.#wanted(groups[view]).sort(SORTS[query('sort')] ?? urgency);
    const { list, news } = this.#still(wanted, new Map(all.map((alert) => [alert.id, alert])));
    const id = this.#whose(list);
    const chosen = all.find((alert) => alert.id === id);
    this.list = list;
    this.chosen = chosen;
    const sites = [...new Map(all.filter((alert) => alert.site).map((alert) => [alert.site, alert])).keys()].sort();
    return sheet(head, html`<main ?data-one=${Boolean(query('alert'))}>
      <section class="side" aria-label=${t('alerts.list')}>
        <div class="tabs" role="group" aria-label=${t('filter')}>${Object.keys(VIEWS).map((each) => html`<button aria-pressed=${each === view ? 'true' : 'false'} @click=${() => filter({ view: each === 'open' ? '' : each, alert: '' })}>${t(`alerts.view-${each}`)}<span class="num">${n(groups[each].length)}</span></button>`)}</div>
        <div class="find"><input class="field" type="search" aria-label=${t('search')} placeholder=${t('alerts.search')} .value=${query('q')} @input=${(event) => filter({ q: event.target.value })}>
          <select class="field" aria-label=${t('alerts.priority')} @change=${(event) => filter({ priority: event.target.value })}><option value="">${t('alerts.all-priorities')}</option>${['critical', 'high', 'low'].map((each) => html`<option value=${each} ?selected=${query('priority') === each}>${t(`priority.${each}`)}</option>`)}</select>
          <select class="field sort" aria-label=${t('alerts.sort')} @change=${(event) => filter({ sort: event.target.value })}>${Object.keys(SORTS).map((each) => html`<option value=${each === 'urgent' ? '' : each} ?selected=${query('sort') === each}>${t(`alerts.sort-${each}`)}</option>`)}</select></div>
        <div><ioc-views></ioc-views>${this.#counts.flood ? html`<p class="flood" role="status">${glyph('warn', false)}${t('alerts.flood', { n: n(this.#counts.raised10) })}</p>` : nothing}${this.#counts.notRaised > 0 ? html`<p class="flood" role="status">${glyph('crit', false)}${t('alerts.not-raised', { n: n(this.#counts.notRaised) })}</p>` : nothing}</div>
        ${list.length === 0 ? blank('ok', t(`alerts.none-${view}`), '') : html`<ul class="rows" role="listbox" tabindex="0" aria-label=${t(`alerts.view-${view}`)} aria-activedescendant=${id && list.some((row) => !row.storm && row.alert.id === id) ? `r-${id}` : nothing} @pointerenter=${() => this.held = true} @pointerleave=${() => this.#thaw()}>${list.map((row) => row.storm ? this.#storm(row) : this.#row(row, id))}</ul>`}
        ${news > 0 ? html`<button class="btn fresh" @click=${() => this.#thaw()}>${t('alerts.news', { n: n(news) })}</button>` : html`<span></span>`}
        <p class="keys" aria-hidden="true">${KEYS.filter((key) => isOperator() || !ACTS[key.toLowerCase()]).map((key) => html`<span><kbd>${key}</kbd>${t(`keys.${key === '/' ? 'find' : key.toLowerCase()}`)}</span>`)}</p>
      </section>
      <section class="detail" aria-label=${t('alerts.detail')}><button class="btn small back" @click=${() => filter({ alert: '' })}>‹ ${t('nav.alerts')}</button>
        ${id ? html`<ioc-alert .row=${chosen ?? null} .act=${chosen?.act ?? null} .alert=${id}></ioc-alert>` : blank('ok', t('alerts.choose'))}</section></main>`);
  }

  updated() {
    if (query('alert') && this.chosen) alarm.saw(this.chosen);
  }

  #wanted(alerts) {
    const words = query('q').trim().toLowerCase();
    return alerts.filter((alert) => (!query('priority') || alert.priority === query('priority'))
      && (!query('rule') || alert.rule === query('rule'))
      && (words === '' || `${alertText(alert)} ${alert.subject} ${name(alert.ruleName)} ${name(alert.holder)}`.toLowerCase().includes(words)));
  }

  /** Under the pointer nothing moves: what was there keeps its place, gone or not, what is new is counted. Storms are one row. */
  #still(wanted, all) {
    const view = ['view', 'q', 'priority', 'rule', 'sort'].map(query).join(' ');
    if (!this.held || this.#view !== view) {
      this.#counts = this.#watch.topic.of('counts') ?? {};
      const storms = this.#counts.storms ?? {};
      this.#view = view;
      const isInStorm = (alert) => storms[alert.rule] && isWaiting(alert) && !alert.clearedAt && query('rule') !== alert.rule;
      this.#order = wanted;
      this.#storms = {};
      wanted.filter(isInStorm).forEach((alert) => (this.#storms[alert.rule] ??= []).push(alert));
    }
    const there = new Set(wanted.map((alert) => alert.id)), before = new Set(this.#order.map((alert) => alert.id));
    const now = (alert) => ({ alert: all.get(alert.id) ?? alert, gone: !there.has(alert.id) });
    const list = [], met = new Set();
    for (const alert of this.#order) {
      const members = this.#storms[alert.rule];
      if (!members?.includes(alert)) list.push(now(alert));
      else if (!met.has(alert.rule)) {
        met.add(alert.rule);
        list.push({ ...now(alert), storm: alert.rule, members });
        if (this.unfolded.has(alert.rule)) members.forEach((member) => list.push({ ...now(member), inner: true }));
      }
    }
    return { list, news: wanted.filter((alert) => !before.has(alert.id)).length };
  }

  /** Whose detail is shown: it changes by the person's hand only, or a click would meet what they have not read. */
  #whose(list) {
    if (query('alert') || this.#narrow()) return query('alert');
    if (this.#opened.view !== this.#view || !this.#opened.id) this.#opened = { view: this.#view, id: list[0]?.alert.id };
    return this.#opened.id;
  }

  #thaw() {
    this.held = false;
    this.requestUpdate();
  }

  #narrow() {
    return matchMedia('(max-width: 47.99em)').matches;
  }

  #row({ alert, inner, gone }, id) {
    const shape = shapeOf(alert), over = alert.clearedAt != null;
    const new_ = isWaiting(alert);
    return html`<li id="r-${alert.id}" role="option" class="${new_ ? '' : 'seen'} ${alert.pending ? 'pending' : ''} ${inner ? 'inner' : ''} ${gone ? 'gone' : ''}" aria-selected=${alert.id === id ? 'true' : 'false'} @click=${() => filter({ alert: alert.id })}>${glyph(shape)}
      <p class="t">${alertText(alert)} ${new_ ? html`<span class="tag new">${t(`alert-state.${alert.state}`)}</span>` : nothing}</p>
      <p class="since is-${over ? 'nodata' : shape}">${alert.state === 'shelved' ? t('alerts.until', { time: moment(alert.shelvedUntil) }) : span((alert.clearedAt ?? live.now()) - alert.raisedAt)}</p>
      <p class="m">${this.#where(alert)}</p>
      <p class="has">${alert.state === 'shelved' ? alert.shelvedBy : name(alert.holder) || html`<span class=${over ? '' : 'none'}>${t('alerts.nobody')}</span>`}</p></li>`;
  }

  #where(alert) {
    const parts = [t('alerts.from', { time: moment(alert.raisedAt) })];
    if (name(alert.owner)) parts.unshift(name(alert.owner));
    if (alert.level > 0) parts.push(t('alerts.escalated', { n: n(alert.level) }));
    if (alert.inside > 0) parts.push(t('alerts.inside', { n: n(alert.inside) }));
    return parts.join(' · ');
  }

  #storm({ storm, alert, members }) {
    const open = this.unfolded.has(storm);
    return html`<li role="option" aria-selected="false" class="storm" @click=${() => this.#unfold(storm)}>${glyph(shapeOf(alert))}
      <p class="t">${t('alert.storm', { rule: name(alert.ruleName), n: n(members.length) })}</p><p class="since is-${shapeOf(alert)}">${span(live.now() - Math.min(...members.map((each) => each.raisedAt)))}</p>
      <p class="m">${members.slice(0, 3).map((each) => name(each.name)).join(', ')}${members.length > 3 ? '…' : ''}</p><p class="has"><span class="fold">${t(open ? 'alerts.fold' : 'alerts.unfold')}</span></p></li>`;
  }

  #unfold(rule) {
    this.unfolded = new Set(this.unfolded);
    if (!this.unfolded.delete(rule)) this.unfolded.add(rule);
  }

  #pressed(event) {
    const target = event.composedPath()[0];
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || document.querySelector('ioc-handling')?.what) return;
    const key = event.key.toLowerCase();
    const alert = this.chosen;
    const act = {
      j: () => this.#step(1), k: () => this.#step(-1), '/': () => this.renderRoot.querySelector('input[type=search]').focus(),
      n: () => accept(alert).catch(() => null), g: () => ask('assign', alert), a: () => ask('shelve', alert),
      e: () => this.unfolded = this.unfolded.size > 0 ? new Set() : new Set(Object.keys(this.#watch.topic.of('counts')?.storms ?? {})),
      b: () => this.renderRoot.querySelector('ioc-alert')?.write(), escape: () => filter({ alert: '' }),
    }[key];
    if (!act || (ACTS[key] && !(alert && mayDo(ACTS[key], alert)))) return;
    event.preventDefault();
    act();
  }

  #step(by) {
    const rows = this.list.filter((row) => !row.storm).map((row) => row.alert.id);
    const at = rows.indexOf(this.chosen?.id);
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
    if (next) {
      filter({ alert: next });
      this.updateComplete.then(() => this.renderRoot.getElementById(`r-${next}`)?.scrollIntoView({ block: 'nearest' }));
    }
  }
}

customElements.define('page-alerts', Alerts);
