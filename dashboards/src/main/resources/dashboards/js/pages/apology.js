/**
 * The letter of apology of one dossier: what is owed and until when, the draft, its signing and sending, and the paper.
 * Whom it is addressed to is put on the paper and forgotten with this page.
 */
import { LitElement, css, html, nothing } from 'lit';
import { may as mayAsk, me } from '../me.js';
import { glyph, rest } from '../parts.js';
import { clockTime, dmy, hm, n, t, weekday } from '../words.js';
import { sheets } from './sheet.js';

const FORMS = ['VAN_BAN_XIN_LOI', 'PHIEU_XIN_LOI'];
const ASK_EVERY = 30_000;   // ms between two looks, and at once when a dossier changes
const SHAPES = { 'to-write': 'warn', late: 'crit', draft: 'warn', signed: 'warn', sent: 'ok', 'sent-late': 'warn', none: 'idle' };
const FINAL = ['discard', 'send'];   // asked twice

class Apology extends LitElement {
  static styles = [...sheets, css`
    :host { display: block; height: auto; } .card { gap: .625rem; } .card > header { flex-wrap: wrap; gap: 0 1rem; margin: 0; } .card > header p { overflow: visible; white-space: normal; display: flex; flex-wrap: wrap; gap: 0 .5rem; align-items: center; }
    .card.late { border-left: .375rem solid var(--crit-solid); } .card.near { border-left: .375rem solid var(--warn); }
    .split { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: .75rem 2rem; align-items: start; }
    form, .said, .paper { display: grid; gap: .625rem; grid-template-columns: minmax(0, 1fr); } .grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(11.5rem, 100%), 1fr)); gap: .625rem .875rem; } .wide { grid-column: 1 / -1; }
    label { display: grid; grid-template-columns: minmax(0, 1fr); gap: .1875rem; font-size: var(--t-s); color: var(--text-2); min-width: 0; align-content: end; } .field { font-size: var(--t-m); color: var(--text); width: 100%; } textarea.field { height: auto; padding-block: .375rem; line-height: var(--lh-text); resize: vertical; } :user-invalid { border-color: var(--crit); }
    details { border-top: 1px solid var(--line); padding-top: .375rem; } summary { cursor: pointer; width: max-content; max-width: 100%; color: var(--text-2); font-size: var(--t-s); } details .grid { margin-top: .5rem; }
    .acts { flex-wrap: wrap; align-items: end; } .acts label { flex: 1 1 11rem; max-width: 18rem; } .duty { background: var(--crit-solid); border-color: var(--crit-solid); color: #fff; font-weight: var(--w-semibold); } .duty:hover { background: var(--crit-solid); filter: brightness(.92); }
    dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .1875rem 1rem; } dt { color: var(--text-2); font-size: var(--t-s); } dd { overflow-wrap: anywhere; } dd small { color: var(--text-2); font-size: var(--t-s); }
    .deeds { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; font-size: var(--t-s); color: var(--text-2); } .deeds b { color: var(--text); } .bad { color: var(--crit); font-weight: var(--w-medium); } .hold { color: var(--warn); } .hold .glyph, .bad .glyph { vertical-align: -.125em; }
    fieldset { border: 0; border-top: 1px solid var(--line); margin: 0; padding: .5rem 0 0; min-width: 0; display: grid; gap: .5rem; } .paper fieldset { border: 0; padding: 0; } legend { padding: 0; font-size: var(--t-s); font-weight: var(--w-semibold); float: left; } legend + * { clear: both; } .paper { background: var(--panel); border-radius: var(--radius-s); padding: .625rem .75rem .75rem; }
    @media (max-width: 64em) { .split { grid-template-columns: minmax(0, 1fr); } } @media (max-width: 47.99em) { .acts .btn { flex: 1 1 40%; justify-content: center; } summary { min-height: 2.75rem; align-content: center; } .acts label { max-width: none; flex-basis: 100%; } }
  `];
  static properties = { code: {}, stamp: {}, letter: { state: true }, form: { state: true }, sure: { state: true }, failed: { state: true }, busy: { state: true } };

