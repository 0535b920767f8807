/** Dossiers: their account live from the topic, rows page by page over REST; group and filters live in the address. */
import { LitElement, css, html, nothing } from 'lit';
import { live, Ticking, Watch } from '../live.js';
import { feedState } from '../feeds.js';
import { glyph, rest, share, vars } from '../parts.js';
import { dm, dmy, has, hm, hms, lang, n, name, sameDay, span, t, workingSpan } from '../words.js';
import { account, accountStyle } from './account.js';
import { clockStyle, explained } from './clock.js';
import { filter, go, query } from './route.js';
import { MOST_REDATED, redated, redatedStyle } from './redated.js';
import { periodWords } from './score.js';
import { bar, blank, sheet, sheets, waiting } from './sheet.js';
import { may } from '../me.js';
import { upload } from './upload.js';

// words of the REST interface, by what one asks: what is to do, how it ended, letters of apology, what to check; and the field of `totals` that counts the same
const GROUPS = [
  { open: 'open', overdue: 'overdue', soon: 'soon', 'in-time': '', paused: 'paused', 'to-receive': 'toReceive' },
  { handover: 'handover', done: '', 'done-late': 'doneLate', 'done-late-day': 'doneLateByDay' },
  { 'apology-owed': 'apologyOwed', 'apology-past': 'apologyPast', 'apology-draft': 'apologyDraft', 'apology-signed': 'apologySigned', 'apology-sent': 'apologySent' },
  { 'scored-late': 'scoredLate', disputed: '', unsorted: 'unsorted' },
];
const STATES = Object.assign({ all: '', 'done-on-time': '', 'to-receive-late': 'toReceiveLate', undated: 'undated', stopped: '', 'apology-to-write': '', 'apology-sent-late': 'apologySentLate' }, ...GROUPS);
const PARTS = [['overdue', 'crit', ['overdue']], ['soon', 'warn', ['soon']], ['in-time', 'ok', ['in-time', 'undated']], ['paused', 'pause', ['paused']], ['to-receive', 'idle', ['to-receive', 'to-receive-late']]];
const WITHIN = ['begun', 'ended', 'letter'].flatMap((what) => [`${what}From`, `${what}Until`]);  // of a report
const SORTS = ['dueAt', '-dueAt', 'receivedAt', '-receivedAt', 'org', 'code'];
const FIRST = 'open';
const SIZE = 50;
const ASK_EVERY = 3000;    // ms between two questions while the store catches up, or does not answer
const ASK_FRESH = 60_000;  // ms after which working time left is asked again
const PATIENCE = 300;      // ms until the page says that it waits
const SCALE = .079;        // of the bar, one working day
const ZERO = .38;          // where on the bar the due line stands

let view = '';             // group and filters, for the way back from a dossier

