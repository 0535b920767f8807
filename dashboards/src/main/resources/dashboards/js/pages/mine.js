/** One's own account: another password, the second factor, signing out. */
import { LitElement, css, html, nothing } from 'lit';
import { me, post, signInAgain, signOut, who } from '../me.js';
import { base } from '../parts.js';
import '../second.js';
import { t } from '../words.js';

class Mine extends LitElement {
  static styles = [base, css`
    dialog { border: 1px solid var(--line-strong); border-radius: .75rem; padding: 1.25rem 1.5rem; width: min(32rem, calc(100vw - 2rem)); max-height: calc(100dvh - 2rem); overflow: auto; background: var(--raised); color: var(--text); box-shadow: var(--shadow); } dialog::backdrop { background: rgb(20 25 31 / .45); }
    .all, form { display: grid; gap: .75rem; } h2 { font-size: 1.25rem; font-weight: var(--w-bold); } h2 small { display: block; font-size: .875rem; font-weight: var(--w-regular); color: var(--text-2); } h3 { font-size: 1rem; font-weight: var(--w-semibold); } section { border-top: 1px solid var(--line); padding-top: .75rem; display: grid; gap: .75rem; } label { display: grid; gap: .25rem; font-size: .875rem; color: var(--text-2); } input { border: 1px solid var(--line-strong); border-radius: var(--radius-s); padding: .5rem .75rem; font-size: 1.0625rem; background: var(--tile); color: var(--text); width: 100%; min-height: 2.75rem; }
    .note { font-size: .875rem; color: var(--text-2); line-height: 1.4; } .acts { display: flex; gap: .5rem; justify-content: flex-end; flex-wrap: wrap; } button { height: 2.75rem; padding: 0 1.125rem; border-radius: var(--radius-s); border: 1px solid var(--line-strong); background: var(--tile); cursor: pointer; font-weight: var(--w-medium); justify-self: start; } .act { background: var(--text); color: var(--tile); border-color: var(--text); font-weight: var(--w-semibold); } :focus-visible { outline: 3px solid var(--info); outline-offset: 2px; } .bad { color: var(--crit); font-size: .875rem; } .good { color: var(--ok); font-weight: var(--w-semibold); }
  `];
  static properties = { open: { state: true }, failed: { state: true }, done: { state: true }, begun: { state: true } };

  async show() {
    this.open = true;
    this.failed = this.done = '';
    this.begun = false;
    await this.updateComplete;
    this.renderRoot.querySelector('dialog').showModal();
  }

  render() {
    if (!this.open) return nothing;
    const { person } = me();
    return html`<dialog aria-labelledby="h" @close=${() => this.open = false}><div class="all"><h2 id="h">${person.name}<small>${person.login} · ${person.role ? t(`role.${person.role}`) : t('role.none')}</small></h2>
      ${this.failed ? html`<p class="bad" role="alert">${this.failed}</p>` : nothing}${this.done ? html`<p class="good" role="status">${this.done}</p>` : nothing}
      ${person.password ? html`<section><h3>${t('me.password')}</h3><form @submit=${(event) => this.#password(event)}><label>${t('me.old')}<input name="old" type="password" autocomplete="current-password" required maxlength="200"></label><label>${t('door.new-password')}<input name="new" type="password" autocomplete="new-password" required minlength="12" maxlength="200"></label><button>${t('me.change')}</button></form></section>` : nothing}
      <section><h3>${t('me.second')}</h3>${this.#second(person)}</section>
      <div class="acts"><button @click=${() => this.renderRoot.querySelector('dialog').close()}>${t('me.close')}</button><button class="act" @click=${() => signOut()}>${t('me.sign-out')}</button></div></div></dialog>`;
  }

  #second(person) {
    if (this.begun) return html`<ioc-second .login=${person.login} @second=${() => who()} @noted=${() => this.begun = false}></ioc-second>`;
    const code = html`<label>${t('door.second')}<input name="code" autocomplete="one-time-code" required maxlength="20"></label>`;
    if (person.second) return html`<p class="note">${t('me.second-there')}</p><form @submit=${(event) => this.#remove(event)}>${code}<button>${t('me.second-remove')}</button></form>`;
    return html`<p class="note">${t('me.second-means')}</p><button id="second" @click=${() => this.begun = true}>${t('me.second-begin')}</button>`;
  }

  async #try(work) {
    this.failed = this.done = '';
    try {
      await work();
    } catch ({ problem, message }) {
      const { code, values = {} } = problem ?? {};
      this.failed = code === 'password' ? t(`door.password-${values.why}`) : code === 'wrong' ? t('me.old-wrong') : code === 'second-wrong' ? t('door.second-wrong') : t('door.refused', { why: message });
    }
  }

  #password(event) {
    event.preventDefault();
    const form = event.target;
    return this.#try(async () => {
      await post('/me/password', Object.fromEntries(new FormData(form)));
      form.reset();
      this.done = t('me.changed');
    });
  }

  #remove(event) {
    event.preventDefault();
    const code = event.target.elements.code.value;
    return this.#try(async () => {
      await post('/me/second-factor', { step: 'remove', code });
      const { person } = await who();
      if (person.need) signInAgain();
      this.requestUpdate();
    });
  }
}

customElements.define('ioc-mine', Mine);

let dialog;

export function mine() {
  dialog ??= document.body.appendChild(document.createElement('ioc-mine'));
  dialog.show();
}
