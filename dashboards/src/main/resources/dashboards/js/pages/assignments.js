/** Tasks given by provincial leaders: four quadrants, by giver, by unit, the list, and the one that is chosen. */
import { LitElement, css, html, nothing } from 'lit';
import { live, Ticking, Watch } from '../live.js';
import { glyph, share, vars } from '../parts.js';
import { dm, dmy, due, lang, n, name, t } from '../words.js';
import { may } from '../me.js';
import { act, mayAct } from './act.js';
import './assignment.js';
import { filter, go, query } from './route.js';
import { bar, blank, sheet, sheets, waiting } from './sheet.js';
import { upload } from './upload.js';

const VIEWS = {
  open: (task) => !task.doneAt,
  overdue: (task) => task.state === 'overdue',
  soon: (task) => task.state === 'soon',
  'soon-3': (task) => task.state === 'soon' && task.dueAt - live.now() <= PRESSING,
  waiting: (task) => !task.doneAt && task.acceptance === 'waiting',
  'extension-asked': (task) => !task.doneAt && task.askedDue != null,
  undated: (task) => task.state === 'undated',
  done: (task) => task.doneAt != null,
};
const FIRST = 'open';
// what a unit or person has to do with a task, and how a task says so
const ROLES = { lead: (task) => [task.org], partner: (task) => task.partnerOrgs ?? [], giver: (task) => [task.giver], follower: (task) => [task.follower] };
const PARAMETERS = { lead: 'org', partner: 'partner', giver: 'giver', follower: 'follower' };
const ROWS = 6;
const MONTH = 30 * 86_400_000;
const PRESSING = 3 * 86_400_000;