class Dossiers extends LitElement {
  static styles = [...sheets, accountStyle, redatedStyle, clockStyle, css`
    main { grid-template-rows: auto auto minmax(16rem, 1fr); align-content: stretch; }
    .filters { display: flex; gap: .5rem; align-items: flex-end; flex-wrap: wrap; } .filters label { font-size: var(--t-s); color: var(--text-2); display: grid; gap: .125rem; min-width: 0; } .grow { flex: 1 1 14rem; } .field { color: var(--text); font-size: var(--t-m); max-width: 100%; } .field.set { border-color: var(--info); box-shadow: 0 0 0 1px var(--info); }
    .listcard { padding: 0; overflow: hidden; } .listcard .tabs { padding: .125rem .875rem 0; gap: 0 1rem; } .tabs > div { display: flex; } .listcard .tabs button { padding: .4375rem .4375rem; font-size: var(--t-s); } @media (min-width: 48em) { .listcard .tabs { flex-wrap: wrap; } }
    .scroll { flex: 1; min-height: 0; overflow: auto; padding: 0 1rem; } .listcard > footer { padding: .4375rem 1rem; border-top: 1px solid var(--line); display: flex; flex-wrap: wrap; justify-content: space-between; gap: .25rem 1.5rem; background: var(--panel); font-size: var(--t-s); color: var(--text-2); align-items: center; } .keys { display: flex; gap: .25rem 1.125rem; flex-wrap: wrap; } kbd { font: inherit; font-size: var(--t-xs); background: var(--tile); border: 1px solid var(--line-strong); border-radius: 3px; padding: 0 .3125rem; } .listcard footer .acts { align-items: center; margin-left: auto; }
    .tbl { table-layout: fixed; } .dos > thead th { position: sticky; top: 0; background: var(--tile); padding-block: .5rem .3125rem; z-index: 1; } .dos th:nth-child(1) { width: 13rem; } .dos th:nth-child(3) { width: 13.5rem; } .dos th:nth-child(4) { width: 5rem; } .dos th:nth-child(5) { width: 8rem; } .dos th:nth-child(6) { width: 18rem; } .dos th:nth-child(7) { width: 6.25rem; } .dos th:nth-child(8) { width: 9.5rem; }
    .dos td { padding-block: .25rem .3125rem; } .dos td:first-child, .dos thead th:first-child { padding-left: .625rem; } .dos td:first-child { letter-spacing: -.015em; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; } .dos td:first-child a { text-decoration: none; } .dos td:first-child a:hover { text-decoration: underline; } .dos td:first-child a:focus-visible { outline-offset: -2px; } .over td:first-child { box-shadow: inset .1875rem 0 var(--crit-solid); } .dos tr:focus-within td, .dos tr[aria-current] td { background: color-mix(in srgb, var(--info) 11%, var(--tile)); } .proc { line-height: 1.28; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; } .over .proc, .near .proc { font-weight: var(--w-semibold); } .cut { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } .due b + .q { margin-left: .25rem; }
    .dos .grp th { width: auto; padding: .4375rem .625rem .3125rem; color: var(--text); font-size: var(--t-s); font-weight: var(--w-semibold); background: var(--panel); box-shadow: -1rem 0 var(--panel), 1rem 0 var(--panel); text-align: left; } .grp .glyph { vertical-align: -.125em; margin-right: .25rem; } .grp .q { font-weight: var(--w-regular); margin-left: .75rem; } .grp a { float: right; font-weight: var(--w-regular); }
    .left { display: grid; grid-template-columns: minmax(3rem, 1fr) auto; gap: .5rem; align-items: center; text-align: right; white-space: nowrap; } .left > :last-child { min-width: 8.75rem; } .line { position: relative; height: 1rem; } .line i { position: absolute; top: .125rem; height: .75rem; left: var(--x); width: var(--w); } .line .late { background: var(--crit-solid); } .line .fine { background: var(--data-1); } .line .hatched { background: repeating-linear-gradient(135deg, var(--hatch-ink) 0 3px, var(--hatch-ground) 3px 6px); outline: 1px solid var(--hatch-ink); outline-offset: -1px; } .line .halt { background: none; border: 1px dashed var(--line-strong); } .line::after { content: ""; position: absolute; left: 38%; top: -.125rem; width: 2px; height: 1.25rem; background: var(--text); }
    .tags { display: flex; gap: .1875rem .25rem; flex-wrap: wrap; } .tag.crit { color: var(--crit); border-color: currentColor; font-weight: var(--w-semibold); } .tag.warn { color: var(--warn); border-color: currentColor; font-weight: var(--w-medium); } td .tag { vertical-align: 1px; }
    .busy { opacity: .6; } .old { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center; padding: .5rem 1rem; background: var(--panel); border-bottom: 1px solid var(--line); font-size: var(--t-s); } .old .glyph { font-size: 1.25rem; } .old .acts { margin-left: auto; } .ghost { display: grid; gap: 1.25rem; padding: 1rem .625rem; grid-template-columns: 2fr 4fr 2fr 2fr; max-width: 60rem; } .ghost i { height: .75rem; border-radius: 2px; background: var(--line); } .ghost i:nth-child(4n + 2) { width: 85%; } .ghost i:nth-child(8n + 6) { width: 60%; } .ghost p { grid-column: 1 / -1; color: var(--text-2); } .blank .acts { margin-top: .375rem; }
    dialog { width: min(77rem, calc(100vw - 2rem)); max-height: calc(100dvh - 2rem); margin: var(--top, 10vh) auto auto; padding: 1.125rem 1.375rem 1.25rem; border: 1px solid var(--line-strong); border-radius: var(--radius-m); background: var(--raised); color: var(--text); box-shadow: var(--shadow); } dialog::backdrop { background: rgb(20 25 31 / .28); } dialog .acts { justify-content: flex-end; margin-top: .75rem; }
    @media (max-width: 110em) { .dos th:nth-child(1) { width: 12.75rem; } .dos th:nth-child(3) { width: 12.5rem; } .dos th:nth-child(4) { width: 4.5rem; } .dos th:nth-child(5) { width: 7rem; } .dos th:nth-child(6) { width: 15.5rem; } .dos th:nth-child(7) { width: 5rem; } .dos th:nth-child(8) { width: 9.75rem; } }
    @media (max-width: 80em) { .dos th:nth-child(7), .dos td:nth-child(7) { display: none; } .dos th:nth-child(6) { width: 13rem; } }
    @media (max-width: 64em) { main { grid-template-rows: none; align-content: start; } .scroll { overflow: visible; } .keys { display: none; } .dos th:nth-child(8), .dos td:nth-child(8) { display: none; } }
    @media (max-width: 47.99em) { .dos, .dos > tbody, .dos > tbody > tr, .dos > tbody > tr > td { display: block; width: 100%; } .dos > thead { display: none; } .dos > tbody > tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .125rem .75rem; padding: .5625rem 0; border-bottom: 1px solid var(--line); } .dos > tbody > tr > td { border: 0 !important; padding: 0 !important; box-shadow: none !important; } .dos > tbody > .over { box-shadow: -1rem 0 var(--tile), inset .1875rem 0 var(--crit-solid); padding-left: .625rem; }
      .dos > tbody > .grp { display: block; padding: 0; border: 0; } .dos > tbody > .grp th { display: block; width: auto; } .dos td:nth-child(1) { order: 2; font-size: var(--t-s); } .dos td:nth-child(2) { order: 0; } .dos td:nth-child(6) { order: 1; } .dos td:nth-child(5) { order: 3; text-align: right; font-size: var(--t-s); } .dos td:nth-child(5) small { display: inline; margin-left: .375rem; } .dos > tbody > tr > td:nth-child(8) { display: block; order: 4; grid-column: 1 / -1; } .dos td:nth-child(8):not(:has(.tag)), .dos td:nth-child(3), .dos td:nth-child(4), .dos td:nth-child(7) { display: none !important; } .line { display: none; } .left { display: block; white-space: nowrap; }
      .dos td:first-child a { display: inline-block; padding: .125rem 0; } .filters label { flex: 1 1 8rem; } .filters .grow { flex-basis: 100%; } .field { width: 100%; } .listcard .tabs button { padding: .75rem .5rem; font-size: var(--t-m); } dialog { width: 100vw; max-width: 100vw; margin: auto 0 0; border-radius: .75rem .75rem 0 0; padding: 1rem; } .old .acts { margin-left: 0; } }
  `];
  static properties = { answer: { state: true }, failed: { state: true }, busy: { state: true }, slow: { state: true }, chosen: { state: true }, dossier: { state: true }, places: { state: true }, redated: { state: true } };

