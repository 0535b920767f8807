/** Dossiers: counts live from the topic, rows page by page over REST; filters live in the address. */
import { LitElement, css, html, nothing } from 'lit';
import { live, Ticking, Watch } from '../live.js';
import { glyph, rest, share, vars } from '../parts.js';
import { dm, dmy, due, has, hm, n, name, t } from '../words.js';
import { filter, query } from './route.js';
import { bar, blank, sheet, sheets, waiting } from './sheet.js';

// words of the REST interface, and the field of `totals` that counts the same where there is one
const STATES = { open: 'open', overdue: 'overdue', soon: 'soon', 'in-time': '', paused: 'paused', undated: 'undated', done: '', handover: 'handover', 'done-late': 'doneLate', 'done-late-day': 'doneLateByDay', stopped: '' };
const SORTS = ['dueAt', '-dueAt', 'receivedAt', '-receivedAt', 'org', 'code'];
const FIRST = 'open';
const SIZE = 50;
const ASK_EVERY = 3000;  // ms between two questions while the store catches up
const DAY = 86_400_000;
const SCALE = 7 * DAY;   // the bar of one row reaches a week to either side of now

class Dossiers extends LitElement {
  static styles = [...sheets, css`
    main { grid-template-rows: auto auto minmax(16rem, 1fr); align-content: stretch; }
    .ledger { display: grid; grid-template-columns: repeat(6, auto) auto; justify-content: space-between; gap: .5rem 1.5rem; align-items: start; } .ledger dt { font-size: var(--t-s); color: var(--text-2); white-space: nowrap; } .ledger .num { font-size: 1.875rem; margin: .25rem 0 .375rem; } .ledger .sub { font-size: var(--t-s); color: var(--text-2); white-space: nowrap; } .ledger .sub b { color: inherit; } .check { text-align: right; border-left: 1px solid var(--line); padding-left: 1rem; align-self: stretch; display: grid; gap: .1875rem; align-content: start; justify-items: end; font-size: var(--t-s); color: var(--text-2); }
    .filters { display: flex; gap: .5rem; align-items: flex-end; flex-wrap: wrap; } .filters label { font-size: var(--t-s); color: var(--text-2); display: grid; gap: .125rem; min-width: 0; } .grow { flex: 1 1 14rem; } .field { color: var(--text); font-size: var(--t-m); max-width: 100%; }
    .listcard { padding: 0; overflow: hidden; } .listcard .tabs { padding: .125rem .75rem 0; gap: 0; } .listcard .tabs button { padding-inline: .5625rem; } @media (min-width: 48em) { .listcard .tabs { flex-wrap: wrap; } } .scroll { flex: 1; min-height: 0; overflow: auto; padding: 0 1rem; } .listcard > footer { padding: .4375rem 1rem; border-top: 1px solid var(--line); display: flex; justify-content: space-between; gap: 1rem; background: var(--panel); font-size: var(--t-s); color: var(--text-2); align-items: center; }
    .tbl { table-layout: fixed; } thead th { position: sticky; top: 0; background: var(--tile); padding-block: .5rem .3125rem; z-index: 1; } th:nth-child(1) { width: 13rem; } th:nth-child(3) { width: 15rem; } th:nth-child(4) { width: 6rem; } th:nth-child(5) { width: 8rem; } th:nth-child(6) { width: 16rem; } th:nth-child(7) { width: 7rem; } td:first-child, thead th:first-child { padding-left: .625rem; } .over td:first-child { box-shadow: inset .1875rem 0 var(--crit-solid); } .cut { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .left { display: grid; grid-template-columns: minmax(3rem, 1fr) 8rem; gap: .5rem; align-items: center; text-align: right; white-space: nowrap; } .now { position: relative; height: 1rem; } .now i { position: absolute; top: .125rem; height: .75rem; left: var(--x); width: var(--w); } .now .late { background: var(--crit-solid); } .now .fine { background: var(--data-1); } .now .hatched { background: repeating-linear-gradient(135deg, var(--hatch-ink) 0 3px, var(--hatch-ground) 3px 6px); } .now::after { content: ""; position: absolute; left: 50%; top: -.125rem; width: 2px; height: 1.25rem; background: var(--text); } .halt { background: none; border: 1px dashed var(--line-strong); }
    .busy { opacity: .6; } .unit { font-size: var(--t-s); line-height: 1.25; }
    @media (max-width: 100em) { th:nth-child(6) { width: 13rem; } th:nth-child(1) { width: 11rem; } th:nth-child(3) { width: 15rem; } }
    @media (max-width: 64em) { main { grid-template-rows: none; align-content: start; } .scroll { overflow: visible; } .ledger { grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); } .check { border: 0; padding: 0; text-align: left; justify-items: start; } .ledger .sub { white-space: normal; } }
    @media (max-width: 47.99em) { .tbl, tbody, tr, td { display: block; width: 100%; } thead { display: none; } .tbl tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 .75rem; padding: .5rem 0; border-bottom: 1px solid var(--line); } .tbl td { border: 0 !important; padding: 0 !important; box-shadow: none !important; } td:nth-child(1) { order: 2; font-size: var(--t-s); color: var(--text-2); } td:nth-child(2) { order: 0; } td:nth-child(6) { order: 1; } td:nth-child(5) { order: 3; text-align: right; font-size: var(--t-s); } td:nth-child(5) small { display: inline; } td:nth-child(3), td:nth-child(4), td:nth-child(7) { display: none; } .now { display: none; } .left { display: block; } .filters label { flex: 1 1 8rem; } .filters .grow { flex-basis: 100%; } .field { width: 100%; } }
  `];
  static properties = { answer: { state: true }, failed: { state: true }, busy: { state: true } };