class Assignments extends LitElement {
  static styles = [...sheets, css`
    main { grid-template-rows: auto minmax(16rem, 1fr); align-content: stretch; } .with-one { grid-template-columns: minmax(0, 1fr) minmax(20rem, 24rem); } .with-one .tops { grid-column: 1 / -1; } ioc-assignment, .pane { min-height: 0; min-width: 0; height: 100%; }
    .swap { border: 1px solid var(--line-strong); background: none; border-radius: 2px; font-size: var(--t-xs); padding: 0 .375rem; color: var(--text-2); cursor: pointer; margin-right: auto; } .swap[aria-pressed=true] { color: var(--info); border-color: currentColor; font-weight: var(--w-semibold); }
    .filters { display: flex; gap: .5rem; padding: .625rem .75rem .25rem; align-items: center; flex-wrap: wrap; } .filters label { min-width: 0; } .filters .grow { flex: 1 1 10rem; } .field { width: 100%; color: var(--text); height: 2rem; max-width: 18rem; } .filters .grow .field { max-width: none; } .filters .acts { gap: .375rem; }
    .listcard > footer { padding: .375rem 1rem; border-top: 1px solid var(--line); display: flex; flex-wrap: wrap; justify-content: space-between; gap: .25rem 1.5rem; background: var(--panel); font-size: var(--t-s); color: var(--text-2); } .keys { display: flex; gap: .25rem 1.125rem; flex-wrap: wrap; } kbd { font: inherit; font-size: var(--t-xs); background: var(--tile); border: 1px solid var(--line-strong); border-radius: 3px; padding: 0 .3125rem; }
    tr[data-id] { cursor: pointer; } tr[aria-current] td { background: color-mix(in srgb, var(--info) 11%, var(--tile)); } .what a { text-decoration: none; } .what a:hover { text-decoration: underline; } .with-one .tbl th:nth-child(2), .with-one .tbl td:nth-child(2) { display: none; } .with-one .tbl th:nth-child(3) { width: 11rem; } .with-one .tbl th:nth-child(4) { width: 8.5rem; } .with-one .tbl th:nth-child(5) { width: 8.5rem; } @media (max-width: 110em) { .tops .legend { display: none; } .with-one .tbl th:nth-child(6) { width: 7.5rem; } }
    .tops { display: grid; grid-template-columns: minmax(24rem, 10fr) minmax(0, 11fr) minmax(0, 11fr); gap: var(--gap); }
    .box { flex: 1; display: grid; margin: -.375rem; min-width: 0; } .quad { border-collapse: separate; border-spacing: .375rem; width: 100%; height: 100%; table-layout: fixed; } .quad th { font-weight: var(--w-regular); font-size: var(--t-s); color: var(--text-2); text-align: left; padding: 0; } .quad thead th:nth-child(n) { width: auto; } .quad thead th:first-child { width: 8.25rem; } .quad tbody th b { display: block; font-size: var(--t-m); color: var(--text); } .quad td { background: var(--panel); border-radius: var(--radius-s); padding: .5625rem .875rem .625rem; } .quad td > div { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .3125rem .5rem; align-items: center; } .quad .num { font-size: 2rem; } .quad .glyph { font-size: 1.375rem; } .quad small { grid-column: 1 / -1; font-size: var(--t-s); color: var(--text-2); line-height: 1.25; } .quad .crit { background: var(--crit-solid); color: var(--on-crit); --glyph-ink: var(--crit-solid); } .quad .crit small, .quad .crit .glyph { color: inherit; }
    .by { display: grid; flex: 1; grid-template-rows: auto; grid-auto-rows: minmax(1.75rem, 1fr); } .by li { display: grid; grid-template-columns: minmax(0, 1.35fr) minmax(0, 1fr) 1.75rem 1.75rem 1.75rem; gap: .5rem; align-items: center; border-top: 1px solid var(--line); padding: .1875rem 0; } .by li:first-child { border-top: 0; color: var(--text-2); font-size: var(--t-s); } .by span { text-align: right; } .by .nm { text-align: left; line-height: 1.2; font-size: var(--t-s); text-wrap: balance; } .legend .late { background: var(--crit-solid); } .legend .fine { background: var(--data-1); opacity: .55; }
    .listcard { padding: 0; overflow: hidden; } .listcard .tabs { padding: .125rem .75rem 0; } .scroll { flex: 1; min-height: 0; overflow: auto; padding: 0 1rem; }
    .tbl { table-layout: fixed; } thead th { position: sticky; top: 0; background: var(--tile); padding-block: .5rem .3125rem; z-index: 1; } th:nth-child(2) { width: 12rem; } th:nth-child(3) { width: 16rem; } th:nth-child(4) { width: 11rem; } th:nth-child(5) { width: 10rem; } th:nth-child(6) { width: 10rem; } thead th:first-child { padding-left: 2.5rem; } .cut { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .what { display: grid; grid-template-columns: 1.5rem minmax(0, 1fr); gap: 0 .5rem; align-items: center; padding-left: .5rem; } .what .glyph { font-size: 1.25rem; grid-row: span 2; } .what b { line-height: 1.25; } .calm .what b { font-weight: var(--w-regular); } s { color: var(--text-3); } .age { display: grid; gap: .25rem; } .track { display: block; height: .4375rem; background: color-mix(in srgb, var(--line) 60%, var(--tile)); } .track i { display: block; height: 100%; width: var(--w); background: var(--data-1); } .track .late { background: var(--crit-solid); } .track .hatched { background: repeating-linear-gradient(135deg, var(--hatch-ink) 0 3px, var(--hatch-ground) 3px 6px); }
    @media (max-width: 80em) { .tops { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } .tops > :first-child { grid-column: 1 / -1; } }
    @media (max-width: 80em) { .with-one { grid-template-columns: minmax(0, 1fr); grid-template-rows: minmax(0, 1fr); } .with-one .tops, .with-one .listcard { display: none; } }
    @media (max-width: 64em) { main { grid-template-rows: none; align-content: start; } .scroll { overflow: visible; } }
    @media (max-width: 47.99em) { main { display: flex; flex-direction: column; } .tops { display: contents; } .with-one .tops > * { display: none; } .tops > * { flex: none; } .tops > :not(:first-child) { order: 1; } .listcard { flex: none; } .quad thead th:first-child { width: 6.5rem; } .quad thead { display: table-header-group; }  .legend { flex-wrap: wrap; gap: 0 .75rem; } .card > header { flex-wrap: wrap; }
     .tbl, .tbl tbody, .tbl tr, .tbl td { display: block; width: 100%; } .tbl thead { display: none; } .tbl tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .125rem .75rem; padding: .625rem 0; border-bottom: 1px solid var(--line); } .tbl td { border: 0 !important; padding: 0 !important; } .tbl td:nth-child(1) { grid-column: 1; } .what { padding-left: 0; } .tbl td:nth-child(5) { text-align: right; order: 1; } .tbl td:nth-child(3) { order: 2; padding-left: 2rem !important; font-size: var(--t-s); } .tbl td:nth-child(2), .tbl td:nth-child(4), .tbl td:nth-child(6) { display: none; } .keys { display: none; } .field { height: 2.75rem; max-width: none; } .filters label { flex: 1 1 100%; } .filters .acts { flex: 1; } .filters .acts .btn { flex: 1; justify-content: center; } .track { display: none; } .tbl td:nth-child(3) small { display: none; } }
  `];