  #watch = new Watch(this, 'dossiers');
  #overview = new Watch(this, 'overview', ['feed:']);
  #tick = new Ticking(this);
  #asked = '';
  #askedAt = 0;
  #answeredAt = 0;
  #seen = null;
  #typing = 0;
  #shown = '';

  connectedCallback() {
    super.connectedCallback();
    rest(`/dossiers/redated?limit=${MOST_REDATED}`).then((rows) => this.redated = rows, () => this.redated = []);
    addEventListener('route', this.#again);
    addEventListener('keydown', this.#key);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('route', this.#again);
    removeEventListener('keydown', this.#key);
  }

  #again = () => this.requestUpdate();

  willUpdate() {
    view = location.search;
    const totals = this.#watch.topic.of('totals');
    const changed = totals ? `${totals.changedAt} ${totals.overdue} ${totals.soon} ${totals.apologyPast}` : '';
    const path = `/dossiers?${new URLSearchParams(Object.entries({ state: this.#state(), org: query('org'), q: query('q'), measure: query('measure'), part: query('measure') && query('part', 'counted'), period: query('measure') && query('period'), ...Object.fromEntries(WITHIN.map((end) => [end, query(end)])), sort: query('sort', SORTS[0]), page: query('page', '1'), size: String(SIZE) }).filter(([, value]) => value))}`;
    const age = performance.now() - this.#askedAt;
    if (path !== this.#asked || changed !== this.#seen || age > ASK_FRESH || age > ASK_EVERY && (this.failed || this.#catchingUp(totals))) this.#ask(path, changed);
  }

  /** The chosen group may lie outside a narrow row of them. */
  updated() {
    const chosen = this.renderRoot.querySelector('.tabs [aria-pressed=true]'), tabs = chosen?.closest('.tabs');
    if (!chosen || this.#shown === this.#state()) return;
    this.#shown = this.#state();
    tabs.scrollLeft = chosen.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - chosen.offsetWidth) / 2;
  }

  #ask(path = this.#asked, changed = this.#seen) {
    const isOther = path !== this.#asked;
    this.#asked = path;
    this.#askedAt = performance.now();
    this.#seen = changed;
    this.busy = isOther || !this.answer;
    this.slow = false;
    const patience = setTimeout(() => this.slow = true, PATIENCE);
    rest(path).then((answer) => {
      if (path !== this.#asked) return;
      this.answer = answer;
      this.#answeredAt = live.now();
      this.failed = '';
    }, (error) => {
      if (path === this.#asked) this.failed = error.message;
    }).finally(() => {
      clearTimeout(patience);
      if (path === this.#asked) this.busy = false;
    });
  }

  /** The store of records writes behind the picture: right after a start it may not have everything yet. */
  #catchingUp(totals) {
    return this.answer && !query('org') && !query('q') && !query('measure') && !isReported() && (this.answer.counts?.all ?? 0) < (totals?.received ?? 0);
  }

  #state() {
    return Object.hasOwn(STATES, query('state')) ? query('state') : first();
  }

  render() {
    const { topic } = this.#watch;
    const totals = topic.of('totals');
    const settled = totals?.settledNow ?? 0;
    const head = bar(this, { title: t('nav.dossiers'), figures: html`<p class="kpi"><b>${n(totals?.open)}</b>${t('dossiers.open')}</p>${settled > 0 ? html`<p class="kpi"><b>${n(Math.floor((settled - totals.settledLate) / settled * 1000) / 10, 1)}%</b>${t('dossiers.on-time')}</p>` : nothing}` });
    if (!topic.known && !totals && !this.answer) return sheet(head, waiting());
    return sheet(head, html`<main><div class="above">${account(totals)}${redated(this.redated)}</div>${this.#filters(topic)}${this.#list(totals)}</main>${this.#popover()}`);
  }

  #filters(topic) {
    const orgs = topic.all('org:').sort((a, b) => a.order - b.order);
    const above = query('org') && !orgs.some((org) => org.id === query('org')) ? query('org') : '';
    if (above && !this.places) this.#names();
    return html`<form class="filters" aria-label=${t('filter')} @submit=${(event) => event.preventDefault()}>
      <label class="grow">${t('search')}<input class="field ${query('q') ? 'set' : ''}" type="search" placeholder=${t('dossiers.search')} .value=${query('q')} @input=${(event) => this.#search(event.target.value)}></label>
      <label>${t('dossiers.org')}<select class="field ${query('org') ? 'set' : ''}" @change=${(event) => filter({ org: event.target.value, page: '' })}><option value="">${t('dossiers.all-orgs', { n: n(orgs.length) })}</option>${above ? html`<option value=${above} selected>${name(this.places?.orgs?.find((org) => org.id === above)?.name) || above}</option>` : nothing}${orgs.map((org) => html`<option value=${org.id} ?selected=${org.id === query('org')}>${name(org.name)}</option>`)}</select></label>
      <label>${t('sort')}<select class="field" @change=${(event) => filter({ sort: event.target.value === SORTS[0] ? '' : event.target.value, page: '' })}>${SORTS.map((sort) => html`<option value=${sort} ?selected=${sort === query('sort', SORTS[0])}>${t(`dossiers.sort.${sort}`)}</option>`)}</select></label>
      <button class="btn" type="button" @click=${() => this.#clear()}>${t('filter.clear')}</button>
      ${may('file') ? html`<button class="btn" type="button" @click=${() => upload(['dossier', 'step'])}>${t('upload.title')}…</button>` : nothing}
      ${['xlsx', 'csv'].map((format) => html`<a class="btn" download href="/api/v1/dossiers/export?format=${format}&lang=${lang()}&${this.#asked.replace(/^[^?]*\?/, '').replace(/&?(page|size)=\d+/g, '')}">${format.toUpperCase()}</a>`)}</form>`;
  }

  /** Units above those with dossiers have no row in the topic. */
  #names() {
    this.places = {};
    rest('/places').then((places) => this.places = places, () => {});
  }

  #search(text) {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => filter({ q: text.trim(), page: '' }), 250);
  }

  #clear() {
    filter({ q: '', org: '', sort: '', page: '', state: '', measure: '', part: '', period: '', line: '', report: '', ...Object.fromEntries(WITHIN.map((end) => [end, ''])) });
  }

