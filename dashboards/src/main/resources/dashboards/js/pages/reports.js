/** What a day, a week or a month was like: queues, dossiers, assignments, alerts, beside the period before; the period lives in the address. */
import { LitElement, css, html, nothing, svg } from 'lit';
import { live, Ticking } from '../live.js';
import { gauge, glyph, rest, share } from '../parts.js';
import { dm, dmy, hm, lang, n, name, t } from '../words.js';
import { filter, query } from './route.js';
import { bar, blank, sheet, sheets, waiting } from './sheet.js';

const ASK_EVERY = 60_000;  // ms; a period that goes on is counted anew when somebody looks
const KINDS = ['day', 'week', 'month'];
const BUSIEST = 6;         // alerts an hour: one in ten minutes (EEMUA 191)
const FLOOD = 10;          // within ten minutes
const DAY = 86_400_000;

class Reports extends LitElement {
  static styles = [...sheets, css`
    main { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); grid-template-areas: "when when" "sums sums" "queues alerts" "dossiers alerts" "tasks rules"; }
    .bar .acts { flex-wrap: wrap; }
    .when { grid-area: when; flex-flow: row wrap; align-items: center; gap: .5rem 1.25rem; } .when h2 { font-size: var(--t-l); font-weight: var(--w-semibold); } .when .acts { flex-wrap: wrap; } .when [aria-pressed="true"] { background: var(--text); border-color: var(--text); color: var(--tile); } .when .note { flex: 1 1 18rem; } .when .field { width: 7.5rem; }
    .sums { grid-area: sums; display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .75rem 1.5rem; } .sums dt { font-size: var(--t-s); color: var(--text-2); } .sums dd { margin: 0; } .sums .num { font-size: var(--t-2xl); line-height: 1.15; } .sums small { display: block; font-size: var(--t-s); color: var(--text-2); }
    .queues { grid-area: queues; } .dossiers { grid-area: dossiers; } .tasks { grid-area: tasks; } .alerts { grid-area: alerts; } .rules { grid-area: rules; } .card > header { flex-wrap: wrap; } .card > header p { white-space: normal; }
    .scroll { overflow-x: auto; } .tbl td, .tbl tfoot th { font-variant-numeric: tabular-nums; } .tbl thead th { white-space: normal; vertical-align: bottom; } .tbl td.r, .tbl th.r { padding-left: .5rem; } .tbl tfoot th { text-align: left; color: var(--text); font-weight: var(--w-semibold); font-size: var(--t-m); border: 0; padding: .375rem .75rem .375rem 0; } .tbl tfoot tr:first-child > * { border-top: 1px solid var(--line-strong); font-weight: var(--w-semibold); } .tbl tfoot tr:last-child > * { color: var(--text-2); font-weight: var(--w-regular); } .tbl td a { display: inline-block; min-width: 1.5rem; padding: .125rem 0; }
    .marks { display: grid; gap: .5rem; } .marks li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .125rem .75rem; align-items: baseline; } .marks .v { font-weight: var(--w-semibold); } .marks .v small { font-weight: var(--w-regular); color: var(--text-2); margin-left: .375rem; } .marks .gauge { grid-column: 1 / -1; } .marks .state { grid-column: 1 / -1; font-size: var(--t-s); }
    .days { width: 100%; height: 5rem; display: block; margin-top: .75rem; overflow: visible; } .days rect { fill: var(--data-1); } .days .base { fill: var(--line-strong); } .ends { display: flex; justify-content: space-between; font-size: var(--t-s); color: var(--text-2); }
    @media (max-width: 64em) { main { grid-template-columns: minmax(0, 1fr); grid-template-areas: "when" "sums" "queues" "dossiers" "tasks" "alerts" "rules"; } }
    @media (max-width: 47.99em) { .sums { grid-template-columns: repeat(2, minmax(0, 1fr)); } .when .field { flex: 1 1 7rem; } .tbl td a { padding: .625rem 0; } }
  `];
  static properties = { answer: { state: true }, failed: { state: true } };

