/** Taking an alert: it names who has signed in. */
import { LitElement, css, html, nothing } from 'lit';
import { me } from '../me.js';
import { base, rest } from '../parts.js';
import { alertText } from '../alerts.js';
import { t } from '../words.js';

class Acknowledgement extends LitElement {
  static styles = [base, css`
    dialog { border: 1px solid var(--line-strong); border-radius: .75rem; padding: 1.25rem 1.5rem; width: min(28rem, calc(100vw - 2rem)); background: var(--raised); color: var(--text); box-shadow: var(--shadow); } dialog::backdrop { background: rgb(20 25 31 / .45); }
    form { display: grid; gap: .875rem; } h2 { font-size: 1.25rem; font-weight: var(--w-bold); line-height: 1.28; } label { display: grid; gap: .25rem; font-size: .875rem; color: var(--text-2); } input { height: 2.75rem; border: 1px solid var(--line-strong); border-radius: var(--radius-s); padding: 0 .75rem; font-size: 1.125rem; background: var(--tile); color: var(--text); }
    .acts { display: flex; gap: .5rem; justify-content: flex-end; } button { height: 2.75rem; padding: 0 1.125rem; border-radius: var(--radius-s); border: 1px solid var(--line-strong); background: var(--tile); cursor: pointer; font-weight: var(--w-medium); } .act { background: var(--text); color: var(--tile); border-color: var(--text); font-weight: var(--w-semibold); } :focus-visible { outline: 3px solid var(--info); outline-offset: 2px; } .bad { color: var(--crit); font-size: .875rem; }
  `];
  static properties = { alert: { state: true }, failed: { state: true }, busy: { state: true } };

  show(alert) {
    this.alert = alert;
    this.failed = '';
    this.updateComplete.then(() => this.renderRoot.querySelector('dialog').showModal());
  }

  render() {
    if (!this.alert) return nothing;
    return html`<dialog aria-labelledby="h" @close=${() => this.alert = null}><form @submit=${(event) => this.#send(event)}>
      <h2 id="h">${alertText(this.alert)}</h2>
      <p>${t('alerts.as', { name: me()?.person?.name ?? '' })}</p>
      ${this.failed ? html`<p class="bad" role="alert">${t('alerts.failed', { why: this.failed })}</p>` : nothing}
      <div class="acts"><button type="button" @click=${() => this.renderRoot.querySelector('dialog').close()}>${t('cancel')}</button><button class="act" ?disabled=${this.busy}>${t('alerts.take')}</button></div>
    </form></dialog>`;
  }

  async #send(event) {
    event.preventDefault();
    this.busy = true;
    try {
      await rest(`/alerts/${encodeURIComponent(this.alert.id)}/acknowledgement`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
      this.renderRoot.querySelector('dialog')?.close();
    } catch (error) {
      this.failed = error.message;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define('ioc-acknowledgement', Acknowledgement);

let dialog;

export function acknowledge(alert) {
  dialog ??= document.body.appendChild(document.createElement('ioc-acknowledgement'));
  dialog.show(alert);
}
