/** Entering somebody, changing what they may do, making a key for a machine; what is told once is shown once. */
import { LitElement, css, html, nothing } from 'lit';
import { post } from '../me.js';
import { base } from '../parts.js';
import { dmy, name, t } from '../words.js';

const ROLES = ['viewer', 'operator', 'org-head', 'leader', 'administrator'];

class Person extends LitElement {
  static styles = [base, css`
    dialog { border: 1px solid var(--line-strong); border-radius: .75rem; padding: 1.25rem 1.5rem; width: min(34rem, calc(100vw - 2rem)); max-height: calc(100dvh - 2rem); overflow: auto; background: var(--raised); color: var(--text); box-shadow: var(--shadow); } dialog::backdrop { background: rgb(20 25 31 / .45); }
    form, .told { display: grid; gap: .75rem; } h2 { font-size: 1.25rem; font-weight: var(--w-bold); line-height: 1.28; } label { display: grid; gap: .25rem; font-size: .875rem; color: var(--text-2); } .two { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; } .check { display: flex; gap: .5rem; align-items: center; color: var(--text); } .check input { width: auto; min-height: 0; }
    input, select { border: 1px solid var(--line-strong); border-radius: var(--radius-s); padding: .5rem .75rem; font-size: 1.0625rem; background: var(--tile); color: var(--text); min-width: 0; width: 100%; min-height: 2.75rem; } select[multiple] { min-height: 8rem; font-size: .9375rem; } .note { font-size: .875rem; color: var(--text-2); line-height: 1.4; } code { font-family: var(--mono); font-size: 1.375rem; font-weight: var(--w-semibold); letter-spacing: .04em; background: var(--panel); padding: .75rem; border-radius: var(--radius-s); overflow-wrap: anywhere; user-select: all; } code.long { font-size: .9375rem; letter-spacing: 0; }
    .acts { display: flex; gap: .5rem; justify-content: flex-end; flex-wrap: wrap; position: sticky; bottom: -1.25rem; background: var(--raised); padding: .5rem 0; } button { height: 2.75rem; padding: 0 1.125rem; border-radius: var(--radius-s); border: 1px solid var(--line-strong); background: var(--tile); cursor: pointer; font-weight: var(--w-medium); } button.act { background: var(--text); color: var(--tile); border-color: var(--text); font-weight: var(--w-semibold); } :focus-visible { outline: 3px solid var(--info); outline-offset: 2px; } .bad { color: var(--crit); font-size: .875rem; overflow-wrap: anywhere; }
    @media (max-width: 47.99em) { .two { grid-template-columns: 1fr; } }
  `];
  static properties = { what: { state: true }, told: { state: true }, failed: { state: true }, busy: { state: true } };

  /** `what`: { kind: 'person' | 'token', person, places }; `then` is called when something changed. */
  async show(what, then) {
    this.what = what;
    this.then = then;
    this.told = null;
    this.failed = '';
    await this.updateComplete;
    this.renderRoot.querySelector('dialog').showModal();
  }

  render() {
    if (!this.what) return nothing;
    return html`<dialog aria-labelledby="h" @close=${() => this.what = null}>${this.told ? this.#told() : this.what.kind === 'token' ? this.#token() : this.#person()}</dialog>`;
  }

  #person() {
    const { person } = this.what;
    return html`<form @submit=${(event) => this.#send(event)}><h2 id="h">${person ? person.name : t('people.invite-title')}</h2>
      <div class="two"><label>${t('door.name')}<input name="name" required maxlength="100" autocomplete="off" ?disabled=${person?.provider} .value=${person?.name ?? ''}></label>
        <label>${t('door.login')}<input name="login" required minlength="2" maxlength="80" autocomplete="off" autocapitalize="none" spellcheck="false" pattern="[a-z0-9][a-z0-9._@\\-]+" title=${t('people.login-form')} ?disabled=${person != null} .value=${person?.login ?? ''}></label></div>
      <label>${t('people.role')}<select name="role" ?disabled=${person?.provider}>${person && !person.role ? html`<option value="" selected>${t('role.none')}</option>` : nothing}${ROLES.map((role) => html`<option value=${role} ?selected=${role === person?.role}>${t(`role.${role}`)}: ${t(`role.${role}-means`)}</option>`)}</select></label>
      ${this.#orgs(person?.orgs ?? [])}
      ${person?.unused ? html`<p class="bad">${t(person.provider ? 'people.unused-provider' : 'people.unused-means', { time: dmy(person.usedAt) })}</p>` : nothing}${person?.provider ? html`<p class="note">${t('people.provided')}</p>` : nothing}
      ${person ? html`<label class="check"><input type="checkbox" name="active" ?checked=${person.active}>${t('people.active')}</label>${person.second ? html`<label class="check"><input type="checkbox" name="second" checked>${t('people.second')}</label>` : nothing}` : html`<p class="note">${t('people.invite-means')}</p>`}
      ${this.#acts(person ? t('people.save') : t('people.invite-do'), person?.provider ? (person.unused ? html`<button type="button" id="again" ?disabled=${this.busy} @click=${() => this.#ask(`/people/${person.id}`, { active: true })}>${t('people.again')}</button>` : nothing) : person ? html`<button type="button" id="again" ?disabled=${this.busy} @click=${() => this.#again()}>${t('people.new-code')}</button>` : nothing)}</form>`;
  }

