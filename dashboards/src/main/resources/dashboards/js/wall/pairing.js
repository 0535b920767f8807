/**
 * A wall that nobody knows shows a code; whoever may pair types it in, and the picture comes. Never a login form. Where there
 * is a picture from before, it stays, greyed, and the code stands on it.
 */
import { LitElement, css, html, nothing } from 'lit';
import { live, Ticking } from '../live.js';
import { glyph, rest, share } from '../parts.js';
import { hms, longDate, n, name, seconds, t } from '../words.js';
import { sheets } from './sheet.js';

const ASK_EVERY = 1000;      // ms
const TRY_AGAIN = 5000;      // ms, when no code could be had

class Pairing extends LitElement {
  static styles = [...sheets, css`
    :host { position: absolute; inset: 0; z-index: 4; display: grid; }
    .all { display: grid; padding: 1.25rem; gap: .875rem; grid-template-columns: minmax(0, 1fr); grid-template-rows: 5.25rem minmax(0, 1fr) auto 4.5rem; background: var(--bg); }
    .over .all { background: none; } .over { background: rgb(8 12 17 / .72); display: grid; place-content: center; }
    header { display: grid; grid-template-columns: 1fr auto 1fr; align-items: center; gap: 2rem; padding: 0 .5rem; }
    h1 { font-size: 2.125rem; font-weight: var(--w-bold); line-height: 1.2; } .org { font-size: var(--t-s); color: var(--text-2); }
    .clock { display: flex; align-items: center; gap: 1.25rem; white-space: nowrap; } .clock time { font-size: 4.25rem; font-weight: var(--w-semibold); line-height: 1; letter-spacing: -.02em; } .sec { color: var(--text-3); font-weight: var(--w-regular); } .date { font-size: var(--t-l); color: var(--text-2); }
    .seen { justify-self: end; display: flex; gap: .5rem; align-items: center; color: var(--text-2); font-size: var(--t-s); }
    .code { display: grid; align-content: center; justify-items: center; gap: 1.5rem; } .code > p { font-size: 2.5rem; color: var(--text-2); }
    output { display: flex; gap: 3.75rem; font-size: 18rem; line-height: 1.05; font-weight: var(--w-bold); letter-spacing: .03em; min-height: 1.05em; }
    .lifebar { width: 76rem; height: .625rem; display: block; } .bed { fill: var(--line); } .v { fill: var(--data-2); } .code .life { font-size: var(--t-l); }
    .how { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: .875rem; } .how li { background: var(--panel); border-radius: var(--radius-m); padding: 1.125rem 1.5rem 1.25rem; display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0 1.25rem; align-items: center; } .how .num { font-size: var(--t-3xl); color: var(--text-3); font-weight: 300; } .how p { font-size: var(--t-l); line-height: 1.28; font-weight: var(--w-semibold); } .how small { display: block; font-size: var(--t-m); color: var(--text-2); font-weight: var(--w-regular); margin-top: .125rem; }
    footer { display: flex; justify-content: space-between; gap: 2rem; align-items: center; color: var(--text-2); padding: 0 .5rem; }
    .card { background: var(--panel); border: .125rem solid var(--line-strong, var(--line)); border-radius: var(--radius-m); padding: 2rem 3rem; display: grid; justify-items: center; gap: 1rem; } .card output { font-size: 8rem; gap: 2rem; } .card .lifebar { width: 46rem; } .card h1 { text-align: center; } .card p { color: var(--text-2); }
  `];
  static properties = { over: { type: Boolean }, code: { state: true }, failed: { state: true } };

  #tick = new Ticking(this);
  #timer = 0;
  #at = 0;                     // performance clock, when the code came

  connectedCallback() {
    super.connectedCallback();
    this.#begin();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  #later(what, ms) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.isConnected && what(), ms);
  }

  async #begin() {
    try {
      const code = await say('/screens/codes', {});
      if (!this.isConnected) return;
      this.code = code;
      this.failed = false;
      this.#at = performance.now();
      this.#later(() => this.#ask(), ASK_EVERY);
    } catch {
      this.code = null;
      this.failed = true;
      this.#later(() => this.#begin(), TRY_AGAIN);
    }
  }

  async #ask() {
    let state = 'waiting';
    try {
      state = (await say('/screens/claims', { claim: this.code.claim })).state;
      this.failed = false;
    } catch {
      this.failed = true;
    }
    if (!this.isConnected) return;
    if (state === 'paired') this.dispatchEvent(new CustomEvent('paired', { bubbles: true, composed: true }));
    else if (state === 'gone' || this.#left() <= 0) this.#begin();
    else this.#later(() => this.#ask(), ASK_EVERY);
  }

  #left() {
    return this.code ? Math.max(0, this.code.until - this.code.now - (performance.now() - this.#at)) : 0;
  }

  render() {
    return this.over ? this.#card() : this.#whole();
  }

  #card() {
    return html`<div class="over"><section class="card" role="status"><h1>${t('pairing.revoked')}</h1><p>${t('pairing.type')}</p>${this.#letters()}${this.#life()}</section></div>`;
  }

  #whole() {
    const now = this.code ? this.code.now + performance.now() - this.#at : Date.now();
    return html`<div class="all"><header><div><h1>${t('pairing.title')}</h1><p class="org">${name(this.code?.title)}</p></div>
        <p class="clock"><time>${hms(now).slice(0, 5)}<span class="sec">:${seconds(now)}</span></time><span class="date">${longDate(now)}</span></p>
        <p class="seen">${this.failed || !this.code ? html`${glyph('nodata', false)}${t('pairing.alone')}` : html`${glyph('ok', false)}${t('pairing.seen')}`}</p></header>
      <main class="code"><p>${t('pairing.type')}</p>${this.#letters()}${this.#life()}</main>
      <ol class="how">${[1, 2, 3].map((step) => html`<li><b class="num">${step}</b><p>${t(`pairing.step${step}`)}<small>${t(`pairing.step${step}-more`, { host: location.host })}</small></p></li>`)}</ol>
      <footer><p>${t('pairing.machine', { width: Math.round(screen.width * devicePixelRatio), height: Math.round(screen.height * devicePixelRatio) })}</p><p>${this.code ? t('pairing.version', { version: this.code.version }) : nothing}</p></footer></div>`;
  }

  #letters() {
    const letters = this.code?.code ?? '';
    return html`<output aria-label=${[...letters].join(' ')}>${[0, 2, 4].map((at) => html`<span>${letters.slice(at, at + 2)}</span>`)}</output>`;
  }

  #life() {
    if (!this.code) return html`<p class="life">${t(this.failed ? 'pairing.none' : 'loading')}</p>`;
    const left = this.#left();
    return html`<svg class="lifebar" aria-hidden="true"><rect class="bed" width="100%" height="100%" rx="4"></rect><rect class="v" width=${share(left / this.code.lasts)} height="100%" rx="4"></rect></svg>
      <p class="life">${t('pairing.left', { m: n(Math.floor(left / 60_000)), s: n(Math.floor(left % 60_000 / 1000)) })}</p>`;
  }
}

function say(path, body) {
  return rest(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

customElements.define('wall-pairing', Pairing);

/** Whether the server wants to be shown who this wall is. */
export function isUnknown() {
  return live.state === 'refused' && (live.refusedWith === 4401 || live.refusedWith === 4403);
}
