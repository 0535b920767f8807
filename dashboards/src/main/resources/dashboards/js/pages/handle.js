/** Doing something about alerts: shown at once, then confirmed by the stream that everybody reads, or taken back. */
import { LitElement, css, html, nothing } from 'lit';
import { live } from '../live.js';
import { alertText } from '../alerts.js';
import { isOperator, may, me, post, who } from '../me.js';
import { base } from '../parts.js';
import { hm, name, span, t } from '../words.js';
import './assignee.js';

const HOUR = 3_600_000;
const SHELVES = [1, 4, 24, 72];

/** What was asked and is not on the stream yet, by alert. */
const asked = new Map();

/** The last thing asked of each alert: the next one builds on its answer, which the stream may not have told yet. */
const last = new Map();

/** Alerts as they are shown: with what was just asked of them. */
export function shown(alert) {
  const hope = asked.get(alert.id);
  if (!hope) return alert;
  if ((alert.revision ?? 0) > hope.revision) {
    asked.delete(alert.id);
    return alert;
  }
  return { ...alert, ...hope.looks, pending: true };
}

/** Whether it was given to me or a unit of mine. */
export function isMine(alert) {
  const { orgs = [] } = me()?.person ?? {};
  return alert.holderId != null && (alert.holderId === myId() || orgs.some((org) => alert.holderId === `org:${org}`));
}

/** Operators may do everything, who heads a unit may answer for what it was given. */
export function mayDo(act, alert) {
  return isOperator() || (may('handle') && ['accept', 'release', 'comment'].includes(act) && isMine(alert));
}

/** As an alert names its holder. */
export function myId() {
  return `person:${me()?.person?.id}`;
}

/** Accepts an alert in the name of who has signed in. */
export function accept(alert) {
  return send(alert, { act: 'accept' }, { state: alert.clearedAt ? 'closed' : 'accepted', holder: me()?.person?.name ?? '', holderId: myId() });
}

export function release(alert) {
  return send(alert, { act: 'release' }, { state: 'new', holder: null, holderId: null });
}

export function unshelve(alert) {
  return send(alert, { act: 'unshelve' }, { state: 'new', shelvedUntil: null });
}

export async function comment(alert, text) {
  await who().catch(() => null);
  return post(`/alerts/${encodeURIComponent(alert.id)}/acts`, { act: 'comment', text });
}

function send(alert, body, looks) {
  const before = last.get(alert.id);
  asked.set(alert.id, { revision: alert.revision ?? 0, looks });
  dispatchEvent(new CustomEvent('handled'));
  const answer = act(alert, body, looks, before);
  last.set(alert.id, answer);
  return answer;
}

async function act(alert, body, looks, before) {
  const known = await before?.catch(() => null);
  const revision = Math.max(alert.revision ?? 0, known?.revision ?? 0);
  asked.set(alert.id, { revision, looks });
  try {
    return await post(`/alerts/${encodeURIComponent(alert.id)}/acts`, { ...body, revision });
  } catch (error) {
    asked.delete(alert.id);
    say(refusal(alert, error));
    throw error;
  } finally {
    dispatchEvent(new CustomEvent('handled'));
  }
}

function refusal(alert, { problem, message }) {
  const values = problem?.values ?? {};
  if (problem?.code === 'alert-late') return t('handle.late', { alert: alertText(alert), by: values.by || t('acts.nobody'), time: hm(values.at), what: t(`acts.${values.kind}`) });
  if (problem?.code === 'alert-unfit') return t('handle.unfit', { alert: alertText(alert), state: t(`alert-state.${values.state}`) });
  return t('alerts.failed', { why: message });
}

class Said extends LitElement {
  static styles = [base, css`p { position: fixed; left: 50%; bottom: 1.25rem; transform: translateX(-50%); z-index: 20; background: var(--text); color: var(--bg); padding: .75rem 1.125rem; border-radius: var(--radius-m); box-shadow: var(--shadow); max-width: min(40rem, calc(100vw - 2rem)); } @media (max-width: 47.99em) { p { bottom: 5rem; } }`];
  static properties = { text: { state: true } };

  say(text) {
    this.text = text;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.text = '', 8000);
  }

  render() {
    return html`<div role="alert">${this.text ? html`<p>${this.text}</p>` : nothing}</div>`;
  }
}

