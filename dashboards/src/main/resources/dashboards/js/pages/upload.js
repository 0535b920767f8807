/** Taking a table: first what it holds, with every problem by row and column, then the rows that fit. */
import { LitElement, css, html, nothing } from 'lit';
import { base, rest } from '../parts.js';
import { has, n, name, t } from '../words.js';

class Upload extends LitElement {
  static styles = [base, css`
    dialog { border: 1px solid var(--line-strong); border-radius: .75rem; padding: 1.25rem 1.5rem; width: min(56rem, calc(100vw - 2rem)); max-height: calc(100dvh - 2rem); overflow: auto; background: var(--raised); color: var(--text); box-shadow: var(--shadow); } dialog::backdrop { background: rgb(20 25 31 / .45); }
    form { display: grid; gap: .75rem; } h2 { font-size: 1.25rem; font-weight: var(--w-bold); } h3 { font-size: 1rem; font-weight: var(--w-semibold); } h3 small { font-weight: var(--w-regular); color: var(--text-2); } label { display: grid; gap: .25rem; font-size: .875rem; color: var(--text-2); } .two { display: grid; grid-template-columns: 1fr 2fr; gap: .75rem; }
    input, select { border: 1px solid var(--line-strong); border-radius: var(--radius-s); padding: .5rem .75rem; background: var(--tile); color: var(--text); min-width: 0; width: 100%; min-height: 2.75rem; }
    .sums { display: flex; flex-wrap: wrap; gap: .5rem 2rem; } .sums dt { font-size: .875rem; color: var(--text-2); } .sums dd { margin: 0; font-size: 1.75rem; } .scroll { max-height: 40vh; overflow: auto; border: 1px solid var(--line); } table { border-collapse: collapse; width: 100%; font-size: .875rem; } th { text-align: left; font-weight: var(--w-regular); color: var(--text-2); background: var(--panel); position: sticky; top: 0; } th, td { padding: .3125rem .625rem; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; } td:first-child { text-align: right; } td small { color: var(--text-2); display: block; }
    .note { font-size: .875rem; color: var(--text-2); overflow-wrap: anywhere; } .acts { display: flex; gap: .5rem; justify-content: flex-end; position: sticky; bottom: -1.25rem; background: var(--raised); padding: .5rem 0; } button { height: 2.75rem; padding: 0 1.125rem; border-radius: var(--radius-s); border: 1px solid var(--line-strong); background: var(--tile); cursor: pointer; font-weight: var(--w-medium); } button[disabled] { opacity: .5; cursor: default; } .act { background: var(--text); color: var(--tile); border-color: var(--text); font-weight: var(--w-semibold); } :focus-visible { outline: 3px solid var(--info); outline-offset: 2px; } .bad { color: var(--crit); font-size: .875rem; overflow-wrap: anywhere; } .good { color: var(--ok); font-weight: var(--w-semibold); }
    @media (max-width: 47.99em) { .two { grid-template-columns: 1fr; } }
  `];
  static properties = { sources: { state: true }, report: { state: true }, failed: { state: true }, busy: { state: true }, taken: { state: true } };

  /** `kinds`: what records may be. */
  async show(kinds) {
    this.#forget();
    this.sources = [];
    await this.updateComplete;
    this.renderRoot.querySelector('dialog').showModal();
    try {
      this.sources = (await rest('/sources')).filter((source) => kinds.includes(source.kind));
    } catch (error) {
      this.failed = error.message;
    }
  }

  #forget() {
    this.report = this.taken = null;
    this.failed = '';
  }

  render() {
    if (!this.sources) return nothing;
    const { report, taken } = this;
    return html`<dialog aria-labelledby="h" @close=${() => this.sources = null}><form @submit=${(event) => this.#take(event)}>
      <h2 id="h">${t('upload.title')}</h2>
      <div class="two"><label>${t('upload.source')}<select name="source" @change=${() => this.#look()}>${this.sources.map((source) => html`<option value=${source.id}>${name(source.label)}</option>`)}</select></label>
        <label>${t('upload.file')}<input name="file" type="file" required accept=".csv,.xlsx" @change=${() => this.#look()}></label></div>
      ${this.busy ? html`<p class="note" role="status">${t('upload.look')}…</p>` : nothing}
      ${report ? this.#report(taken ?? report) : nothing}
      ${taken ? html`<p class="good" role="status">${t('upload.taken', { n: n(taken.taken) })}</p>` : nothing}
      ${this.failed ? html`<p class="bad" role="alert">${t('alerts.failed', { why: this.failed })}</p>` : nothing}
      <div class="acts"><button type="button" @click=${() => this.renderRoot.querySelector('dialog').close()}>${t('close')}</button>${taken ? nothing : html`<button class="act" ?disabled=${this.busy || !report || report.taken === 0}>${report && report.taken === 0 ? t('upload.nothing') : t('upload.take', { n: n(report?.taken) })}</button>`}</div>
    </form></dialog>`;
  }

  #report(report) {
    const columns = (which) => report.columns.filter(which).map((column) => column.name).join(', ');
    const dropped = columns((column) => column.dropped), unused = columns((column) => !column.dropped && column.fields.length === 0);
    return html`<dl class="sums"><div><dt>${t('upload.rows')}</dt><dd class="num">${n(report.rows)}</dd></div><div><dt>${t('upload.fits')}</dt><dd class="num">${n(report.taken)}</dd></div><div><dt>${t('upload.refused')}</dt><dd class="num ${report.refused ? 'is-crit' : ''}">${n(report.refused)}</dd></div><div><dt>${t('upload.duplicates')}</dt><dd class="num">${n(report.duplicates)}</dd></div></dl>
      ${dropped ? html`<p class="note">${t('upload.dropped', { columns: dropped })}</p>` : nothing}${unused ? html`<p class="note">${t('upload.unused', { columns: unused })}</p>` : nothing}
      ${report.problems.length === 0 ? html`<p class="note">${t('upload.clean')}</p>` : html`<h3>${t('upload.problems')} <small>${t('upload.problems-n', { n: n(report.problems.length), all: n(report.problemsInAll) })}</small></h3><div class="scroll" tabindex="0"><table><thead><tr><th>${t('upload.row')}</th><th>${t('upload.column')}</th><th>${t('upload.was')}</th><th>${t('upload.must')}</th></tr></thead>
        <tbody>${report.problems.map((problem) => html`<tr><td>${n(problem.row)}</td><td>${problem.column}</td><td>${problem.was}</td><td>${has(`upload.must-${problem.rule}`) ? t(`upload.must-${problem.rule}`, { allowed: problem.allowed }) : problem.must}<small>${t(`upload.effect-${problem.effect}`)}</small></td></tr>`)}</tbody></table></div>`}`;
  }

  #ask(what) {
    const { source, file } = this.renderRoot.querySelector('form').elements;
    return rest(`/sources/${encodeURIComponent(source.value)}/${what}`, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: file.files[0] });
  }

  async #look() {
    this.#forget();
    if (!this.renderRoot.querySelector('input[type=file]').files[0]) return;
    this.busy = true;
    try {
      this.report = await this.#ask('preview');
    } catch (error) {
      this.failed = error.message;
    } finally {
      this.busy = false;
    }
  }

  async #take(event) {
    event.preventDefault();
    this.busy = true;
    this.failed = '';
    try {
      this.taken = await this.#ask('file');
    } catch (error) {
      this.failed = error.message;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define('ioc-upload', Upload);

let dialog;

export function upload(kinds) {
  dialog ??= document.body.appendChild(document.createElement('ioc-upload'));
  dialog.show(kinds);
}