  /** What the score counted, with the way back. */
  #scored() {
    if (!query('measure')) return nothing;
    const back = new URLSearchParams(Object.entries({ org: query('org'), period: query('period'), line: query('line') }).filter(([, value]) => value));
    return html`<p class="old scored"><b>${t('score.filter', { line: query('line') || query('measure'), part: t(`score.filter-${query('part', 'counted')}`), period: query('period') ? periodWords(query('period')) : t('score.until-now') })}</b><span class="acts"><a class="btn small" href="/score?${back}">${t('score.back')}</a><button class="btn small" @click=${() => filter({ measure: '', part: '', period: '', line: '', page: '', state: '' })}>${t('score.filter-off')}</button></span></p>`;
  }

  /** The time of a report, with the way back. */
  #reported() {
    const what = ['begun', 'ended', 'letter'].find((each) => query(`${each}From`) || query(`${each}Until`));
    if (!what) return nothing;
    const moment = (ms) => ms ? `${hm(Number(ms))} ${dmy(Number(ms))}` : '…';
    return html`<p class="old scored"><b>${t('report.filter', { what: t(`report.filter-${what}`), from: moment(query(`${what}From`)), until: moment(query(`${what}Until`)) })}</b><span class="acts"><a class="btn small" href="/reports${query('report') ? `?${new URLSearchParams({ period: query('report') })}` : ''}">${t('report.back')}</a><button class="btn small" @click=${() => filter({ ...Object.fromEntries(WITHIN.map((end) => [end, ''])), report: '', page: '' })}>${t('report.filter-off')}</button></span></p>`;
  }

  #choose(state) {
    filter({ state: state === first() ? '' : state, page: '' });
  }

  #list(totals) {
    const state = this.#state();
    const page = Number(query('page', '1')), total = this.answer?.total ?? 0, shown = this.answer?.rows.length ?? 0;
    const count = (each) => this.answer?.counts?.[each] ?? (isReported() ? undefined : totals?.[STATES[each]]);
    return html`<section class="card listcard" aria-label=${t('dossiers.list')}>
      <div class="tabs" role="group" aria-label=${t('dossiers.group')}>${(query('measure') ? [{ all: '' }, ...GROUPS] : isReported() ? [{ all: '', 'done-on-time': '' }, ...GROUPS] : GROUPS).map((group) => html`<div>${Object.keys(group).map((each) => html`<button aria-pressed=${each === state ? 'true' : 'false'} @click=${() => this.#choose(each)}>${t(`dossiers.state-${each}`)}<span class="num">${n(count(each))}</span></button>`)}</div>`)}</div>
      ${this.#scored()}${this.#reported()}${this.#old()}
      <div class="scroll ${this.busy && this.slow && this.answer ? 'busy' : ''}" tabindex="0" role="group" aria-label=${t('dossiers.list')} aria-busy=${this.busy ? 'true' : 'false'}>${this.#body(state, totals, count)}</div>
      <footer><p class="keys">${[['J', 'K', 'move'], ['Enter', 'open'], ['H', 'explain'], ['/', 'search']].map((keys) => html`<span>${keys.slice(0, -1).map((key) => html`<kbd>${key}</kbd> `)}${t(`key.${keys.at(-1)}`)}</span>`)}</p>
        <span class="acts"><span>${total === 0 ? '' : `${t('list.range', { from: n((page - 1) * SIZE + 1), to: n(Math.min(total, (page - 1) * SIZE + shown)), all: n(total) })} · ${t('dossiers.changed', { time: hms(this.#answeredAt) })}`}</span><button class="btn small" ?disabled=${page <= 1} @click=${() => filter({ page: page <= 2 ? '' : page - 1 })}>‹ ${t('list.before')}</button><button class="btn small" ?disabled=${page * SIZE >= total} @click=${() => filter({ page: page + 1 })}>${t('list.after')} ›</button></span></footer></section>`;
  }

  /** What is shown may be old: the list was not answered, or a source says nothing. Old rows stay. */
  #old() {
    if (this.failed && this.answer) return html`<p class="old" role="status">${glyph('nodata', false)}<b>${t('dossiers.list-old', { time: hm(this.#answeredAt) })}</b><span>${t('dossiers.list-old-means', { span: span(live.now() - this.#answeredAt), why: this.failed })}</span><span class="acts"><button class="btn small" @click=${() => this.#ask()}>${t('retry')}</button></span></p>`;
    const used = new Set((this.answer?.rows ?? []).map((row) => row.source));
    return this.#overview.topic.all('feed:').filter((feed) => used.has(feed.id) && feed.kind === 'rest' && feedState(feed)[0] === 'nodata').map((feed) => html`<p class="old" role="status">${glyph('nodata', false)}<b>${feed.heardAt ? t('dossiers.source-lost', { source: name(feed.label), time: hm(feed.heardAt) }) : t('dossiers.source-never', { source: name(feed.label) })}</b>
      <span>${feed.heardAt ? t('dossiers.source-lost-means', { time: hm(feed.heardAt), span: span(live.now() - feed.heardAt) }) : ''}</span><span class="acts"><a class="btn small" href="/health">${t('dossiers.see-sources')}</a></span></p>`);
  }

  #body(state, totals, count) {
    const rows = this.answer?.rows ?? [];
    if (!this.answer && this.failed) return blank('nodata', t('list.failed'), this.failed);
    if (!this.answer || rows.length === 0 && this.#catchingUp(totals)) return this.slow ? html`<div class="ghost" role="status">${Array.from({ length: 24 }, () => html`<i></i>`)}<p>${count(state) > 0 ? t('dossiers.fetching', { n: n(count(state)) }) : `${t('loading')}…`}</p></div>` : nothing;
    if (rows.length === 0) return this.#none(state, count);
    const isGrouped = state === 'open' && query('sort', SORTS[0]) === SORTS[0];
    return html`<table class="tbl dos"><thead><tr><th>${t('dossiers.code')}</th><th>${t('dossiers.procedure')}</th><th>${t('dossiers.org-step')}</th><th>${t('dossiers.received-at')}</th><th>${t('dossiers.due-at')}</th><th>${t('dossiers.line')}</th><th>${t('dossiers.source')}</th><th>${t('dossiers.notes')}</th></tr></thead>
      ${isGrouped ? PARTS.map(([part, shape, states]) => this.#part(part, shape, rows.filter((row) => states.includes(row.state)), count(part))) : html`<tbody>${rows.map((row) => this.#row(row))}</tbody>`}</table>`;
  }

  #part(part, shape, rows, all) {
    return rows.length === 0 ? nothing : html`<tbody><tr class="grp"><th colspan="8" scope="rowgroup">${glyph(shape, false)}${t(`dossiers.state-${part}`)} <span class="num">${n(all)}</span><span class="q">${has(`dossiers.part-${part}`) ? t(`dossiers.part-${part}`) : ''}</span>${all > rows.length ? html`<a href=${this.#link(part)} @click=${(event) => this.#follow(event, part)}>${t('today.all', { n: n(all) })}</a>` : nothing}</th></tr>${rows.map((row) => this.#row(row))}</tbody>`;
  }

  #link(state) {
    const search = new URLSearchParams(location.search);
    search.set('state', state);
    search.delete('page');
    return `/dossiers?${search}`;
  }

  #follow(event, state) {
    event.preventDefault();
    this.#choose(state);
  }

  #none(state, count) {
    const org = this.#watch.topic.of(`org:${query('org')}`);
    const filters = [t(`dossiers.state-${state}`), name(org?.name) || query('org'), query('q') && `“${query('q')}”`].filter(Boolean).join(', ');
    const other = ['overdue', 'soon', 'in-time', 'paused', 'done'].find((each) => each !== state && count(each) > 0);
    return html`<div class="blank" role="status">${glyph('ok', false)}<b>${t('dossiers.none')}</b><p>${t('dossiers.none-filters', { filters })}</p>
      <div class="acts">${other ? html`<button class="btn small" @click=${() => this.#choose(other)}>${t('dossiers.see', { group: t(`dossiers.state-${other}`), n: n(count(other)) })}</button>` : nothing}<button class="btn small" @click=${() => this.#clear()}>${t('filter.clear')}</button></div></div>`;
  }

  #row(row) {
    const tail = row.code.lastIndexOf('-', row.code.lastIndexOf('-') - 1) + 1;
    const kind = row.state === 'overdue' || row.state === 'to-receive-late' ? 'over' : row.state === 'soon' ? 'near' : '';
    return html`<tr class=${kind} aria-current=${row.code === this.chosen ? 'true' : nothing} data-code=${row.code}><td><a href="/dossiers/${encodeURIComponent(row.code)}" title=${row.code}><span class="q3">${row.code.slice(0, tail)}</span>${row.code.slice(tail)}</a></td>
      <td><span class="proc">${name(row.procedureName) || row.procedure}</span></td><td class="cut">${org(row)}<small class="cut" title=${row.step?.text ?? ''}>${row.step?.late ? html`${glyph('crit', false)} ` : nothing}${row.step?.text || status(row)}</small></td><td>${dm(row.receivedAt ?? row.submittedAt)}<small>${row.receivedAt ?? row.submittedAt ? hm(row.receivedAt ?? row.submittedAt) : ''}</small></td>
      <td class="due">${dueAt(row)}</td><td>${left(row)}</td><td class="s">${name(this.#overview.topic.of(`feed:${row.source}`)?.label) || row.source}</td><td><div class="tags">${notes(row)}</div></td></tr>`;
  }

  // keys -------------------------------------------------------------------------------------------------------------

  #key = (event) => {
    const at = event.composedPath()[0];
    if (event.ctrlKey || event.metaKey || event.altKey || at instanceof HTMLElement && at.matches('input, select, textarea')) {
      if (event.key === 'Escape' && at instanceof HTMLElement) at.blur();
      return;
    }
    const rows = [...this.renderRoot.querySelectorAll('tr[data-code]')];
    const here = rows.findIndex((row) => row.dataset.code === this.chosen);
    const step = { j: 1, k: -1 }[event.key.toLowerCase()];
    if (event.key === '/') this.renderRoot.querySelector('input[type=search]')?.focus();
    else if (rows.length === 0) return;
    else if (step) this.#move(rows[Math.min(rows.length - 1, Math.max(0, here + step))]);
    else if (event.key.toLowerCase() === 'h') this.#explain(rows[Math.max(0, here)]);
    else if (event.key === 'Enter' && here >= 0 && !(at instanceof HTMLElement && at.matches('a, button'))) go(`/dossiers/${encodeURIComponent(this.chosen)}`);
    else return;
    event.preventDefault();
  };

  #move(row) {
    this.chosen = row.dataset.code;
    row.scrollIntoView({ block: 'nearest' });
    if (this.renderRoot.querySelector('dialog')?.open) this.#explain(row, true);
    else row.querySelector('a').focus({ preventScroll: true });
  }

  async #explain(row, stays = false) {
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog.open && !stays) return dialog.close();
    const { code } = row.dataset;
    this.chosen = code;
    try {
      const dossier = await rest(`/dossiers/${encodeURIComponent(code)}`);
      if (code !== this.chosen) return;
      this.dossier = dossier;
      await this.updateComplete;
      if (!dialog.open) dialog.showModal();
      const below = row.getBoundingClientRect().bottom + 8;
      dialog.style.setProperty('--top', `${Math.max(16, Math.min(below, innerHeight - dialog.offsetHeight - 16))}px`);
    } catch (error) {
      this.failed = error.message;
    }
  }

  #popover() {
    return html`<dialog aria-labelledby="h-clock" @close=${() => this.renderRoot.querySelector(`tr[aria-current] a`)?.focus({ preventScroll: true })}>${this.dossier ? html`${explained(this.dossier, 'h-clock')}
      <div class="acts"><a class="btn small" href="/dossiers/${encodeURIComponent(this.dossier.code)}">${t('dossiers.open-one')}</a><button class="btn small" autofocus @click=${(event) => event.target.closest('dialog').close()}>${t('close')}</button></div>` : nothing}</dialog>`;
  }
}

