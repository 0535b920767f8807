/** Paired walls: how each is, a new one by its code, an old one revoked. As a panel for other pages, and a page of its own. */
import { LitElement, css, html, nothing } from 'lit';
import { may } from '../me.js';
import { live, Ticking, Watch } from '../live.js';
import { glyph, rest } from '../parts.js';
import { hm, moment, n, name, sameDay, span, t } from '../words.js';
import { bar, blank, sheet, sheets } from './sheet.js';

const ASK_EVERY = 5000;      // ms
const MB = 1_000_000;

class Screens extends LitElement {
  static styles = [...sheets, css`
    :host { height: auto; display: block; }
    .pairbox { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: end; background: var(--panel); border: 1px solid var(--line); border-radius: var(--radius-s); padding: .625rem .75rem .75rem; margin-bottom: .5rem; }
    .fld { display: grid; gap: .1875rem; font-size: var(--t-s); color: var(--text-2); min-width: 0; } .fld .field { color: var(--text); font-size: var(--t-m); } .fld.name { flex: 1 1 12rem; } .fld.scope { flex: 0 1 14rem; }
    .code .field { width: 8.5rem; font-weight: var(--w-bold); letter-spacing: .08em; text-transform: uppercase; }
    .said { min-height: 1.5rem; font-size: var(--t-s); margin: 0 0 .25rem; } .bad { color: var(--crit); border-color: currentColor; }
    .rows { overflow-x: auto; } td { font-variant-numeric: tabular-nums; }
    @media (max-width: 47.99em) { .fld, .fld.name, .fld.scope, .code .field { flex: 1 1 100%; width: 100%; } .pairbox .btn { width: 100%; justify-content: center; }
      .tbl thead { display: none; } .tbl tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 .75rem; padding: .5rem 0; border-bottom: 1px solid var(--line); } .tbl td { border: 0; padding: .125rem 0; } .tbl td.wide { display: none; } }
  `];
  static properties = { all: { state: true }, failed: { state: true }, said: { state: true }, fault: { state: true }, busy: { state: true }, asking: { state: true } };

  #tick = new Ticking(this);
  #timer = 0;

  connectedCallback() {
    super.connectedCallback();
    this.asking = '';
    if (may('screens')) this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  async #load() {
    clearTimeout(this.#timer);
    try {
      this.all = await rest('/screens');
      this.failed = '';
    } catch (error) {
      this.failed = error.message;
    }
    this.dispatchEvent(new CustomEvent('counted', { detail: this.all?.screens.length ?? null }));
    if (this.isConnected) this.#timer = setTimeout(() => this.#load(), ASK_EVERY);
  }

  render() {
    if (!may('screens')) return blank('nodata', t('people.not-yours'), t('people.not-yours-means'));
    if (!this.all) return this.failed ? blank('nodata', t('screens.away'), this.failed) : html`<p class="blank" role="status">${t('loading')}…</p>`;
    return html`<section class="card" aria-labelledby="h"><header><h2 id="h">${t('screens.title')}</h2><p>${t('screens.what')}</p></header>
      ${this.#form()}
      <p class="said ${this.fault ? 'is-crit' : 'q'}" role="status">${this.said ?? nothing}</p>
      ${this.all.screens.length === 0 ? blank('idle', t('screens.none'), t('screens.none-more')) : this.#table()}</section>`;
  }

  #form() {
    const { layouts, units, whole } = this.all;
    return html`<form class="pairbox" @submit=${this.#pair} autocomplete="off">
      <label class="fld code">${t('screens.code')}<input class="field" name="code" required maxlength="11" spellcheck="false" autocapitalize="characters"></label>
      <label class="fld name">${t('screens.name')}<input class="field" name="name" required maxlength="80"></label>
      <label class="fld scope">${t('screens.scope')}<select class="field" name="scope">${whole ? html`<option value="">${t('screens.whole')}</option>` : nothing}${units.map((unit) => html`<option value=${unit.id}>${name(unit.name)}</option>`)}</select></label>
      <label class="fld">${t('screens.layout')}<select class="field" name="layout">${layouts.map((layout) => html`<option value=${layout}>${t(`screens.layout-${layout}`)}</option>`)}</select></label>
      <button class="btn act" ?disabled=${this.busy}>${t('screens.pair')}</button></form>`;
  }