customElements.define('ioc-said', Said);

/** Assigning and shelving ask for more: to whom, until when and why. */
class Handling extends LitElement {
  static styles = [base, css`
    dialog { border: 1px solid var(--line-strong); border-radius: .75rem; padding: 1.25rem 1.5rem; width: min(30rem, calc(100vw - 2rem)); max-height: calc(100dvh - 2rem); overflow: auto; background: var(--raised); color: var(--text); box-shadow: var(--shadow); } dialog::backdrop { background: rgb(20 25 31 / .45); }
    form { display: grid; gap: .875rem; } h2 { font-size: 1.25rem; font-weight: var(--w-bold); line-height: 1.28; } h2 small { display: block; font-size: .875rem; font-weight: var(--w-regular); color: var(--text-2); } label { display: grid; gap: .25rem; font-size: .875rem; color: var(--text-2); } input, textarea, select { border: 1px solid var(--line-strong); border-radius: var(--radius-s); padding: .5rem .75rem; font-size: 1.0625rem; background: var(--tile); color: var(--text); min-height: 2.75rem; width: 100%; } textarea { min-height: 4.5rem; resize: vertical; }
    .acts { display: flex; gap: .5rem; justify-content: flex-end; } button[disabled] { opacity: .5; cursor: default; } button { height: 2.75rem; padding: 0 1.125rem; border-radius: var(--radius-s); border: 1px solid var(--line-strong); background: var(--tile); cursor: pointer; font-weight: var(--w-medium); } .act { background: var(--text); color: var(--tile); border-color: var(--text); font-weight: var(--w-semibold); } :focus-visible { outline: 3px solid var(--info); outline-offset: 2px; }
  `];
  static properties = { what: { state: true }, to: { state: true } };

  show(what) {
    this.what = what;
    this.to = null;
    this.updateComplete.then(() => {
      this.renderRoot.querySelector('dialog').showModal();
      this.renderRoot.querySelector('[autofocus]')?.focus();
    });
  }

  render() {
    if (!this.what) return nothing;
    const { act, alert } = this.what;
    return html`<dialog aria-labelledby="h" @close=${() => this.what = null}><form @submit=${(event) => this.#send(event)}>
      <h2 id="h">${t(`handle.${act}`)}<small>${alertText(alert)}</small></h2>
      ${act === 'assign' ? html`<ioc-assignee autofocus .alert=${alert.id} @chosen=${(event) => this.#chosen(event.detail)}></ioc-assignee>`
        : html`<label>${t('handle.until')}<select name="hours" autofocus>${SHELVES.map((hours) => html`<option value=${hours}>${t('handle.until-option', { span: span(hours * HOUR), time: hm(live.now() + hours * HOUR) })}</option>`)}</select></label>
        <label>${t('handle.reason')}<textarea name="text" required maxlength="1000"></textarea></label>`}
      <div class="acts"><button type="button" @click=${() => this.renderRoot.querySelector('dialog').close()}>${t('cancel')}</button><button class="act" ?disabled=${act === 'assign' && !this.to}>${t(`handle.${act}-do`)}</button></div>
    </form></dialog>`;
  }

  #chosen(to) {
    this.to = to;
    if (to) this.updateComplete.then(() => this.renderRoot.querySelector('button.act').focus());
  }

  #send(event) {
    event.preventDefault();
    const { act, alert } = this.what;
    if (act === 'assign' && !this.to) return;
    const form = new FormData(event.target);
    this.renderRoot.querySelector('dialog').close();
    if (act === 'assign') {
      const { id, name: holder } = this.to;
      send(alert, { act, to: id }, { state: 'accepted', holder: name(holder), holderId: id }).catch(() => null);
    } else {
      const until = Math.round(live.now() + Number(form.get('hours')) * HOUR);
      send(alert, { act, text: form.get('text').trim(), until }, { state: 'shelved', shelvedUntil: until }).catch(() => null);
    }
  }
}

customElements.define('ioc-handling', Handling);

const made = {};

function one(tag) {
  return made[tag] ??= document.body.appendChild(document.createElement(tag));
}

export function say(text) {
  one('ioc-said').say(text);
}

/** `act` is assign or shelve. */
export function ask(act, alert) {
  one('ioc-handling').show({ act, alert });
}