  #tick = new Ticking(this);
  #asked = '';
  #askedAt = 0;

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
    const path = `/report${query('period') ? `?${new URLSearchParams({ period: query('period') })}` : ''}`;
    if (path === this.#asked && performance.now() - this.#askedAt < ASK_EVERY) return;
    this.#asked = path;
    this.#askedAt = performance.now();
    rest(path).then((answer) => {
      if (path !== this.#asked) return;
      this.answer = answer;
      this.failed = '';
    }, (error) => {
      if (path !== this.#asked) return;
      this.answer = undefined;
      this.failed = error.message;
    });
  }

  render() {
    const report = this.answer;
    const head = bar(this, { title: t('report.title'), more: report ? this.#files(report) : nothing });
    if (!report) return sheet(head, this.failed ? html`<main><section class="card when">${blank('nodata', t('list.failed'), this.failed)}</section></main>` : waiting());
    const { now, before } = report;
    return sheet(head, html`<main>${this.#span(report)}${this.#sums(now, before)}${this.#queues(now, before)}${this.#dossiers(report)}${this.#tasks(report)}${this.#alerts(now.alerts, before.alerts)}${this.#rules(now.alerts, before.alerts)}</main>`);
  }

  #files(report) {
    return html`<div class="acts">${['pdf', 'xlsx'].map((format) => html`<a class="btn small" href="/api/v1/report/export?${new URLSearchParams({ period: report.period, format, lang: lang() })}" download target="_self">${t(`report.${format}`)}</a>`)}</div>`;
  }

  #span(report) {
    const last = lastDay(report);
    const whole = sameSpan(report) ? dmy(report.from) : `${dmy(report.from)} – ${dmy(last)}`;
    const moment = (ms) => `${hm(ms)} ${dmy(ms)}`;
    return html`<section class="card when" aria-label=${t('report.period')}>
      <div class="acts" role="group" aria-label=${t('report.period')}>${KINDS.map((kind) => html`<button class="btn small" aria-pressed=${kind === report.kind ? 'true' : 'false'} @click=${() => this.#go(kind, isoDay(Math.min(last, live.now())))}>${t(`report.kind-${kind}`)}</button>`)}</div>
      <h2>${t(`report.kind-${report.kind}`)} ${whole}</h2>
      <div class="acts"><button class="btn small" id="earlier" @click=${() => filter({ period: report.previous })}>‹ ${t('report.earlier')}</button><label><span class="vh">${t('report.date')}</span><input class="field" inputmode="numeric" placeholder="dd/mm/yyyy" .value=${dmy(report.from)} @change=${(event) => this.#typed(event.target, report)}></label><button class="btn small" id="later" ?disabled=${report.next == null} @click=${() => filter({ period: report.next })}>${t('report.later')} ›</button></div>
      <p class="note">${t(report.begun ? 'report.until-now' : 'report.whole', { at: moment(report.begun ? report.until : live.now()), until: moment(report.until), before: moment(report.beforeUntil) })}</p></section>`;
  }

  /** A day as 26/11/2026; what is none, or has not begun, is put back. */
  #typed(input, report) {
    const [, day, month, year] = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(input.value) ?? [];
    const iso = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
    const isDay = day && new Date(`${iso}T00:00:00Z`).toJSON()?.startsWith(iso);
    if (isDay && iso <= isoDay(live.now())) this.#go(report.kind, iso);
    else input.value = dmy(report.from);
  }

  #go(kind, day) {
    filter({ period: kind === 'day' ? day : kind === 'month' ? day.slice(0, 7) : isoWeek(day) });
  }

  #sums(now, before) {
    const mean = now.allQueues, was = before.allQueues;
    return html`<dl class="card sums">
      ${sum(t('report.visits'), figure(mean.visits), against(mean.visits, was.visits))}
      ${sum(t('report.mean-wait'), minutes(mean.meanWaitMs), against(mean.meanWaitMs, was.meanWaitMs, 60_000, 1))}
      ${sum(t('report.received'), n(now.allDossiers.received), against(now.allDossiers.received, before.allDossiers.received))}
      ${sum(t('report.late'), n(now.allDossiers.late), against(now.allDossiers.late, before.allDossiers.late))}
      ${sum(t('report.done-late'), n(now.allAssignments.doneLate), against(now.allAssignments.doneLate, before.allAssignments.doneLate))}
      ${sum(t('report.alerts-count'), n(now.alerts.count), against(now.alerts.count, before.alerts.count))}</dl>`;
  }

  #queues(now, before) {
    const row = (line) => html`<td class="r">${figure(line.visits)}</td><td class="r">${minutes(line.meanWaitMs)}</td><td class="r">${percents(line.within)}</td><td class="r">${minutes(line.longestMs)}</td><td class="r">${figure(line.walkAways)}</td><td class="r">${percents(line.satisfaction)}</td><td class="r">${n(line.days)}</td>`;
    return html`<section class="card queues" aria-labelledby="h-queues"><header><h2 id="h-queues">${t('report.table-queues')}</h2><p>${t('report.note-queues', { days: n(now.workedDays) })}</p></header>
      <div class="scroll" tabindex="0" role="group" aria-labelledby="h-queues"><table class="tbl"><thead><tr><th scope="col">${t('report.site')}</th>${['visits', 'mean-wait', 'within', 'longest', 'walk-aways', 'satisfaction', 'days'].map((key) => html`<th scope="col" class="r">${t(`report.${key}`)}</th>`)}</tr></thead>
      <tbody>${now.queues.map((line) => html`<tr data-id=${line.id}><td><a href="/sites/${line.id}">${name(line.name)}</a></td>${row(line)}</tr>`)}</tbody>
      <tfoot><tr><th scope="row">${t('report.all')}</th>${row(now.allQueues)}</tr><tr><th scope="row">${t('report.before')}</th>${row(before.allQueues)}</tr></tfoot></table></div>
      <p class="note">${t('report.legend')}</p></section>`;
  }

  #dossiers(report) {
    const { now, before } = report;
    const { from, until } = report;
    const received = { begunFrom: from, begunUntil: until }, ended = { endedFrom: from, endedUntil: until }, letter = { letterFrom: from, letterUntil: until };
    const row = (line, link) => html`<td class="r">${link(line.received, { state: 'all', ...received })}</td><td class="r">${link(line.finished, { state: 'done', ...ended })}</td><td class="r">${link(line.onTime, { state: 'done-on-time', ...ended })}</td><td class="r">${link(line.late, { state: 'done-late', ...ended })}</td><td class="r">${figure(line.unsaid)}</td><td class="r">${report.begun ? link(line.overdue, { state: 'overdue' }) : figure(line.overdue)}</td><td class="r">${link(line.lettersDue, { state: 'all', ...letter })}</td><td class="r">${figure(line.lettersSent)}</td>`;
    const to = (org) => (count, search) => count === 0 ? html`<span class="zero">0</span>` : html`<a href="/dossiers?${new URLSearchParams({ ...(org ? { org } : {}), ...search, report: report.period })}">${n(count)}</a>`;
    return html`<section class="card dossiers" aria-labelledby="h-dossiers"><header><h2 id="h-dossiers">${t('report.table-dossiers')}</h2><p>${t('report.note-dossiers')}</p></header>
      ${now.dossiers.length === 0 && before.dossiers.length === 0 ? blank('nodata', t('report.no-rows')) : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="h-dossiers"><table class="tbl"><thead><tr><th scope="col">${t('report.unit')}</th>${['received', 'finished', 'on-time', 'late', 'unsaid', 'overdue', 'letters-due', 'letters-sent'].map((key) => html`<th scope="col" class="r">${t(`report.${key}`)}</th>`)}</tr></thead>
      <tbody>${now.dossiers.map((line) => html`<tr data-id=${line.id}><td>${name(line.name)}</td>${row(line, to(line.id))}</tr>`)}</tbody>
      <tfoot><tr><th scope="row">${t('report.all')}</th>${row(now.allDossiers, to(''))}</tr><tr><th scope="row">${t('report.before')}</th>${row(before.allDossiers, figure)}</tr></tfoot></table></div>`}</section>`;
  }

  #tasks(report) {
    const { now, before } = report;
    const row = (line) => html`<td class="r">${figure(line.given)}</td><td class="r">${figure(line.doneOnTime)}</td><td class="r">${figure(line.doneLate)}</td><td class="r">${figure(line.overdue)}</td>`;
    return html`<section class="card tasks" aria-labelledby="h-tasks"><header><h2 id="h-tasks">${t('report.table-assignments')}</h2><p>${t('report.note-assignments')}</p></header>
      ${now.assignments.length === 0 && before.assignments.length === 0 ? blank('nodata', t('report.no-rows')) : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="h-tasks"><table class="tbl"><thead><tr><th scope="col">${t('report.unit')}</th>${['given', 'done-on-time', 'done-late', 'overdue'].map((key) => html`<th scope="col" class="r">${t(`report.${key}`)}</th>`)}</tr></thead>
      <tbody>${now.assignments.map((line) => html`<tr data-id=${line.id}><td>${name(line.name)}</td>${row(line)}</tr>`)}</tbody>
      <tfoot><tr><th scope="row">${t('report.all')}</th>${row(now.allAssignments)}</tr><tr><th scope="row">${t('report.before')}</th>${row(before.allAssignments)}</tr></tfoot></table></div>`}</section>`;
  }

  #alerts(now, before) {
    const mark = (label, shown, was, of, at, bad, words) => html`<li><span>${label}</span><span class="v num">${shown}<small>${t('report.before')} ${was}</small></span>${of == null ? nothing : gauge(of, at, bad ? 'crit' : '')}${words ? html`<span class="state ${bad ? 'is-warn' : 'is-ok'}">${glyph(bad ? 'warn' : 'ok', false)}${words}</span>` : nothing}</li>`;
    const part = (of, priority) => of.count === 0 ? null : of.priorities.find((one) => one.priority === priority).count / of.count;
    return html`<section class="card alerts" aria-labelledby="h-alerts"><header><h2 id="h-alerts">${t('report.table-alerts')}</h2><p>${t('report.note-alerts')}</p></header>
      ${now.count === 0 ? blank('ok', t('report.no-alerts')) : nothing}
      <ul class="marks">${mark(t('report.per-hour'), now.perHour == null ? '–' : n(now.perHour, 1), before.perHour == null ? '–' : n(before.perHour, 1), now.perHour == null ? null : now.perHour / (2 * BUSIEST), .5, now.perHour > BUSIEST, now.perHour == null ? '' : `${t('report.goal')} ${n(BUSIEST)}`)}
      ${mark(t('report.peak'), n(now.peak), n(before.peak), now.peak / (2 * FLOOD), .5, now.peak >= FLOOD, `${t('report.floods')}: ${n(now.floods)}`)}
      ${now.priorities.map((one) => mark(t('report.alerts-share', { priority: t(`report.priority-${one.priority}`) }), percents(part(now, one.priority)), percents(part(before, one.priority)), part(now, one.priority) ?? null, one.goal / 100, false, ''))}
      ${mark(t('report.accepted'), n(now.accepted), n(before.accepted), null)}${mark(t('report.accept-median'), minutes(now.acceptMedianMs), minutes(before.acceptMedianMs), null)}${mark(t('report.accept-p90'), minutes(now.acceptP90Ms), minutes(before.acceptP90Ms), null)}
      ${mark(now.longest ? html`${t('report.longest-open')}: ${[name(now.longest.site), now.longest.rule].filter(Boolean).join(', ')}` : t('report.longest-open'), minutes(now.longest?.ms), minutes(before.longest?.ms), null)}</ul>
      ${days(now.days)}</section>`;
  }

  #rules(now, before) {
    const was = (rule) => before.rules.find((one) => one.rule === rule.rule && one.priority === rule.priority)?.count ?? 0;
    return html`<section class="card rules" aria-labelledby="h-rules"><header><h2 id="h-rules">${t('report.table-rules')}</h2></header>
      ${now.rules.length === 0 ? blank('ok', t('report.no-alerts')) : html`<table class="tbl"><thead><tr><th scope="col">${t('report.rule')}</th><th scope="col">${t('report.priority')}</th><th scope="col" class="r">${t('report.count')}</th><th scope="col" class="r">${t('report.before')}</th></tr></thead><tbody>${now.rules.map((rule) => html`<tr><td>${rule.rule}</td><td>${t(`report.priority-${rule.priority}`)}</td><td class="r">${n(rule.count)}</td><td class="r q">${n(was(rule))}</td></tr>`)}</tbody></table>`}</section>`;
  }
}

function sum(label, shown, was) {
  return html`<div><dt>${label}</dt><dd><span class="num">${shown}</span><small>${was}</small></dd></div>`;
}

/** A number; what was not measured is a dash. */
function figure(value) {
  return value == null ? html`<span class="q3">–</span>` : value === 0 ? html`<span class="zero">0</span>` : n(value);
}

function minutes(ms) {
  return ms == null ? '–' : n(ms / 60_000, 1);
}

function percents(part) {
  return part == null ? '–' : n(100 * part, 1);
}

/** The figure of the period before, and how much this one is above it. */
function against(value, was, unit = 1, digits = 0) {
  if (was == null) return `${t('report.before')} –`;
  const more = value == null ? '' : (value - was) / unit;
  return `${t('report.before')} ${n(was / unit, digits)}${more === '' ? '' : ` (${more > 0 ? '+' : more < 0 ? '−' : '±'}${n(Math.abs(more), digits)})`}`;
}

/** A bar a day. */
function days(all) {
  const most = Math.max(1, ...all.map((day) => day.count)), wide = 1 / Math.max(1, all.length);
  if (all.length < 2) return nothing;
  return html`<svg class="days" role="img" aria-label="${t('report.table-days')}: ${all.map((day) => `${dm(day.at)} ${n(day.count)}`).join(', ')}">${all.map((day, i) => svg`<rect x=${share(i * wide + wide * .1)} y=${share(1 - day.count / most)} width=${share(wide * .8)} height=${share(day.count / most)}></rect>`)}<rect class="base" y="100%" width="100%" height="1"></rect></svg>
    <p class="ends"><span>${dm(all[0].at)}</span><span>${t('report.table-days')}</span><span>${dm(all.at(-1).at)}</span></p>`;
}

/** The first instant of a day as 2026-11-26, in the zone of the server. */
function isoDay(ms) {
  const [day, month, year] = dmy(ms).split('/');
  return `${year}-${month}-${day}`;
}

/** The week of a day as 2026-W48. */
function isoWeek(day) {
  const at = new Date(`${day}T00:00:00Z`);
  const thursday = new Date(at.getTime() + (3 - (at.getUTCDay() + 6) % 7) * DAY);
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return `${thursday.getUTCFullYear()}-W${String(1 + Math.floor((thursday.getTime() - first) / (7 * DAY))).padStart(2, '0')}`;
}

function sameSpan(report) {
  return report.kind === 'day';
}

/** An instant of the last day of the whole period. */
function lastDay(report) {
  if (report.kind === 'day') return report.from;
  if (report.kind === 'week') return report.from + 6 * DAY;
  const [year, month] = isoDay(report.from).split('-').map(Number);
  return report.from + (new Date(Date.UTC(year, month, 0)).getUTCDate() - 1) * DAY;
}

customElements.define('page-reports', Reports);