function first() {
  return query('measure') || isReported() ? 'all' : FIRST;
}

function isReported() {
  return WITHIN.some((end) => query(end));
}

/** The list as it was left. */
export function list() {
  return `/dossiers${view}`;
}

function org({ org: unit }) {
  return html`<span title=${name(unit)}>${unit?.viShort ? name({ vi: unit.viShort, en: unit.enShort }) : name(unit)}</span>`;
}

export function status(row) {
  return has(`dossiers.status.${row.status}`) ? t(`dossiers.status.${row.status}`) : t('dossiers.status-unknown', { raw: row.rawStatus ?? row.status });
}

function dueAt(row) {
  if (row.standsSince != null && row.state !== 'overdue') return html`<span class="q">${t('dossiers.due-again')}</span><small>${t('dossiers.note-stands', { date: dm(row.standsSince) })}</small>`;
  if (row.dueAt == null) return html`<span class="q">${t('due.none')}</span>`;
  const thisYear = dmy(row.dueAt).slice(-4) === dmy(live.now()).slice(-4);
  return html`<b>${thisYear ? dm(row.dueAt) : dmy(row.dueAt)}</b><span class="q">${hm(row.dueAt)}</span>${row.provisional ? html`<small>${t('clock.provisional-short')}</small>` : nothing}${row.apology.promisedAt == null ? nothing : html`<small>${t('apology.again', { time: dm(row.apology.promisedAt) })}</small>`}${row.apology.byAt != null && query('state').startsWith('apology-') ? html`<small class=${row.apology.past ? 'is-crit' : ''}>${t('apology.by-short', { time: sameDay(row.apology.byAt, live.now()) ? hm(row.apology.byAt) : dm(row.apology.byAt) })}</small>` : nothing}`;
}

