/** Doing something about an assignment, or entering one: it names who has signed in. */
import { LitElement, css, html, nothing } from 'lit';
import { may, me } from '../me.js';
import { base, rest } from '../parts.js';
import { t } from '../words.js';

// what each act asks for; a star must be filled in
const FIELDS = {
  remind: ['text'], 'ask-explanation': ['text*'], note: ['text*'], evidence: ['document*', 'link', 'percent', 'text'],
  report: ['document', 'link', 'text'], confirm: ['text'], refuse: ['text*'],
  'ask-extension': ['due*', 'text*'], 'approve-extension': ['text'], 'refuse-extension': ['text*'],
  give: ['title*', 'document', 'documentDay', 'giver', 'lead*', 'partners', 'follower', 'priority', 'repeat', 'dueAt', 'parent'],
};
const OPTIONS = { priority: ['normal', 'high', 'urgent'], repeat: ['', 'week', 'month', 'quarter', 'half-year', 'year'] };
const DATES = ['due', 'dueAt', 'documentDay'];
const LONG = ['text', 'title'];

/** What only who gives assignments may do about them. */
const OF_GIVER = ['remind', 'ask-explanation', 'confirm', 'refuse', 'approve-extension', 'refuse-extension'];

export function mayAct(what) {
  return may(OF_GIVER.includes(what) ? 'giveAssignment' : 'act');
}

class Act extends LitElement {
  static styles = [base, css`
    dialog { border: 1px solid var(--line-strong); border-radius: .75rem; padding: 1.25rem 1.5rem; width: min(34rem, calc(100vw - 2rem)); max-height: calc(100dvh - 2rem); overflow: auto; background: var(--raised); color: var(--text); box-shadow: var(--shadow); } dialog::backdrop { background: rgb(20 25 31 / .45); }
    form { display: grid; gap: .75rem; } h2 { font-size: 1.25rem; font-weight: var(--w-bold); line-height: 1.28; } h2 small { display: block; font-size: .875rem; font-weight: var(--w-regular); color: var(--text-2); } label { display: grid; gap: .25rem; font-size: .875rem; color: var(--text-2); } .two { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; }
    input, select, textarea { border: 1px solid var(--line-strong); border-radius: var(--radius-s); padding: .5rem .75rem; font-size: 1.0625rem; background: var(--tile); color: var(--text); min-width: 0; width: 100%; min-height: 2.75rem; } textarea { min-height: 4.5rem; resize: vertical; }
    .acts { display: flex; gap: .5rem; justify-content: flex-end; position: sticky; bottom: -1.25rem; background: var(--raised); padding: .5rem 0; } button { height: 2.75rem; padding: 0 1.125rem; border-radius: var(--radius-s); border: 1px solid var(--line-strong); background: var(--tile); cursor: pointer; font-weight: var(--w-medium); } .act { background: var(--text); color: var(--tile); border-color: var(--text); font-weight: var(--w-semibold); } :focus-visible { outline: 3px solid var(--info); outline-offset: 2px; } .as { font-size: .875rem; color: var(--text-2); } .bad { color: var(--crit); font-size: .875rem; overflow-wrap: anywhere; }
    @media (max-width: 47.99em) { .two { grid-template-columns: 1fr; } }
  `];
  static properties = { what: { state: true }, failed: { state: true }, busy: { state: true } };

  /** `what`: { act, task, lists }; `then` is called with the answer. */
  show(what, then) {
    this.what = what;
    this.then = then;
    this.failed = '';
    this.updateComplete.then(() => this.renderRoot.querySelector('dialog').showModal());
  }

  render() {
    if (!this.what) return nothing;
    const { act, task } = this.what;
    return html`<dialog aria-labelledby="h" @close=${() => this.what = null}><form @submit=${(event) => this.#send(event)}>
      <h2 id="h">${t(`act.${act}`)}${task ? html`<small>${task.title}</small>` : nothing}</h2>
      ${FIELDS[act].map((field) => this.#field(field.replace('*', ''), field.endsWith('*')))}
      <p class="as">${t('alerts.as', { name: me()?.person?.name ?? '' })}</p>
      ${this.failed ? html`<p class="bad" role="alert">${t('alerts.failed', { why: this.failed })}</p>` : nothing}
      <div class="acts"><button type="button" @click=${() => this.renderRoot.querySelector('dialog').close()}>${t('cancel')}</button><button class="act" ?disabled=${this.busy}>${t(`act.${act}-do`)}</button></div>
    </form></dialog>`;
  }

  #field(field, must) {
    const label = t(`act.field-${field}`) + (must ? '' : ` (${t('act.optional')})`);
    const list = this.what.lists?.[field];
    if (OPTIONS[field]) return html`<label>${t(`act.field-${field}`)}<select name=${field}>${OPTIONS[field].map((option) => html`<option value=${option}>${t(`tasks.${field}-${option || 'none'}`)}</option>`)}</select></label>`;
    if (LONG.includes(field)) return html`<label>${label}<textarea name=${field} maxlength="2000" ?required=${must}></textarea></label>`;
    if (field === 'percent') return html`<label>${label}<input name="percent" type="number" min="0" max="100" step="1"></label>`;
    if (DATES.includes(field)) return html`<label>${label}<input name=${field} type="date" ?required=${must}></label>`;
    return html`<label>${label}<input name=${field} maxlength="2000" ?required=${must} type=${field === 'link' ? 'url' : 'text'} list=${list ? `l-${field}` : nothing}></label>${list ? html`<datalist id="l-${field}">${list.map((each) => html`<option value=${each}></option>`)}</datalist>` : nothing}`;
  }

  async #send(event) {
    event.preventDefault();
    const { act, task } = this.what;
    const body = {};
    for (const [field, value] of new FormData(event.target)) {
      const text = value.trim();
      if (text === '') continue;
      body[field] = field === 'percent' ? Number(text) : field === 'partners' ? text.split(/\s*;\s*/) : text;
    }
    if (body.due) body.due = this.what.endOf(body.due);
    if (act !== 'give') Object.assign(body, { act, revision: task.revision });
    this.busy = true;
    try {
      const path = act === 'give' ? '/assignments' : `/assignments/${encodeURIComponent(task.id)}/actions`;
      const answer = await rest(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
      this.renderRoot.querySelector('dialog')?.close();
      this.then?.(answer);
    } catch (error) {
      this.failed = error.message;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define('ioc-act', Act);

let dialog;

export function act(what, then) {
  dialog ??= document.body.appendChild(document.createElement('ioc-act'));
  dialog.show(what, then);
}