  #asked = '';
  #askedAt = 0;
  #seen = 0;   // revision that the form was opened on, or that the person was told of

  willUpdate() {
    const question = `${this.code} ${this.stamp}`;
    if (question === this.#asked && performance.now() - this.#askedAt < ASK_EVERY) return;
    if (!this.#asked.startsWith(`${this.code} `)) this.letter = this.form = this.sure = null;
    this.#asked = question;
    this.#ask();
  }

  #ask() {
    const { code } = this;
    this.#askedAt = performance.now();
    return rest(this.#path()).then((letter) => code === this.code && this.#take(letter), () => {});   // without one the rest of the page still stands
  }

  #path(more = '') {
    return `/dossiers/${encodeURIComponent(this.code)}/apology${more}`;
  }

  #take(letter) {
    if (this.letter && letter.revision < this.letter.revision) return;
    this.letter = letter;
    this.dispatchEvent(new CustomEvent('letter', { detail: letter.revision }));
  }

  render() {
    const { letter } = this;
    if (!letter || letter.state == null && letter.may.length === 0) return nothing;
    const kind = letter.past ? 'late' : ['to-write', 'draft', 'signed'].includes(letter.duty) ? 'near' : '';
    return html`<section class="card ${kind}" aria-labelledby="h-letter"><header><h2 id="h-letter">${t('apology.title')}</h2>${this.#standing(letter)}</header>
      ${letter.deeds.length > 0 ? html`<ol class="deeds">${letter.deeds.map((deed) => html`<li><b>${t(`apology.was-${deed.state}`)}</b> ${hm(deed.at)} ${dmy(deed.at)} · ${deed.by}</li>`)}</ol>` : nothing}
      ${letter.dueMoved && letter.state !== 'sent' ? html`<p class="hold">${glyph('warn', false)} ${t('apology.due-moved', { was: moment(letter.letter.dueAt), must: moment(letter.dueAt) })}</p>` : nothing}
      ${letter.hindrance && letter.state !== 'sent' ? html`<p class="hold">${glyph('warn', false)} ${t(`apology.refused-${letter.hindrance}`)}</p>` : nothing}
      ${this.form ? this.#form() : letter.letter ? html`<div class="split">${this.#said(letter)}${mayAsk('paper') ? this.#paper() : nothing}</div>` : this.#begin(letter)}
      ${this.failed ? html`<p class="bad" role="alert">${this.failed}</p>` : nothing}</section>`;
  }

  #standing(letter) {
    const shape = letter.past ? 'crit' : SHAPES[letter.duty];
    const by = letter.byAt == null ? '' : t(letter.past ? 'apology.by-past' : 'apology.by', { time: moment(letter.byAt) });
    return html`<p><span class="state is-${shape}">${glyph(shape, false)}${t(`apology.duty-${letter.duty}`)}</span><span>${by}</span></p>`;
  }

  #begin(letter) {
    return !mayAsk('apologise') ? nothing : html`<div class="acts"><button class="btn ${letter.duty === 'none' ? '' : letter.past ? 'duty' : 'act'}" id="begin" ?disabled=${!letter.may.includes('save')} @click=${() => this.#edit(letter.proposal)}>${t('apology.write')}</button></div>`;
  }

  #said({ letter, may: next, state, provisional }) {
    const may = mayAsk('apologise') ? next : [];
    const signer = [letter.authority, letter.title, letter.name].filter(Boolean).join(' · ');
    return html`<div class="said"><dl><dt>${t('apology.promised')}</dt><dd><b>${moment(letter.promisedAt)}</b>${provisional ? html` <small>${t('clock.provisional')}</small>` : nothing}</dd><dt>${t('apology.due')}</dt><dd>${moment(letter.dueAt)}</dd><dt>${t('apology.reason')}</dt><dd>${letter.reason}</dd>
        <dt>${t('apology.signer')}</dt><dd>${signer || t('apology.signer-none')}</dd><dt>${t('apology.number')}</dt><dd>${letter.number || '–'}</dd><dt>${t('apology.form')}</dt><dd>${t(`apology.form-${letter.form}`)}</dd></dl>
      ${this.sure ? this.#surely() : html`<div class="acts">${may.filter((step) => step !== 'save').length > 0 ? this.#by() : nothing}${this.#step('sign', may, 'act')}${this.#step('send', may, 'act')}
        ${may.includes('save') ? html`<button class="btn" id="edit" @click=${() => this.#edit(letter)}>${t('apology.edit')}</button>` : nothing}${this.#step('reopen', may)}${this.#step('discard', may)}</div>`}
      ${state === 'sent' ? html`<p class="note">${t('apology.final')}</p>` : nothing}</div>`;
  }

  #by() {
    return html`<p class="note">${t('alerts.as', { name: me()?.person?.name ?? '' })}</p>`;
  }

  #step(step, may, look = '') {
    return may.includes(step) ? html`<button class="btn ${look}" data-step=${step} ?disabled=${this.busy} @click=${() => FINAL.includes(step) ? this.#askTwice(step) : this.#do(step)}>${t(`apology.do-${step}`)}</button>` : nothing;
  }

  #askTwice(step) {
    this.sure = step;
    this.updateComplete.then(() => this.renderRoot.querySelector('#surely')?.focus());
  }

  #surely() {
    const { sure } = this;
    return html`<p class="hold" role="status">${glyph('warn', false)} ${t(`apology.sure-${sure}`)}</p><div class="acts"><button class="btn act" id="surely" ?disabled=${this.busy} @click=${() => this.#do(sure)}>${t(`apology.do-${sure}`)}</button><button class="btn" @click=${() => this.sure = null}>${t('cancel')}</button></div>`;
  }

  // the draft --------------------------------------------------------------------------------------------------------

  #edit(letter) {
    this.failed = '';
    this.#seen = this.letter.revision;
    this.form = { ...(letter ?? { form: FORMS[0], recipients: [] }) };
    this.updateComplete.then(() => this.renderRoot.querySelector('[name=reason]')?.focus());
  }

  #form() {
    const { form } = this;
    const input = (key, most, more = {}) => html`<label class=${more.wide ? 'wide' : ''}>${t(`apology.${more.label ?? key}`)}<input class="field" name=${key} maxlength=${most} ?required=${more.required} .value=${form[key] ?? ''}></label>`;
    const lines = (key, required = false) => html`<label>${t(`apology.${key}`)}<textarea class="field" name=${key} rows="2" maxlength="200" ?required=${required} .value=${form[key] ?? ''}></textarea></label>`;
    return html`<form @submit=${(event) => this.#save(event)} autocomplete="off">
      <label class="wide">${t('apology.reason')}<textarea class="field" name="reason" rows="2" maxlength="4000" required .value=${form.reason ?? ''}></textarea></label>
      <div class="grid"><label>${t('apology.promised')}<input class="field" name="promisedAt" required title=${t('apology.date-form')} placeholder=${t('apology.date-form')} inputmode="numeric" pattern="\\d{1,2}/\\d{1,2}/\\d{4} \\d{1,2}:\\d{2}" .value=${form.promisedAt == null ? '' : `${dmy(form.promisedAt)} ${hm(form.promisedAt)}`}></label>
        <label>${t('apology.form')}<select class="field" name="form">${FORMS.map((each) => html`<option value=${each} ?selected=${each === form.form}>${t(`apology.form-${each}`)}</option>`)}</select></label>${input('number', 50)}
        ${input('authority', 120)}${input('title', 120, { label: 'signer-title' })}${input('name', 120, { label: 'signer-name' })}</div>
      <details><summary>${t('apology.more', { agency: form.agency ?? '', place: form.place ?? '' })}</summary><div class="grid">${lines('parent')}${lines('agency', true)}${input('place', 100, { required: true })}${input('office', 300)}${input('receipt', 100)}
        <label class="wide">${t('apology.recipients')}<textarea class="field" name="recipients" rows="2">${(form.recipients ?? []).join('\n')}</textarea></label></div></details>
      <div class="acts">${this.#by()}<button class="btn act" id="save" ?disabled=${this.busy}>${t('apology.do-save')}</button><button type="button" class="btn" @click=${() => this.#close()}>${t('cancel')}</button></div></form>`;
  }

