/** Tasks given by provincial leaders: four quadrants, by giver, by unit, and the list. */
import { LitElement, css, html, nothing } from 'lit';
import { live, Ticking, Watch } from '../live.js';
import { glyph, share, vars } from '../parts.js';
import { dm, dmy, due, n, name, t } from '../words.js';
import { filter, query } from './route.js';
import { bar, blank, sheet, sheets, waiting } from './sheet.js';

const VIEWS = ['open', 'overdue', 'soon', 'undated', 'done'];
const ROWS = 6;
const MONTH = 30 * 86_400_000;

class Assignments extends LitElement {
  static styles = [...sheets, css`
    main { grid-template-rows: auto minmax(16rem, 1fr); align-content: stretch; }
    .tops { display: grid; grid-template-columns: minmax(24rem, 10fr) minmax(0, 11fr) minmax(0, 11fr); gap: var(--gap); }
    .box { flex: 1; display: grid; margin: -.375rem; min-width: 0; } .quad { border-collapse: separate; border-spacing: .375rem; width: 100%; height: 100%; table-layout: fixed; } .quad th { font-weight: var(--w-regular); font-size: var(--t-s); color: var(--text-2); text-align: left; padding: 0; } .quad thead th:nth-child(n) { width: auto; } .quad thead th:first-child { width: 8.25rem; } .quad tbody th b { display: block; font-size: var(--t-m); color: var(--text); } .quad td { background: var(--panel); border-radius: var(--radius-s); padding: .5625rem .875rem .625rem; } .quad td > div { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .3125rem .5rem; align-items: center; } .quad .num { font-size: 2rem; } .quad .glyph { font-size: 1.375rem; } .quad small { grid-column: 1 / -1; font-size: var(--t-s); color: var(--text-2); line-height: 1.25; } .quad .crit { background: var(--crit-solid); color: var(--on-crit); --glyph-ink: var(--crit-solid); } .quad .crit small, .quad .crit .glyph { color: inherit; }
    .by { display: grid; flex: 1; grid-template-rows: auto; grid-auto-rows: minmax(1.75rem, 1fr); } .by li { display: grid; grid-template-columns: minmax(0, 1.35fr) minmax(0, 1fr) 1.75rem 1.75rem 1.75rem; gap: .5rem; align-items: center; border-top: 1px solid var(--line); padding: .1875rem 0; } .by li:first-child { border-top: 0; color: var(--text-2); font-size: var(--t-s); } .by span { text-align: right; } .by .nm { text-align: left; line-height: 1.2; font-size: var(--t-s); text-wrap: balance; } .legend .late { background: var(--crit-solid); } .legend .fine { background: var(--data-1); opacity: .55; }
    .listcard { padding: 0; overflow: hidden; } .listcard .tabs { padding: .125rem .75rem 0; } .scroll { flex: 1; min-height: 0; overflow: auto; padding: 0 1rem; }
    .tbl { table-layout: fixed; } thead th { position: sticky; top: 0; background: var(--tile); padding-block: .5rem .3125rem; z-index: 1; } th:nth-child(2) { width: 12rem; } th:nth-child(3) { width: 16rem; } th:nth-child(4) { width: 11rem; } th:nth-child(5) { width: 10rem; } th:nth-child(6) { width: 8rem; } thead th:first-child { padding-left: 2.5rem; } .cut { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .what { display: grid; grid-template-columns: 1.5rem minmax(0, 1fr); gap: 0 .5rem; align-items: center; padding-left: .5rem; } .what .glyph { font-size: 1.25rem; grid-row: span 2; } .what b { line-height: 1.25; } .calm .what b { font-weight: var(--w-regular); } s { color: var(--text-3); } .age { display: grid; gap: .25rem; } .track { display: block; height: .4375rem; background: color-mix(in srgb, var(--line) 60%, var(--tile)); } .track i { display: block; height: 100%; width: var(--w); background: var(--data-1); } .track .late { background: var(--crit-solid); } .track .hatched { background: repeating-linear-gradient(135deg, var(--hatch-ink) 0 3px, var(--hatch-ground) 3px 6px); }
    @media (max-width: 80em) { .tops { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } .tops > :first-child { grid-column: 1 / -1; } }
    @media (max-width: 64em) { main { grid-template-rows: none; align-content: start; } .scroll { overflow: visible; } }
    @media (max-width: 47.99em) { .tops { grid-template-columns: minmax(0, 1fr); } .quad thead th:first-child { width: 6.5rem; } .quad thead { display: table-header-group; }  .legend { flex-wrap: wrap; gap: 0 .75rem; } .card > header { flex-wrap: wrap; }
     .tbl, .tbl tbody, .tbl tr, .tbl td { display: block; width: 100%; } .tbl thead { display: none; } .tbl tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .125rem .75rem; padding: .625rem 0; border-bottom: 1px solid var(--line); } .tbl td { border: 0 !important; padding: 0 !important; } .tbl td:nth-child(1) { grid-column: 1; } .what { padding-left: 0; } .tbl td:nth-child(5) { text-align: right; order: 1; } .tbl td:nth-child(3) { order: 2; padding-left: 2rem !important; font-size: var(--t-s); } .tbl td:nth-child(2), .tbl td:nth-child(4), .tbl td:nth-child(6) { display: none; } .track { display: none; } .tbl td:nth-child(3) small { display: none; } }
  `];

