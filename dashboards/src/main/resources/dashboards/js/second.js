/** Setting up the second factor: a key for an app on a phone, a code of it, then the codes for when the phone is lost. */
import { LitElement, css, html, nothing, svg } from 'lit';
import { base } from './parts.js';
import { post } from './me.js';
import { n, t } from './words.js';

class Second extends LitElement {
  static styles = [base, css`
    :host { display: grid; gap: .75rem; } form { display: grid; gap: .75rem; } .note { font-size: .875rem; color: var(--text-2); line-height: 1.45; } .bad { color: var(--crit); font-size: .875rem; line-height: 1.4; }
    .key { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 1rem; align-items: center; } .qr { width: 9.5rem; height: 9.5rem; background: #fff; border: 1px solid var(--line); border-radius: var(--radius-s); padding: .5rem; } .by { display: grid; gap: .375rem; } code { font-family: var(--mono); overflow-wrap: anywhere; user-select: all; line-height: 1.5; }
    label { display: grid; gap: .375rem; font-size: .9375rem; color: var(--text-2); } input { border: 1px solid var(--line-strong); border-radius: var(--radius-s); padding: .5rem .75rem; font-size: 1.25rem; letter-spacing: .12em; background: var(--tile); color: var(--text); width: 100%; min-height: 2.75rem; }
    ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(7.5rem, 1fr)); gap: .5rem; font-family: var(--mono); background: #fff; border: 1px solid var(--line); border-radius: var(--radius-s); padding: .75rem 1rem; color: #14191f; user-select: text; } .acts { display: flex; gap: .5rem; flex-wrap: wrap; }
    button, .btn { min-height: 2.75rem; padding: 0 1.125rem; border-radius: var(--radius-s); border: 1px solid var(--line-strong); background: var(--tile); color: var(--text); cursor: pointer; font-weight: var(--w-medium); display: inline-flex; align-items: center; text-decoration: none; justify-content: center; } ::slotted(button) { font: inherit; min-height: 2.75rem; padding: 0 1.125rem; border-radius: var(--radius-s); border: 1px solid var(--line-strong); background: var(--tile); color: var(--text); cursor: pointer; font-weight: var(--w-medium); } .act { background: var(--text); color: var(--tile); border-color: var(--text); font-weight: var(--w-semibold); } button[disabled] { opacity: .6; } h3:focus { outline: none; } :focus-visible { outline: 3px solid var(--info); outline-offset: 2px; }
    @media (max-width: 30em) { .key { grid-template-columns: minmax(0, 1fr); justify-items: center; } .by { width: 100%; } }
  `];
  static properties = { login: {}, begun: { state: true }, codes: { state: true }, failed: { state: true }, busy: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.redraw = () => this.requestUpdate();
    addEventListener('language', this.redraw);
    this.#begin();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('language', this.redraw);
  }

  async #begin() {
    await this.#try(async () => this.begun = await post('/me/second-factor', { step: 'begin' }));
    await this.updateComplete;
    this.renderRoot.querySelector('input')?.focus();
  }

  async #try(work) {
    this.failed = '';
    this.busy = true;
    try {
      await work();
    } catch ({ problem, message }) {
      const { code } = problem ?? {};
      this.failed = code === 'second-wrong' ? t('door.second-wrong') : code === 'second-over' ? t('second.over') : t('door.refused', { why: message });
      if (code === 'second-over') this.begun = await post('/me/second-factor', { step: 'begin' }).catch(() => null);
    } finally {
      this.busy = false;
    }
  }

  #confirm(event) {
    event.preventDefault();
    const code = event.target.elements.code.value;
    return this.#try(async () => {
      this.codes = (await post('/me/second-factor', { step: 'confirm', code })).recovery;
      this.dispatchEvent(new CustomEvent('second', { bubbles: true, composed: true }));
      await this.updateComplete;
      this.renderRoot.querySelector('h3').focus();
    });
  }

  /** A file of their own, since what is on a page is gone with it. */
  #file() {
    return `data:text/plain;charset=utf-8,${encodeURIComponent(`${location.host} ${this.login ?? ''}\r\n${this.codes.join('\r\n')}\r\n`)}`;
  }

  render() {
    const bad = html`<p class=${this.failed ? 'bad' : 'vh'} role="alert">${this.failed ?? ''}</p>`;
    if (this.codes) {
      return html`<h3 tabindex="-1">${t('second.codes')}</h3><p class="note">${t('me.recovery', { n: n(this.codes.length) })}</p><ul>${this.codes.map((code) => html`<li>${code}</li>`)}</ul>
        <div class="acts"><a class="btn" download="ma-du-phong.txt" href=${this.#file()}>${t('second.file')}</a><button class="act" id="noted" @click=${() => this.dispatchEvent(new CustomEvent('noted'))}>${t('people.noted')}</button></div>`;
    }
    if (!this.begun) return bad;
    const { secret, qr } = this.begun;
    return html`<div class="key"><svg class="qr" viewBox="0 0 ${qr.size} ${qr.size}" role="img" aria-label=${t('second.qr')} shape-rendering="crispEdges">${svg`<path d=${qr.path} fill="#000"></path>`}</svg>
        <div class="by"><p class="note">${t('second.scan')}</p><code>${secret.replace(/(.{4})/g, '$1 ').trim()}</code></div></div>
      <form @submit=${(event) => this.#confirm(event)}><label>${t('second.code')}<input name="code" inputmode="numeric" autocomplete="one-time-code" required maxlength="20"></label>${bad}<div class="acts"><button class="act" ?disabled=${this.busy}>${t('me.second-confirm')}</button><slot></slot></div></form>`;
  }
}

customElements.define('ioc-second', Second);