  #close() {
    this.form = null;
    this.failed = '';
  }

  #save(event) {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(event.target));
    const promisedAt = clockTime(given.promisedAt);
    if (promisedAt == null) {
      this.failed = t('apology.refused-date', { given: given.promisedAt });
      return;
    }
    this.form = { ...given, promisedAt, recipients: given.recipients.split('\n').map((line) => line.trim()).filter(Boolean) };   // stays when it is refused
    this.#do('save', this.form);
  }

  async #do(step, letter) {
    this.failed = '';
    this.busy = true;
    try {
      const taken = await rest(this.#path(), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ step, revision: step === 'save' ? this.#seen : this.letter.revision, ...(letter ? { letter } : {}) }) });
      this.form = this.sure = null;
      this.#take(taken);
      await this.updateComplete;
      this.renderRoot.querySelector('[data-step], #to')?.focus();
    } catch (error) {
      this.failed = refusal(error);
      this.sure = null;
      if (error.problem?.status === 409) {
        await this.#ask();
        this.#seen = this.letter?.revision ?? 0;
        if (!this.letter?.may.includes('save')) this.form = null;
      }
    } finally {
      this.busy = false;
    }
  }

  // the paper --------------------------------------------------------------------------------------------------------

  #paper() {
    return html`<form class="paper" autocomplete="off" @submit=${(event) => this.#print(event)}><fieldset><legend>${t('apology.paper')}</legend><p class="note">${t('apology.paper-means')}</p>
      <label>${t('apology.to-name')}<input class="field" id="to" name="name" maxlength="200" autocomplete="off"></label><label>${t('apology.to-address')}<input class="field" name="address" maxlength="300" autocomplete="off"></label><label>${t('apology.to-phone')}<input class="field" name="phone" maxlength="50" inputmode="tel" autocomplete="off"></label>
      <div class="acts"><button class="btn" value="pdf" ?disabled=${this.busy}>PDF</button><button class="btn" value="docx" ?disabled=${this.busy}>DOCX</button></div></fieldset></form>`;
  }

  async #print(event) {
    event.preventDefault();
    const format = event.submitter?.value ?? 'pdf';
    this.busy = true;
    this.failed = '';
    try {
      const answer = await fetch(`/api/v1${this.#path(`/paper?format=${format}`)}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(Object.fromEntries(new FormData(event.target))) });
      if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).detail ?? `${answer.status}`);
      const link = document.createElement('a');
      link.href = URL.createObjectURL(await answer.blob());
      link.download = /filename="([^"]+)"/.exec(answer.headers.get('content-disposition') ?? '')?.[1] ?? `xin-loi.${format}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    } catch (error) {
      this.failed = t('alerts.failed', { why: error.message });
    } finally {
      this.busy = false;
    }
  }
}

function moment(ms) {
  return ms == null ? '–' : `${hm(ms)} ${weekday(ms)} ${dmy(ms)}`;
}

/** What the server refused, in the reader's words where there are some. */
function refusal({ problem, message }) {
  const { code, values = {} } = problem ?? {};
  if (!code) return t('alerts.failed', { why: message });
  const state = values.state ? t(`apology.was-${values.state}`) : '';
  const words = t(`apology.refused-${code}`, { given: moment(values.given), allowed: moment(values.allowed), was: moment(values.was), must: moment(values.must), state, since: moment(values.since), by: values.by ?? '', revision: n(values.revision) });
  return words;
}

customElements.define('dossier-apology', Apology);