  #watch = new Watch(this, 'dossiers');
  #tick = new Ticking(this);
  #asked = '';
  #askedAt = 0;
  #seen = null;
  #typing = 0;

  connectedCallback() {
    super.connectedCallback();
    addEventListener('route', this.#again);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('route', this.#again);
  }

  #again = () => this.requestUpdate();

  willUpdate() {
    const totals = this.#watch.topic.of('totals');
    const changed = totals ? `${totals.changedAt} ${totals.overdue} ${totals.soon}` : '';
    const path = `/dossiers?${new URLSearchParams(Object.entries({ state: this.#state(), org: query('org'), q: query('q'), sort: query('sort', SORTS[0]), page: query('page', '1'), size: String(SIZE) }).filter(([, value]) => value))}`;
    const now = performance.now();
    if (path === this.#asked && changed === this.#seen && !(this.#catchingUp(totals) && now - this.#askedAt > ASK_EVERY)) return;
    this.#asked = path;
    this.#askedAt = now;
    this.#seen = changed;
    this.busy = true;
    rest(path).then((answer) => {
      if (path !== this.#asked) return;
      this.answer = answer;
      this.failed = '';
    }, (error) => {
      if (path === this.#asked) this.failed = error.message;
    }).finally(() => this.busy = false);
  }

  /** The store of records writes behind the picture: right after a start it may not have everything yet. */
  #catchingUp(totals) {
    return this.answer && !query('org') && !query('q') && (this.answer.counts?.all ?? 0) < (totals?.received ?? 0);
  }

  #state() {
    return Object.hasOwn(STATES, query('state')) ? query('state') : FIRST;
  }

  render() {
    const { topic } = this.#watch;
    const totals = topic.of('totals');
    const done = totals ? (totals.doneOnTime ?? 0) + (totals.doneLate ?? 0) : 0;
    const head = bar(this, { title: t('nav.dossiers'), figures: html`<p class="kpi"><b>${n(totals?.open)}</b>${t('dossiers.open')}</p>${done > 0 ? html`<p class="kpi"><b>${n(totals.doneOnTime / done * 100, 1)}%</b>${t('dossiers.on-time')}</p>` : nothing}` });
    if (!topic.known && !totals && !this.answer) return sheet(head, waiting());
    return sheet(head, html`<main>${this.#ledger(totals, done)}${this.#filters(topic)}${this.#list(totals)}</main>`);
  }

  #ledger(totals, done) {
    if (!totals?.received) return html`<section class="card">${blank('nodata', t('wall.orgs-none'), t('wall.orgs-none-how'))}</section>`;
    const inTime = totals.open - (totals.overdue ?? 0) - (totals.soon ?? 0) - (totals.paused ?? 0);
    const known = totals.open + done;
    return html`<section class="card ledger" aria-label=${t('dossiers.ledger')}>
      <dl><dt>${t('dossiers.state-open')}</dt><dd class="num">${n(totals.open)}</dd><dd class="sub">${t('dossiers.in-time', { n: n(Math.max(0, inTime)) })} · ${t('dossiers.paused-n', { n: n(totals.paused) })}</dd></dl>
      <dl><dt>${t('dossiers.state-overdue')}</dt><dd class="num ${totals.overdue ? 'is-crit' : ''}">${n(totals.overdue)}</dd><dd class="sub">${t('dossiers.overdue-means')}</dd></dl>
      <dl><dt>${t('dossiers.state-soon')}</dt><dd class="num ${totals.soon ? 'is-warn' : ''}">${n(totals.soon)}</dd><dd class="sub">${t('dossiers.soon-means')}</dd></dl>
      <dl><dt>${t('dossiers.state-done')}</dt><dd class="num">${n(done)}</dd><dd class="sub">${t('dossiers.done-on-time', { n: n(totals.doneOnTime) })}</dd></dl>
      <dl><dt>${t('dossiers.state-done-late')}</dt><dd class="num">${n(totals.doneLate)}</dd><dd class="sub">${t('dossiers.late-means')}</dd></dl>
      <dl><dt>${t('dossiers.state-done-late-day')}</dt><dd class="num">${n(totals.doneLateByDay)}</dd><dd class="sub">${t('dossiers.late-day-means')}</dd></dl>
      <div class="check">${totals.received == null ? nothing : html`<span class="state is-${known === totals.received ? 'ok' : 'warn'}">${glyph(known === totals.received ? 'ok' : 'warn', false)}${known === totals.received ? t('balanced') : t('dossiers.rest', { n: n(totals.received - known) })}</span><span>${t('dossiers.received', { n: n(totals.received) })}</span>`}<span>${totals.changedAt ? t('dossiers.changed', { time: hm(totals.changedAt) }) : ''}</span></div>
    </section>`;
  }

  #filters(topic) {
    const orgs = topic.all('org:').sort((a, b) => a.order - b.order);
    return html`<form class="filters" aria-label=${t('filter')} @submit=${(event) => event.preventDefault()}>
      <label class="grow">${t('search')}<input class="field" type="search" placeholder=${t('dossiers.search')} .value=${query('q')} @input=${(event) => this.#search(event.target.value)}></label>
      <label>${t('dossiers.org')}<select class="field" @change=${(event) => filter({ org: event.target.value, page: '' })}><option value="">${t('dossiers.all-orgs', { n: n(orgs.length) })}</option>${orgs.map((org) => html`<option value=${org.id} ?selected=${org.id === query('org')}>${name(org.name)}</option>`)}</select></label>
      <label>${t('sort')}<select class="field" @change=${(event) => filter({ sort: event.target.value === SORTS[0] ? '' : event.target.value, page: '' })}>${SORTS.map((sort) => html`<option value=${sort} ?selected=${sort === query('sort', SORTS[0])}>${t(`dossiers.sort.${sort}`)}</option>`)}</select></label>
      <button class="btn" type="button" @click=${() => filter({ q: '', org: '', sort: '', page: '', state: '' })}>${t('filter.clear')}</button></form>`;
  }

