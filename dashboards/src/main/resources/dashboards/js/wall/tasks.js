/** Tasks given by provincial leaders: three lights, and the latest three by name. */
import { LitElement, css, html, nothing } from 'lit';
import { live, Ticking, Watch } from '../live.js';
import { glyph } from '../parts.js';
import { due, n, name, t } from '../words.js';
import { empty, head, sheets } from './sheet.js';

class Tasks extends LitElement {
  static styles = [...sheets, css`
    .lights { display: grid; grid-template-columns: repeat(3, 1fr); gap: .625rem; margin-bottom: .5rem; }
    .lights li { display: flex; align-items: center; gap: .75rem; background: var(--tile); border-radius: var(--radius-s); padding: .375rem .875rem; font-size: var(--t-s); color: var(--text-2); white-space: nowrap; }
    .lights .glyph { font-size: 2.125rem; } .lights .num { font-size: var(--t-xl); color: var(--text); }
    .todo { flex: 1; display: grid; grid-auto-rows: 1fr; max-height: 13.5rem; }
    .todo li { display: grid; grid-template-columns: 1.75rem minmax(0, 1fr) auto; gap: .125rem .75rem; align-items: center; border-top: .0625rem solid var(--line); }
    .todo .glyph { font-size: 1.625rem; } .what { line-height: 1.25; min-width: 0; } .what b, .what small { display: block; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; font-weight: var(--w-regular); } .what small { color: var(--text-2); font-size: var(--t-s); }
    .due { font-size: var(--t-l); font-weight: var(--w-num, var(--w-semibold)); white-space: nowrap; }
  `];

  #watch = new Watch(this, 'overview', ['assignment', 'assignments']);
  #tick = new Ticking(this);

  render() {
    const { topic } = this.#watch;
    const all = topic.of('assignments');
    const title = html`<span id="h">${t('wall.tasks')}</span>`;
    if (!all || !(all.open || all.doneOnTime || all.doneLate)) {
      return html`<section class="panel" aria-labelledby="h">${head(title)}${empty(t('wall.tasks-none'), t('wall.tasks-none-how'))}</section>`;
    }
    const latest = topic.all('assignment:').filter((task) => task.rank != null).sort((a, b) => a.rank - b.rank).slice(0, 3);
    return html`<section class="panel" aria-labelledby="h">
      ${head(title, html`<b>${n(all.open)}</b> ${t('wall.tasks-open')}`)}
      <ul class="lights"><li>${glyph(all.overdue ? 'crit' : 'ok', false)}<b class="num">${n(all.overdue)}</b>${t('overdue')}</li>
        <li>${glyph(all.soon ? 'warn' : 'ok', false)}<b class="num">${n(all.soon)}</b>${t('soon')}</li>
        <li>${glyph('ok', false)}<b class="num">${n(all.inTime)}</b>${t('in-time')}</li></ul>
      <ul class="todo">${latest.map((task) => {
        const late = task.dueAt != null && task.dueAt < live.now();
        const kind = late ? 'crit' : task.dueAt != null && task.dueAt - live.now() < 7 * 86_400_000 ? 'warn' : 'ok';
        return html`<li>${glyph(kind)}<p class="what"><b>${name(task.title)}</b><small>${name(task.lead)}</small></p>
          <b class="due ${kind === 'ok' ? nothing : `is-${kind}`}">${due(task.dueAt)}</b></li>`;
      })}</ul>
    </section>`;
  }
}

customElements.define('wall-tasks', Tasks);