  #watch = new Watch(this, 'assignments');
  #tick = new Ticking(this);

  connectedCallback() {
    super.connectedCallback();
    addEventListener('route', this.#again);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('route', this.#again);
  }

  #again = () => this.requestUpdate();

  render() {
    const { topic } = this.#watch;
    const totals = topic.of('totals');
    const done = (totals?.doneOnTime ?? 0) + (totals?.doneLate ?? 0);
    const head = bar(this, { title: t('wall.tasks'), figures: done > 0 ? html`<p class="kpi"><b>${n(totals.doneOnTime / done * 100, 1)}%</b>${t('tasks.on-time')}</p>` : nothing });
    if (topic.keys.size === 0 && !topic.known) return sheet(head, waiting());
    if (!totals || !(totals.open || totals.doneOnTime || totals.doneLate)) return sheet(head, html`<main><section class="card">${blank('nodata', t('wall.tasks-none'), t('wall.tasks-none-how'))}</section></main>`);
    const tasks = topic.all('assignment:');
    return sheet(head, html`<main><div class="tops">${this.#quadrants(totals, done, tasks)}${this.#by('giver', topic.all('giver:'), (giver) => giver.id)}${this.#by('org', topic.all('org:'), (org) => name(org.name))}</div>${this.#list(tasks)}</main>`);
  }

  #quadrants(totals, done, tasks) {
    const oldest = tasks.filter((task) => task.state === 'overdue').sort((a, b) => a.dueAt - b.dueAt)[0];
    const cell = (count, note, shape, hot = false) => html`<td class=${hot ? 'crit' : ''}><div><span class="num">${n(count)}</span>${shape ? glyph(shape) : html`<span></span>`}<small>${note}</small></div></td>`;
    return html`<section class="card"><div class="box"><table class="quad"><thead><tr><th><h2 class="vh">${t('tasks.quadrants')}</h2></th><th>${t('tasks.in-time')}</th><th>${t('tasks.late')}</th></tr></thead><tbody>
      <tr><th scope="row"><b>${t('tasks.open')}</b>${t('tasks.open-n', { n: n(totals.open) })}</th>${cell(totals.open - totals.overdue, t('tasks.soon-n', { n: n(totals.soon) }), totals.soon ? 'warn' : 'ok')}${cell(totals.overdue, oldest ? t('tasks.oldest', { late: due(oldest.dueAt) }) : '', totals.overdue ? 'crit' : 'ok', totals.overdue > 0)}</tr>
      <tr><th scope="row"><b>${t('tasks.done')}</b>${t('tasks.done-n', { n: n(done) })}</th>${cell(totals.doneOnTime, done > 0 ? `${n(totals.doneOnTime / done * 100, 1)}%` : '', 'ok')}${cell(totals.doneLate, done > 0 ? `${n(totals.doneLate / done * 100, 1)}%` : '', '')}</tr></tbody></table></div></section>`;
  }

