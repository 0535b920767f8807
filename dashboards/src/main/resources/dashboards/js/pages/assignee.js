/** Finding whom an alert is given to: names come from the server as one types, and one of them must be chosen. */
import { LitElement, css, html, nothing } from 'lit';
import { base, rest } from '../parts.js';
import { name, t } from '../words.js';

const PAUSE = 120;   // ms without a key until it is asked

class Assignee extends LitElement {
  static styles = [base, css`
    :host { display: grid; gap: .25rem; font-size: .875rem; color: var(--text-2); } input { border: 1px solid var(--line-strong); border-radius: var(--radius-s); padding: .5rem .75rem; font-size: 1.0625rem; background: var(--tile); color: var(--text); min-height: 2.75rem; width: 100%; } :focus-visible { outline: 3px solid var(--info); outline-offset: 2px; }
    ul { border: 1px solid var(--line); border-radius: var(--radius-s); max-height: 15.5rem; overflow: auto; background: var(--tile); } li { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; padding: .4375rem .75rem; min-height: 2.375rem; color: var(--text); font-size: 1rem; cursor: pointer; line-height: 1.28; } li + li { border-top: 1px solid var(--line); } li:hover { background: var(--panel); } li[aria-selected="true"] { background: #e2edf8; } li small { color: var(--text-2); font-size: .875rem; white-space: nowrap; } .none { padding: .5rem .75rem; } .chosen { color: var(--text); }
    @media (max-width: 47.99em) { li { min-height: 2.75rem; align-items: center; } ul { max-height: 40dvh; } }
  `];
  static properties = { alert: {}, found: { state: true }, at: { state: true }, chosen: { state: true }, failed: { state: true } };

  #timer = 0;
  #asked = 0;

  connectedCallback() {
    super.connectedCallback();
    this.#ask('');
  }

  focus() {
    this.updateComplete.then(() => this.renderRoot.querySelector('input').focus());
  }

  render() {
    const { found, at, chosen } = this;
    const open = !chosen && found;
    return html`<label for="who">${t('handle.to')}</label><input id="who" role="combobox" autocomplete="off" spellcheck="false" maxlength="100" placeholder=${t('handle.to-search')} aria-expanded=${open ? 'true' : 'false'} aria-controls="all" aria-autocomplete="list" aria-activedescendant=${open && found[at] ? `o-${at}` : nothing} @input=${(event) => this.#typed(event.target.value)} @keydown=${(event) => this.#key(event)}>
      ${open ? found.length > 0 ? html`<ul id="all" role="listbox" aria-label=${t('handle.to')}>${found.map((one, i) => html`<li id="o-${i}" role="option" aria-selected=${i === at ? 'true' : 'false'} @pointerdown=${(event) => event.preventDefault()} @click=${() => this.#choose(one)}><span>${name(one.name)}</span><small>${one.role ? t(`role.${one.role}`) : t('handle.unit')}</small></li>`)}</ul>` : html`<p class="none" role="status">${t('handle.to-none')}</p>` : nothing}
      ${this.failed ? html`<p class="is-crit" role="alert">${t('alerts.failed', { why: this.failed })}</p>` : nothing}`;
  }

  #typed(words) {
    this.#hold(null);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(words), PAUSE);
  }

  async #ask(words) {
    const mine = ++this.#asked;
    try {
      const found = await rest(`/assignees?alert=${encodeURIComponent(this.alert)}&q=${encodeURIComponent(words.trim())}`);
      if (mine === this.#asked) Object.assign(this, { found, at: 0, failed: '' });
    } catch (error) {
      if (mine === this.#asked) this.failed = error.message;
    }
  }

  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (this.chosen || !this.found?.length) return;
    if (step) {
      event.preventDefault();
      this.at = Math.min(this.found.length - 1, Math.max(0, this.at + step));
      this.updateComplete.then(() => this.renderRoot.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.#choose(this.found[this.at]);
    }
  }

  #choose(one) {
    clearTimeout(this.#timer);
    this.#asked++;
    this.renderRoot.querySelector('input').value = name(one.name);
    this.#hold(one);
  }

  #hold(one) {
    this.chosen = one;
    this.dispatchEvent(new CustomEvent('chosen', { detail: one }));
  }
}

customElements.define('ioc-assignee', Assignee);