  #search(text) {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => filter({ q: text.trim(), page: '' }), 250);
  }

  #list(totals) {
    const state = this.#state();
    const rows = this.answer?.rows ?? [];
    const page = Number(query('page', '1')), total = this.answer?.total ?? 0;
    const count = (each) => this.answer?.counts?.[each] ?? totals?.[STATES[each]];
    return html`<section class="card listcard" aria-label=${t('dossiers.list')}>
      <div class="tabs" role="group" aria-label=${t('dossiers.group')}>${Object.keys(STATES).map((each) => html`<button aria-pressed=${each === state ? 'true' : 'false'} @click=${() => filter({ state: each === FIRST ? '' : each, page: '' })}>${t(`dossiers.state-${each}`)}<span class="num">${n(count(each))}</span></button>`)}</div>
      <div class="scroll ${this.busy ? 'busy' : ''}" tabindex="0" role="group" aria-label=${t('dossiers.list')} aria-busy=${this.busy ? 'true' : 'false'}>
      ${this.failed ? blank('nodata', t('list.failed'), this.failed) : !this.answer || rows.length === 0 && this.#catchingUp(totals) ? html`<p class="blank">${t('loading')}…</p>` : rows.length === 0 ? blank('ok', t('dossiers.none'), query('q') || query('org') ? t('dossiers.none-filtered') : '')
        : html`<table class="tbl"><thead><tr><th>${t('dossiers.code')}</th><th>${t('dossiers.procedure')}</th><th>${t('dossiers.org')}</th><th>${t('dossiers.received-at')}</th><th>${t('dossiers.due-at')}</th><th>${t('dossiers.late-or-left')}</th><th>${t('dossiers.channel')}</th></tr></thead><tbody>${rows.map((row) => this.#row(row))}</tbody></table>`}</div>
      <footer><span>${total === 0 ? '' : t('list.range', { from: n((page - 1) * SIZE + 1), to: n(Math.min(total, (page - 1) * SIZE + rows.length)), all: n(total) })}</span>
        <span class="acts"><button class="btn small" ?disabled=${page <= 1} @click=${() => filter({ page: page <= 2 ? '' : page - 1 })}>‹ ${t('list.before')}</button><button class="btn small" ?disabled=${page * SIZE >= total} @click=${() => filter({ page: page + 1 })}>${t('list.after')} ›</button></span></footer></section>`;
  }

  #row(row) {
    const now = live.now();
    const paused = row.state === 'paused';
    const finished = row.late != null || row.finishedAt != null;
    const left = row.dueAt == null ? null : row.dueAt - (row.finishedAt ?? now);
    const kind = left === null || paused ? 'calm' : left < 0 ? 'crit' : row.state === 'soon' ? 'warn' : 'calm';
    const part = left === null ? 0 : Math.min(1, Math.abs(left) / SCALE) / 2;
    const words = paused ? t('dossiers.stopped') : finished ? t(!row.late ? 'dossiers.finished' : row.lateByDay ? 'dossiers.finished-late' : 'dossiers.finished-late-today', { date: dm(row.finishedAt) }) : due(row.dueAt);
    return html`<tr class=${kind === 'crit' ? 'over' : ''}><td class="s cut" title=${row.code}>${row.code}</td><td class=${kind === 'calm' ? '' : 'b'}>${row.procedure}</td><td class="unit">${name(row.org)}<small>${has(`dossiers.status.${row.status}`) ? t(`dossiers.status.${row.status}`) : row.rawStatus ?? ''}</small></td><td>${dm(row.receivedAt)}<small>${row.receivedAt ? hm(row.receivedAt) : ''}</small></td>
      <td>${row.dueAt == null ? html`<span class="q">${t('due.none')}</span>` : html`${dmy(row.dueAt)} <small>${hm(row.dueAt)}</small>`}</td>
      <td><div class="left"><span class="now" aria-hidden="true">${left === null ? nothing : html`<i class=${paused ? 'halt' : left < 0 ? 'late' : kind === 'warn' ? 'hatched' : 'fine'} ${vars({ '--x': share(left < 0 ? .5 - part : .5), '--w': share(part) })}></i>`}</span><span class=${kind === 'calm' ? '' : `is-${kind}`}>${words}</span></div></td>
      <td class="s">${has(`channel.${row.channel}`) ? t(`channel.${row.channel}`) : row.channel ?? ''}</td></tr>`;
  }
}

customElements.define('page-dossiers', Dossiers);