  #by(what, rows, label) {
    const sorted = rows.sort((a, b) => (b.overdue ?? 0) - (a.overdue ?? 0) || (b.soon ?? 0) - (a.soon ?? 0) || (b.open ?? 0) - (a.open ?? 0));
    const shown = sorted.length > ROWS ? sorted.slice(0, ROWS - 1) : sorted;
    const rest = sorted.slice(shown.length);
    const sum = (field) => rest.reduce((all, row) => all + (row[field] ?? 0), 0);
    const list = rest.length > 0 ? [...shown, { rest: true, open: sum('open'), soon: sum('soon'), overdue: sum('overdue') }] : shown;
    const most = Math.max(1, ...list.map((row) => row.open ?? 0));
    return html`<section class="card" aria-labelledby="h-${what}"><header><h2 id="h-${what}">${t(`tasks.by-${what}`)}</h2>${what === 'org' ? html`<ul class="legend"><li><i class="late"></i>${t('overdue')}</li><li><i class="hatched"></i>${t('soon')}</li><li><i class="fine"></i>${t('in-time')}</li></ul>` : nothing}</header>
      <ul class="by"><li aria-hidden="true"><span></span><span></span><span>${t('tasks.col-late')}</span><span>${t('tasks.col-soon')}</span><span>${t('tasks.col-all')}</span></li>${list.map((row) => {
        const open = row.open ?? 0, late = row.overdue ?? 0, soon = row.soon ?? 0;
        return html`<li><span class="nm">${row.rest ? t('tasks.others', { n: n(rest.length) }) : label(row)}</span><span class="bar1" aria-hidden="true"><i class="late" ${vars({ '--w': share(late / most) })}></i><i class="hatched" ${vars({ '--w': share(soon / most) })}></i><i class="fine" ${vars({ '--w': share(Math.max(0, open - late - soon) / most) })}></i></span>
          <span class=${late ? 'is-crit' : 'zero'}>${n(late)}<span class="vh"> ${t('overdue')}</span></span><span class=${soon ? 'is-warn' : 'zero'}>${n(soon)}<span class="vh"> ${t('soon')}</span></span><span>${n(open)}</span></li>`;
      })}</ul></section>`;
  }

  #list(tasks) {
    const groups = { open: tasks.filter((task) => !task.doneAt), overdue: tasks.filter((task) => task.state === 'overdue'), soon: tasks.filter((task) => task.state === 'soon'), undated: tasks.filter((task) => task.state === 'undated'), done: tasks.filter((task) => task.doneAt) };
    const view = VIEWS.includes(query('view')) ? query('view') : VIEWS[0];
    const rows = groups[view].sort((a, b) => view === 'done' ? b.doneAt - a.doneAt : (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity));
    return html`<section class="card listcard" aria-label=${t('tasks.list')}>
      <div class="tabs" role="group" aria-label=${t('filter')}>${VIEWS.map((each) => html`<button aria-pressed=${each === view ? 'true' : 'false'} @click=${() => filter({ view: each === VIEWS[0] ? '' : each })}>${t(`tasks.view-${each}`)}<span class="num">${n(groups[each].length)}</span></button>`)}</div>
      <div class="scroll" tabindex="0" role="group" aria-label=${t('tasks.list')}>${rows.length === 0 ? blank('ok', t('tasks.none')) : html`<table class="tbl"><thead><tr><th>${t('tasks.title')}</th><th>${t('tasks.giver')}</th><th>${t('tasks.lead')}</th><th>${t('tasks.due')}</th><th>${t('dossiers.late-or-left')}</th><th class="r">${t('tasks.progress')}</th></tr></thead><tbody>${rows.map((task) => this.#row(task))}</tbody></table>`}</div></section>`;
  }

  #row(task) {
    const kind = task.state === 'overdue' || task.state === 'done-late' ? 'crit' : task.state === 'soon' ? 'warn' : 'ok';
    const moved = task.originalDueAt != null && task.dueAt != null && task.originalDueAt !== task.dueAt;
    const left = task.dueAt == null ? 0 : Math.abs(task.dueAt - (task.doneAt ?? live.now()));
    const words = task.doneAt ? t(task.state === 'done-late' ? 'dossiers.finished-late' : 'dossiers.finished', { date: dm(task.doneAt) }) : due(task.dueAt);
    return html`<tr class=${kind === 'ok' ? 'calm' : ''}><td><div class="what">${glyph(task.doneAt && kind === 'crit' ? 'warn' : kind)}<b>${name(task.title)}</b><small>${[task.document, task.givenAt ? dmy(task.givenAt) : ''].filter(Boolean).join(' · ')}</small></div></td><td class="s">${name(task.giver)}</td>
      <td class="cut">${name(task.lead)}<small>${task.partners?.length ? t('tasks.partners', { n: n(task.partners.length) }) : '–'}</small></td><td>${moved ? html`<s>${dm(task.originalDueAt)}</s> → ` : nothing}<b>${task.dueAt == null ? '–' : dm(task.dueAt)}</b><small>${moved ? t('tasks.moved') : t('tasks.original')}</small></td>
      <td><div class="age"><span class=${kind === 'ok' ? '' : `is-${kind}`}>${words}</span><span class="track" aria-hidden="true"><i class=${kind === 'crit' ? 'late' : kind === 'warn' ? 'hatched' : ''} ${vars({ '--w': share(left / MONTH) })}></i></span></div></td><td class="r">${task.progress == null ? '–' : `${n(task.progress)}%`}</td></tr>`;
  }
}

customElements.define('page-assignments', Assignments);