/** Working time left, or exceeded, in words. */
export function leftWords(row) {
  if (row.finishedAt != null || row.late != null) return t(!row.late ? 'dossiers.finished' : row.lateByDay ? 'dossiers.finished-late' : 'dossiers.finished-late-today', { date: dm(row.finishedAt) });
  if (row.left == null) return row.standsSince != null ? t('dossiers.stopped') : row.state === 'stopped' ? status(row) : t('due.none');
  const words = workingSpan(row.left, row.perDay);
  return row.left < 0 ? t('due.late', { span: words }) : row.standsSince != null ? t('dossiers.stopped-left', { span: words }) : t('due.left', { span: words });
}

function left(row) {
  const days = row.left == null ? 0 : row.left / row.perDay;
  const width = days < 0 ? Math.min(ZERO, -days * SCALE) : Math.min(1 - ZERO, days * SCALE);
  const look = row.left < 0 ? 'late' : row.standsSince != null ? 'halt' : row.state === 'soon' ? 'hatched' : 'fine';
  const kind = row.left < 0 ? 'is-crit' : row.state === 'soon' ? 'is-warn' : row.standsSince != null ? 'q' : '';
  return html`<div class="left">${row.left == null ? html`<span></span>` : html`<span class="line" aria-hidden="true"><i class=${look} ${vars({ '--x': share(days < 0 ? ZERO - width : ZERO), '--w': share(width) })}></i></span>`}<span class=${kind}>${leftWords(row)}</span></div>`;
}

export function notes(row) {
  const tags = [];
  const { duty, past } = row.apology;
  if (duty !== 'none') tags.push([past ? 'crit' : duty === 'to-write' || duty === 'sent-late' ? 'warn' : '', t(`apology.note-${duty}`)]);
  if (row.scoredLate) tags.push([row.left < 0 ? '' : 'crit', t('dossiers.note-scored-late')]);
  if (row.supplements > 0) tags.push([row.supplements > 1 ? 'warn' : '', t('dossiers.note-supplements', { n: n(row.supplements) })]);
  if (row.disputed) tags.push(['warn', t('dossiers.note-disputed')]);
  if (row.channel === 'online' || row.channel === 'post') tags.push(['', t(`channel.${row.channel}`)]);
  return tags.map(([kind, words]) => html`<span class="tag ${kind}">${words}</span>`);
}

customElements.define('page-dossiers', Dossiers);