  #orgs(chosen) {
    return html`<label>${t('people.scope-choose')}<select name="orgs" multiple size="6" ?disabled=${this.what.person?.provider}>${this.what.places.orgs.map((org) => html`<option value=${org.id} ?selected=${chosen.includes(org.id)}>${name(org.name)}</option>`)}</select></label>`;
  }

  #token() {
    return html`<form @submit=${(event) => this.#send(event)}><h2 id="h">${t('people.make-token-title')}</h2>
      <label>${t('people.token-name')}<input name="name" required maxlength="100" autocomplete="off"></label>
      <div class="two"><label>${t('people.role')}<select name="role">${ROLES.map((role) => html`<option value=${role}>${t(`role.${role}`)}</option>`)}</select></label><label>${t('people.days')}<input name="days" type="number" min="1" max="730" value="365" required></label></div>
      ${this.#orgs([])}${this.#acts(t('people.make-token-do'))}</form>`;
  }

  #acts(words, more = nothing) {
    return html`${this.failed ? html`<p class="bad" role="alert">${this.failed}</p>` : nothing}<div class="acts">${more}<button type="button" @click=${() => this.#close()}>${t('cancel')}</button><button class="act" ?disabled=${this.busy}>${words}</button></div>`;
  }

  #told() {
    const { code, token, until } = this.told;
    return html`<div class="told"><h2 id="h">${t(code ? 'people.code' : 'people.token-once')}</h2><code class=${token ? 'long' : ''} tabindex="0">${code ?? token}</code><p class="note">${code ? t('people.code-means', { time: dmy(until), where: `${location.origin}/sign-in?code` }) : t('people.token-means')}</p><div class="acts"><button class="act" id="done" @click=${() => this.#close()}>${t('people.noted')}</button></div></div>`;
  }

  #close() {
    this.renderRoot.querySelector('dialog')?.close();
  }

  async #again() {
    await this.#ask(`/people/${this.what.person.id}/invitation`, {});
  }

  async #send(event) {
    event.preventDefault();
    const form = event.target;
    const given = new FormData(form);
    const body = { name: given.get('name')?.trim(), role: given.get('role') || null, orgs: given.getAll('orgs') };
    const { kind, person } = this.what;
    if (kind === 'token') return this.#ask('/tokens', { ...body, days: Number(given.get('days')) });
    if (!person) return this.#ask('/people', { ...body, login: given.get('login').trim() });
    return this.#ask(`/people/${person.id}`, { ...(person.provider ? {} : body), active: form.elements.active.checked, second: form.elements.second?.checked ?? true });
  }

  async #ask(path, body) {
    this.busy = true;
    try {
      const answer = await post(path, body);
      this.then?.();
      if (answer?.code || answer?.token) {
        this.told = answer;
        await this.updateComplete;
        this.renderRoot.querySelector('#done').focus();
      } else this.#close();
    } catch (error) {
      const code = error.problem?.code;
      this.failed = code === 'last-administrator' ? t('people.last-administrator') : code === 'login' ? t('people.login-taken') : t('alerts.failed', { why: error.message });
    } finally {
      this.busy = false;
    }
  }
}

customElements.define('ioc-person', Person);

let dialog;

function show(what, then) {
  dialog ??= document.body.appendChild(document.createElement('ioc-person'));
  dialog.show(what, then);
}

export function edit(person, places, then) {
  show({ kind: 'person', person, places }, then);
}

export function makeToken(places, then) {
  show({ kind: 'token', places }, then);
}