  #table() {
    return html`<div class="rows" tabindex="0" role="group" aria-label=${t('screens.title')}><table class="tbl"><thead><tr><th>${t('screens.screen')}</th><th>${t('screens.state')}</th><th>${t('screens.scope')}</th><th>${t('screens.layout')}</th><th class="r">${t('screens.drawn')}</th><th class="r">${t('screens.heap')}</th><th class="r">${t('screens.growth')}</th><th><span class="vh">${t('screens.act')}</span></th></tr></thead>
      <tbody>${this.all.screens.map((screen) => this.#row(screen))}</tbody></table></div>`;
  }

  #row(screen) {
    const since = screen.drawnAt;
    const state = screen.draws
      ? html`<span class="state is-ok">${glyph('ok', false)}${t('screens.draws')}</span>`
      : since == null ? html`<span class="state is-nodata">${glyph('nodata', false)}${t('screens.never')}</span>`
        : html`<span class="state is-crit">${glyph('crit', false)}${t('screens.dark', { time: sameDay(since, live.now()) ? hm(since) : moment(since) })}</span>`;
    const faults = screen.errors > 0 ? html`<small title=${screen.error}>${t('screens.errors', { n: n(screen.errors) })}</small>` : nothing;
    return html`<tr><td><b>${screen.name}</b></td><td>${state}${faults}</td><td class="wide">${screen.scope.length === 0 ? t('screens.whole') : screen.scope.map((unit) => name(unit.name)).join(', ')}</td><td class="wide">${t(`screens.layout-${screen.layout}`)}</td>
      <td class="r wide">${since == null ? '–' : span(live.now() - since)}</td><td class="r wide">${screen.heap == null || !screen.draws ? '–' : `${n(screen.heap / MB)} MB`}</td><td class="r wide">${screen.growth == null || !screen.draws ? '–' : `${screen.growth > 0 ? '+' : ''}${n(screen.growth / MB, 1)}`}</td>
      <td class="r">${this.asking === screen.id
        ? html`<span class="acts"><button class="btn small bad" ?disabled=${this.busy} @click=${() => this.#revoke(screen)}>${t('screens.revoke-sure')}</button><button class="btn small" @click=${() => this.asking = ''}>${t('screens.keep')}</button></span>`
        : html`<button class="btn small bad" aria-label=${t('screens.revoke-of', { name: screen.name })} @click=${() => this.asking = screen.id}>${t('screens.revoke')}…</button>`}</td></tr>`;
  }

  async #pair(event) {
    event.preventDefault();
    const form = event.target;
    const given = new FormData(form);
    await this.#do(async () => {
      const screen = await post('/screens', { code: given.get('code'), name: given.get('name'), layout: given.get('layout'), scope: given.get('scope') ? [given.get('scope')] : [] });
      form.reset();
      return t('screens.paired', { name: screen.name });
    });
  }

  #revoke(screen) {
    return this.#do(async () => {
      await post(`/screens/${screen.id}/revocation`, {});
      this.asking = '';
      return t('screens.revoked', { name: screen.name });
    });
  }

  async #do(work) {
    this.busy = true;
    try {
      this.said = await work();
      this.fault = false;
    } catch (error) {
      const code = error.problem?.code;
      this.said = ['unknown-code', 'too-often', 'too-many'].includes(code) ? t(`screens.${code}`) : error.message;
      this.fault = true;
    }
    this.busy = false;
    this.#load();
  }
}

function post(path, body) {
  return rest(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

customElements.define('ioc-screens', Screens);

class ScreensPage extends LitElement {
  static styles = sheets;
  static properties = { count: { state: true } };

  #watch = new Watch(this, 'overview', ['wall']);
  #tick = new Ticking(this);

  render() {
    const figures = this.count == null ? nothing : html`<p class="kpi"><b>${n(this.count)}</b>${t('screens.count')}</p>`;
    return sheet(bar(this, { title: t('screens.page'), figures }), html`<main id="main"><ioc-screens @counted=${(event) => this.count = event.detail}></ioc-screens></main>`);
  }
}

customElements.define('page-screens', ScreensPage);