  static properties = { chosen: { attribute: false } };

  #watch = new Watch(this, 'assignments');
  #tick = new Ticking(this);

  connectedCallback() {
    super.connectedCallback();
    addEventListener('route', this.#again);
    addEventListener('keydown', this.#key);
    if (!location.search && this.chosen === '') filter({ role: localStorage.getItem('task-role') ?? '', who: localStorage.getItem('task-who') ?? '' });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('route', this.#again);
    removeEventListener('keydown', this.#key);
  }

  #again = () => this.requestUpdate();

  render() {
    const { topic } = this.#watch;
    const totals = topic.of('totals');
    const done = (totals?.doneOnTime ?? 0) + (totals?.doneLate ?? 0);
    const head = bar(this, { title: t('wall.tasks'), figures: done > 0 ? html`<p class="kpi"><b>${n(totals.doneOnTime / done * 100, 1)}%</b>${t('tasks.on-time')}</p>` : nothing, more: may('giveAssignment') ? html`<button class="btn small" @click=${() => this.#give()}>${t('act.give')}…</button>` : nothing });
    if (topic.keys.size === 0 && !topic.known) return sheet(head, waiting());
    if (!totals || !(totals.open || totals.doneOnTime || totals.doneLate)) return sheet(head, html`<main><section class="card">${blank('nodata', t('wall.tasks-none'), t('wall.tasks-none-how'))}</section></main>`);
    const tasks = topic.all('assignment:');
    const chosen = tasks.find((task) => task.id === this.chosen);
    const isThen = query('as') === 'then';
    return sheet(head, html`<main class=${chosen ? 'with-one' : ''}><div class="tops">${this.#quadrants(totals, done, tasks)}${this.#by('giver', topic.all('giver:'), (giver) => giver.id, tasks, (giver, task) => task.giver === giver.id)}${isThen ? this.#by('org', groups(tasks.filter(VIEWS.open), (task) => name(task.leadThen)), (org) => org.name, tasks, (org, task) => name(task.leadThen) === org.name) : this.#by('org', topic.all('org:'), (org) => name(org.name), tasks, (org, task) => task.org === org.id)}</div>
      ${this.#list(tasks)}${chosen ? html`<ioc-assignment .task=${chosen} @back=${() => this.#open('')}></ioc-assignment>` : this.chosen ? html`<section class="card pane">${blank('nodata', t('tasks.gone', { id: this.chosen }))}</section>` : nothing}</main>`);
  }

  #open(id) {
    go(`/assignments${id ? `/${encodeURIComponent(id)}` : ''}${location.search}`);
  }

  #give() {
    const tasks = this.#watch.topic.all('assignment:');
    const all = (values) => [...new Set(values.filter(Boolean))].sort();
    const units = all(tasks.flatMap((task) => [name(task.lead), ...task.partners ?? []]));
    act({ act: 'give', lists: { giver: all(tasks.map((task) => task.giver)), lead: units, follower: all(tasks.map((task) => task.follower)), parent: all(tasks.filter(VIEWS.open).map((task) => task.id)) } }, (answer) => this.#open(answer.id));
  }

  #key = (event) => {
    const at = event.composedPath()[0];
    if (event.ctrlKey || event.metaKey || event.altKey || at instanceof HTMLElement && at.matches('input, select, textarea')) return;
    const rows = [...this.renderRoot.querySelectorAll('tr[data-id]')];
    const here = rows.findIndex((row) => row.dataset.id === this.chosen);
    const step = { j: 1, k: -1 }[event.key.toLowerCase()];
    const what = { d: 'remind', đ: 'remind', t: 'ask-explanation' }[event.key.toLowerCase()];
    const task = this.#watch.topic.of(`assignment:${this.chosen}`);
    if (event.key === '/') this.renderRoot.querySelector('input[type=search]')?.focus();
    else if (event.key === 'Escape' && this.chosen) this.#open('');
    else if (step && rows.length) {
      const row = rows[Math.min(rows.length - 1, Math.max(0, here + step))];
      this.#open(row.dataset.id);
      row.scrollIntoView({ block: 'nearest' });
    } else if (what && mayAct(what) && task && !task.doneAt) act({ act: what, task: { ...task, id: this.chosen } });
    else return;
    event.preventDefault();
  };

  #quadrants(totals, done, tasks) {
    const oldest = tasks.filter((task) => task.state === 'overdue').sort((a, b) => a.dueAt - b.dueAt)[0];
    const cell = (count, note, shape, hot = false) => html`<td class=${hot ? 'crit' : ''}><div><span class="num">${n(count)}</span>${shape ? glyph(shape) : html`<span></span>`}<small>${note}</small></div></td>`;
    return html`<section class="card"><div class="box"><table class="quad"><thead><tr><th><h2 class="vh">${t('tasks.quadrants')}</h2></th><th>${t('tasks.in-time')}</th><th>${t('tasks.late')}</th></tr></thead><tbody>
      <tr><th scope="row"><b>${t('tasks.open')}</b>${t('tasks.open-n', { n: n(totals.open) })}</th>${cell(totals.open - totals.overdue, t('tasks.soon-n', { n: n(totals.soon) }), totals.soon ? 'warn' : 'ok')}${cell(totals.overdue, oldest ? t('tasks.oldest', { late: due(oldest.dueAt) }) : '', totals.overdue ? 'crit' : 'ok', totals.overdue > 0)}</tr>
      <tr><th scope="row"><b>${t('tasks.done')}</b>${t('tasks.done-n', { n: n(done) })}</th>${cell(totals.doneOnTime, done > 0 ? `${n(totals.doneOnTime / done * 100, 1)}%` : '', 'ok')}${cell(totals.doneLate, done > 0 ? `${n(totals.doneLate / done * 100, 1)}%` : '', '')}</tr></tbody></table></div></section>`;
  }

  /** `tasks` and `isOf` tell how long the oldest of a row is late. */
  #by(what, rows, label, tasks, isOf) {
    const sorted = rows.sort((a, b) => (b.overdue ?? 0) - (a.overdue ?? 0) || (b.soon ?? 0) - (a.soon ?? 0) || (b.open ?? 0) - (a.open ?? 0));
    const shown = sorted.length > ROWS ? sorted.slice(0, ROWS - 1) : sorted;
    const rest = sorted.slice(shown.length);
    const sum = (field) => rest.reduce((all, row) => all + (row[field] ?? 0), 0);
    const list = rest.length > 0 ? [...shown, { rest: true, open: sum('open'), soon: sum('soon'), overdue: sum('overdue') }] : shown;
    const most = Math.max(1, ...list.map((row) => row.open ?? 0));
    return html`<section class="card" aria-labelledby="h-${what}"><header><h2 id="h-${what}">${t(`tasks.by-${what}`)}</h2>${what === 'org' ? html`<button class="swap" aria-pressed=${query('as') === 'then' ? 'true' : 'false'} title=${t('tasks.as-hint')} @click=${() => filter({ as: query('as') === 'then' ? '' : 'then' })}>${t(query('as') === 'then' ? 'tasks.as-then' : 'tasks.as-now')}</button><ul class="legend"><li><i class="late"></i>${t('overdue')}</li><li><i class="hatched"></i>${t('soon')}</li><li><i class="fine"></i>${t('in-time')}</li></ul>` : nothing}</header>
      <ul class="by"><li aria-hidden="true"><span></span><span></span><span>${t('tasks.col-late')}</span><span>${t('tasks.col-soon')}</span><span>${t('tasks.col-all')}</span></li>${list.map((row) => {
        const oldest = row.rest || !row.overdue ? undefined : tasks.filter((task) => task.state === 'overdue' && isOf(row, task)).map((task) => task.dueAt).sort((one, other) => one - other)[0];
        const open = row.open ?? 0, late = row.overdue ?? 0, soon = row.soon ?? 0;
        return html`<li><span class="nm">${row.rest ? t('tasks.others', { n: n(rest.length) }) : label(row)}${oldest === undefined ? nothing : html` <span class="is-crit nw">${due(oldest)}</span>`}</span><span class="bar1" aria-hidden="true"><i class="late" ${vars({ '--w': share(late / most) })}></i><i class="hatched" ${vars({ '--w': share(soon / most) })}></i><i class="fine" ${vars({ '--w': share(Math.max(0, open - late - soon) / most) })}></i></span>
          <span class=${late ? 'is-crit' : 'zero'}>${n(late)}<span class="vh"> ${t('overdue')}</span></span><span class=${soon ? 'is-warn' : 'zero'}>${n(soon)}<span class="vh"> ${t('soon')}</span></span><span>${n(open)}</span></li>`;
      })}</ul></section>`;
  }

  #list(all) {
    const role = ROLES[query('role')] ? query('role') : '';
    const who = role && query('who');
    const words = folded(query('q'));
    const tasks = all.filter((task) => (!who || ROLES[role](task).includes(who)) && (!words || folded(`${task.id} ${task.document} ${task.title}`).includes(words)));
    const view = VIEWS[query('view')] ? query('view') : FIRST;
    const rows = tasks.filter(VIEWS[view]).sort((a, b) => view === 'done' ? b.doneAt - a.doneAt : (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity));
    const search = new URLSearchParams(Object.entries({ state: view === 'soon-3' ? 'soon' : view, q: query('q'), [PARAMETERS[role]]: who, lang: lang() }).filter(([key, value]) => value && key !== 'undefined'));
    return html`<section class="card listcard" aria-label=${t('tasks.list')}>
      <form class="filters" aria-label=${t('filter')} @submit=${(event) => event.preventDefault()}>
        <label><span class="vh">${t('tasks.role')}</span><select class="field" @change=${(event) => this.#see(event.target.value, '')}><option value="">${t('tasks.role-all')}</option>${Object.keys(ROLES).map((each) => html`<option value=${each} ?selected=${each === role}>${t(`tasks.role-${each}`)}</option>`)}</select></label>
        ${role ? html`<label><span class="vh">${t('tasks.who')}</span><select class="field" @change=${(event) => this.#see(role, event.target.value)}><option value="">${t('tasks.who-all')}</option>${this.#whos(all, role).map(([key, label]) => html`<option value=${key} ?selected=${key === who}>${label}</option>`)}</select></label>` : nothing}
        <label class="grow"><span class="vh">${t('search')}</span><input class="field" type="search" placeholder=${t('tasks.search')} .value=${query('q')} @input=${(event) => this.#search(event.target.value)}></label>
        <span class="acts">${may('file') ? html`<button class="btn small" type="button" @click=${() => upload(['assignment'])}>${t('upload.title')}…</button>` : nothing}${['xlsx', 'csv'].map((format) => html`<a class="btn small" download href="/api/v1/assignments/export?format=${format}&${search}">${format.toUpperCase()}</a>`)}</span></form>
      <div class="tabs" role="group" aria-label=${t('filter')}>${Object.keys(VIEWS).map((each) => html`<button aria-pressed=${each === view ? 'true' : 'false'} @click=${() => filter({ view: each === FIRST ? '' : each })}>${t(`tasks.view-${each}`)}<span class="num">${n(tasks.filter(VIEWS[each]).length)}</span></button>`)}</div>
      <div class="scroll" tabindex="0" role="group" aria-label=${t('tasks.list')}>${rows.length === 0 ? blank('ok', t('tasks.none')) : html`<table class="tbl"><thead><tr><th>${t('tasks.title')}</th><th>${t('tasks.giver')}</th><th>${t('tasks.lead')}</th><th>${t('tasks.due')}</th><th>${t('dossiers.late-or-left')}</th><th>${t('tasks.evidence')}</th></tr></thead><tbody>${rows.map((task) => this.#row(task))}</tbody></table>`}</div>
      <footer><p class="keys">${[['J', 'K', 'move'], ['D', 'remind'], ['T', 'ask-explanation'], ['/', 'search']].map((keys) => html`<span>${keys.slice(0, -1).map((key) => html`<kbd>${key}</kbd> `)}${t(`key.${keys.at(-1)}`)}</span>`)}</p><p>${t('tasks.shown', { n: n(rows.length), all: n(tasks.length) })}</p></footer></section>`;
  }

  /** Kept, so that one finds one's own again. */
  #see(role, who) {
    localStorage.setItem('task-role', role);
    localStorage.setItem('task-who', who);
    filter({ role, who });
  }

  #whos(tasks, role) {
    const { topic } = this.#watch;
    const label = (key) => name(topic.of(`org:${key}`)?.name) || (key.startsWith('~') ? key.slice(1) : key);
    return [...new Set(tasks.flatMap(ROLES[role]).filter(Boolean))].map((key) => [key, label(key)]).sort((a, b) => a[1].localeCompare(b[1], lang()));
  }

  #search(text) {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => filter({ q: text.trim() }), 250);
  }

  #typing = 0;

  #row(task) {
    const kind = task.state === 'overdue' || task.state === 'done-late' ? 'crit' : task.state === 'soon' ? 'warn' : 'ok';
    const waits = !task.doneAt && task.acceptance === 'waiting';
    const left = task.dueAt == null ? 0 : Math.abs(task.dueAt - (task.doneAt ?? live.now()));
    const words = task.doneAt ? t(task.state === 'done-late' ? 'dossiers.finished-late' : 'dossiers.finished', { date: dm(task.doneAt) }) : waits ? t('tasks.reported', { date: dm(task.reportedAt) }) : due(task.dueAt);
    return html`<tr class=${kind === 'ok' ? 'calm' : ''} data-id=${task.id} aria-current=${task.id === this.chosen ? 'true' : nothing} @click=${() => this.#open(task.id)}><td><div class="what">${glyph(task.doneAt && kind === 'crit' ? 'warn' : kind)}<b><a href="/assignments/${encodeURIComponent(task.id)}${location.search}">${name(task.title)}</a></b><small>${[task.document, task.givenAt ? dmy(task.givenAt) : '', task.repeat ? t(`tasks.repeat-${task.repeat}`) : ''].filter(Boolean).join(' · ')}</small></div></td><td class="s">${name(task.giver)}</td>
      <td class="cut">${name(query('as') === 'then' ? task.leadThen : task.lead)}<small>${task.partners?.length ? t('tasks.partners', { n: n(task.partners.length) }) : '–'}</small></td><td>${task.extensions > 0 && task.originalDueAt !== task.dueAt ? html`<s>${dm(task.originalDueAt)}</s> → ` : nothing}<b>${task.dueAt == null ? '–' : dm(task.dueAt)}</b><small class=${task.askedDue ? 'is-warn' : ''}>${task.askedDue ? t('tasks.asked-short') : task.extensions > 0 ? t('tasks.moved', { n: n(task.extensions) }) : task.dueAt == null ? '' : t('tasks.original')}</small></td>
      <td><div class="age"><span class=${kind === 'ok' ? '' : `is-${kind}`}>${words}</span><span class="track" aria-hidden="true"><i class=${kind === 'crit' ? 'late' : kind === 'warn' ? 'hatched' : ''} ${vars({ '--w': share(left / MONTH) })}></i></span></div></td>
      <td class="s"><span class=${task.acceptance === 'refused' && !task.doneAt ? 'is-warn' : task.evidence || waits ? '' : 'q'}>${task.acceptance === 'refused' || waits ? t(`tasks.acceptance-${task.acceptance}`) : task.evidence > 0 ? t('tasks.evidence-n', { n: n(task.evidence), done: n(task.progress) }) : task.progress > 0 ? `${n(task.progress)}%` : t('tasks.evidence-none')}</span><small>${task.reminders > 0 ? t('tasks.reminders-n', { n: n(task.reminders) }) : t('tasks.not-reminded')}</small></td></tr>`;
  }
}

/** Lower case without accents, so that đất is found by dat. */
function folded(text) {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}+/gu, '').replaceAll('đ', 'd');
}

function groups(tasks, key) {
  const found = new Map();
  for (const task of tasks) {
    const row = found.get(key(task)) ?? { name: key(task), open: 0, soon: 0, overdue: 0 };
    row.open++;
    row.soon += task.state === 'soon' ? 1 : 0;
    row.overdue += task.state === 'overdue' ? 1 : 0;
    found.set(key(task), row);
  }
  return [...found.values()];
}

customElements.define('page-assignments', Assignments);
