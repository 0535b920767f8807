/** What everybody did, newest first, and whether its chain holds. */
import { LitElement, css, html, nothing } from 'lit';
import { live } from '../live.js';
import { glyph, rest } from '../parts.js';
import { dmy, has, hms, lang, n, t } from '../words.js';
import { sheets } from './sheet.js';

const PAGE = 50;
const LOOK_AGAIN = 15_000;
const OPERATIONS = ['signIn', 'signOut', 'acceptInvitation', 'addPerson', 'changePerson', 'invite', 'endSignIn', 'changePassword', 'secondFactor', 'addToken', 'endToken', 'acknowledge', 'act', 'giveAssignment', 'apologise', 'paper', 'file', 'records', 'exportDossiers', 'exportAssignments', 'exportScore', 'exportAudit'];

class Audit extends LitElement {
  static styles = [...sheets, css`
    :host { display: block; height: auto; } .card { height: 100%; } .chain { background: var(--panel); border: 1px solid var(--line); border-radius: var(--radius-s); padding: .5rem .75rem; font-size: var(--t-s); line-height: 1.35; } .chain b { font-size: var(--t-m); } .chain p:last-child { color: var(--text-2); overflow-wrap: anywhere; }
    .find { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem; margin: .5rem 0; } .find select { width: 100%; } ol { overflow: auto; flex: 1; min-height: 0; padding-left: .375rem; } li { border-left: 2px solid var(--line-strong); padding: 0 0 .625rem 1rem; position: relative; font-size: var(--t-s); line-height: 1.35; } li::before { content: ''; position: absolute; left: -.3125rem; top: .3125rem; width: .5rem; height: .5rem; background: var(--tile); border: 2px solid var(--text-3); border-radius: 2px; } li.refused::before { border-color: var(--crit); }
    li p { overflow-wrap: anywhere; } li time { margin-right: .5rem; } .h { position: absolute; right: 0; top: 0; color: var(--text-2); } li p:first-child { padding-right: 4rem; } .more { padding-top: .5rem; display: flex; justify-content: space-between; gap: .5rem; font-size: var(--t-s); } .more button { border: 0; background: none; color: var(--info); text-decoration: underline; text-underline-offset: .2em; cursor: pointer; padding: .25rem 0; } a { color: var(--info); padding: .25rem 0; }
  `];
  static properties = { people: {}, rows: { state: true }, chain: { state: true }, who: { state: true }, operation: { state: true }, failed: { state: true }, full: { state: true } };

  constructor() {
    super();
    this.who = this.operation = this.failed = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.every = setInterval(() => (this.rows?.length ?? 0) <= PAGE && this.look(), LOOK_AGAIN);
    this.look();
    this.verify();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.every);
  }

  #query(more = {}) {
    return new URLSearchParams({ ...(this.who ? { who: this.who } : {}), ...(this.operation ? { operation: this.operation } : {}), ...more });
  }

  async look(before) {
    try {
      const rows = await rest(`/audit?${this.#query({ limit: PAGE, ...(before ? { before } : {}) })}`);
      this.rows = before ? [...this.rows, ...rows] : rows;
      this.full = rows.length < PAGE;
      this.failed = '';
    } catch (error) {
      this.failed = t('alerts.failed', { why: error.message });
    }
  }

  async verify() {
    try {
      this.chain = await rest('/audit/verification');
    } catch {
      this.chain = null;
    }
  }

  #choose(field, value) {
    this[field] = value;
    this.look();
  }

  render() {
    return html`<section class="card" aria-labelledby="h"><header><h2 id="h">${t('audit.title')}</h2><p>${t('audit.only-added')}</p></header>
      <div class="chain">${this.chain ? html`<p class="state ${this.chain.broken == null ? 'is-ok' : 'is-crit'}">${glyph(this.chain.broken == null ? 'ok' : 'crit', false)}<b>${this.chain.broken == null ? t('audit.holds') : t('audit.broken', { n: n(this.chain.broken) })}</b></p><p>${t('audit.checked', { n: n(this.chain.rows), time: hms(this.chain.at) })} <span class="mono">${this.chain.lastHash.slice(0, 6)}…${this.chain.lastHash.slice(-2)}</span></p>` : html`<p>${t('audit.not-checked')}</p>`}</div>
      <div class="find"><select class="field" aria-label=${t('people.person')} @change=${(event) => this.#choose('who', event.target.value)}><option value="">${t('audit.everybody')}</option>${(this.people ?? []).map((person) => html`<option value=${person.id}>${person.name}</option>`)}</select>
        <select class="field" aria-label=${t('audit.operation')} @change=${(event) => this.#choose('operation', event.target.value)}><option value="">${t('audit.everything')}</option>${OPERATIONS.map((each) => html`<option value=${each}>${t(`deed.${each}`)}</option>`)}</select></div>
      ${this.failed ? html`<p role="alert">${this.failed}</p>` : nothing}
      <ol tabindex="0" aria-label=${t('audit.title')}>${(this.rows ?? []).map((row) => this.#row(row))}</ol>
      <p class="more">${this.rows && !this.full ? html`<button @click=${() => this.look(this.rows.at(-1).seq)}>${t('audit.older')}</button>` : nothing}<button @click=${() => this.verify()}>${t('audit.verify')}</button><a href="/api/v1/audit/export?${this.#query({ format: 'csv', lang: lang() })}" download>${t('audit.export')}</a></p></section>`;
  }

  #row(row) {
    const today = dmy(row.at) === dmy(live.now());
    const change = [row.before, row.after].filter(Boolean).join(' → ');
    return html`<li class=${row.outcome} data-operation=${row.operation}><p><time>${today ? hms(row.at) : `${dmy(row.at)} ${hms(row.at)}`}</time><b>${row.name || t('audit.nobody')}</b></p><p>${has(`deed.${row.operation}`) ? t(`deed.${row.operation}`) : row.operation}${row.outcome === 'refused' ? html` <span class="is-crit">${t('audit.refused')}</span>` : nothing} <span class="q">${row.subject}</span></p>${change ? html`<p class="q">${change}</p>` : nothing}<span class="mono h" title=${row.hash}>${row.hash.slice(0, 6)}</span></li>`;
  }
}

customElements.define('ioc-audit', Audit);
