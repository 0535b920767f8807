/** Filters of the console that a person keeps under a name, in this browser: they are a habit of looking, not a record. */
import { LitElement, css, html, nothing } from 'lit';
import { me } from '../me.js';
import { t } from '../words.js';
import { filter, query } from './route.js';
import { sheets } from './sheet.js';

const KEYS = ['view', 'priority', 'sort', 'q', 'rule'];
const MOST = 12;

class Views extends LitElement {
  static styles = [...sheets, css`
    :host { display: block; height: auto; } .views { display: flex; flex-wrap: wrap; gap: .375rem; padding: .5rem .75rem; border-bottom: 1px solid var(--line); align-items: center; } .views:empty { display: none; }
    .chip { display: inline-flex; border: 1px solid var(--line-strong); border-radius: 1rem; background: var(--tile); overflow: hidden; max-width: 100%; } .chip button, .keep { border: 0; background: none; cursor: pointer; font-size: var(--t-s); padding: .1875rem .25rem .1875rem .75rem; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; min-height: 1.75rem; } .chip button + button { padding: .1875rem .625rem .1875rem .25rem; color: var(--text-2); flex: none; } .chip.on { background: var(--text); border-color: var(--text); color: var(--tile); } .chip.on button + button { color: var(--tile); } .keep { color: var(--info); padding-inline: .25rem; text-decoration: underline; text-underline-offset: .2em; }
    form { display: flex; gap: .375rem; flex: 1 1 14rem; } form .field { flex: 1; height: 1.875rem; font-size: var(--t-s); } :focus-visible { outline-offset: -2px; }
    @media (max-width: 47.99em) { .chip button, .keep { min-height: 2.75rem; } form .field { height: 2.75rem; } }
  `];
  static properties = { names: { state: true } };

  #again = () => this.requestUpdate();

  connectedCallback() {
    super.connectedCallback();
    addEventListener('route', this.#again);
    addEventListener('language', this.#again);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('route', this.#again);
    removeEventListener('language', this.#again);
  }

  get #place() {
    return `alerts.views.${me()?.person?.id ?? ''}`;
  }

  get #all() {
    return JSON.parse(localStorage.getItem(this.#place) ?? '[]');
  }

  #store(all) {
    localStorage.setItem(this.#place, JSON.stringify(all.slice(-MOST)));
    this.names = false;
    this.requestUpdate();
  }

  render() {
    const all = this.#all, here = now();
    const known = all.find((each) => same(each.filter, here));
    return html`<div class="views">${all.map((each) => html`<span class="chip ${each === known ? 'on' : ''}"><button aria-pressed=${each === known ? 'true' : 'false'} @click=${() => this.#open(each)}>${each.name}</button><button aria-label=${t('views.delete', { name: each.name })} @click=${() => this.#store(all.filter((other) => other !== each))}>×</button></span>`)}${this.names
      ? html`<form @submit=${(event) => this.#keep(event)}><input class="field" name="name" required maxlength="40" autocomplete="off" aria-label=${t('views.name')} placeholder=${t('views.name')} @keydown=${(event) => event.key === 'Escape' && (this.names = false)}><button class="btn small">${t('views.keep-do')}</button></form>`
      : !known && KEYS.some((key) => here[key]) ? html`<button class="keep" @click=${() => this.#name()}>${t('views.keep')}…</button>` : nothing}</div>`;
  }

  #open(view) {
    filter({ alert: '', ...Object.fromEntries(KEYS.map((key) => [key, view.filter[key] ?? ''])) });
  }

  #name() {
    this.names = true;
    this.updateComplete.then(() => this.renderRoot.querySelector('input')?.focus());
  }

  #keep(event) {
    event.preventDefault();
    const name = event.target.elements.name.value.trim();
    if (name) this.#store([...this.#all.filter((each) => each.name !== name), { name, filter: now() }]);
  }
}

function now() {
  return Object.fromEntries(KEYS.map((key) => [key, query(key)]).filter(([, value]) => value));
}

function same(one, other) {
  return KEYS.every((key) => (one[key] ?? '') === (other[key] ?? ''));
}

customElements.define('ioc-views', Views);
