/** One dossier: how it stands, why it is due when it is due, when it waited, and what each source said of it. */
import { LitElement, css, html, nothing } from 'lit';
import { Ticking } from '../live.js';
import { glyph } from '../parts.js';
import { dm, dmy, hm, n, name, t, workingSpan } from '../words.js';
import './apology.js';
import { clockStyle, explained } from './clock.js';
import { DossierSource } from './dossier-source.js';
import { list, status } from './dossiers.js';
import { facts, factsStyle } from './facts.js';
import { handling, handlingStyle } from './handling.js';
import { bar, blank, sheet, sheets, waiting } from './sheet.js';

const CHANGES = 4;          // fields named of one record
const LETTER = { save: 'draft', reopen: 'draft', sign: 'signed', send: 'sent', discard: 'discarded' }; // what a step makes of a letter of apology

class DossierPage extends LitElement {
  static styles = [...sheets, clockStyle, handlingStyle, factsStyle, css`
    main { grid-template-columns: minmax(0, 2fr) minmax(0, 1fr) minmax(0, 1fr); } .facts, .clock, .history, dossier-apology { grid-column: 1 / -1; }
    .card > header { flex-wrap: wrap; gap: 0 1rem; } .told td { padding-block: .3125rem; } .told .differs { font-weight: var(--w-semibold); color: var(--warn); } .told .glyph { vertical-align: -.125em; }
    .waits { display: grid; } .waits li { display: grid; grid-template-columns: 1.25rem minmax(0, 1fr) auto; gap: 0 .625rem; padding: .375rem 0; border-top: 1px solid var(--line); align-items: baseline; } .waits li:first-child { border-top: 0; } .waits .glyph { align-self: center; } .waits small { display: block; font-size: var(--t-s); color: var(--text-2); }
    .past { display: grid; } .past > li { display: grid; grid-template-columns: 10.5rem 9rem minmax(0, 1fr); gap: .125rem 1rem; padding: .4375rem 0; border-top: 1px solid var(--line); align-items: baseline; } .past > li:first-child { border-top: 0; } .past details { font-size: var(--t-s); color: var(--text-2); } .past summary { cursor: pointer; width: max-content; max-width: 100%; } pre { margin: .375rem 0 0; padding: .625rem .75rem; background: var(--panel); border-radius: var(--radius-s); overflow-x: auto; color: var(--text); white-space: pre-wrap; overflow-wrap: anywhere; } .change { overflow-wrap: anywhere; }
    @media (max-width: 64em) { main { grid-template-columns: minmax(0, 1fr); } }
    @media (max-width: 47.99em) { .past > li { grid-template-columns: auto minmax(0, 1fr); } .past > li > :last-child { grid-column: 1 / -1; } .bar h1 { font-size: 1.25rem; overflow-wrap: anywhere; } .told, .told tbody, .told tr, .told td { display: block; width: auto; } .told thead { display: none; } .told tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 .75rem; padding: .4375rem 0; border-bottom: 1px solid var(--line); } .told td { border: 0 !important; padding: 0 !important; } .past summary { min-height: 2.75rem; align-content: center; } }
  `];
  static properties = { code: {} };

  #source = new DossierSource(this, () => this.code);
  #tick = new Ticking(this);

  render() {
    const { dossier, failed, changedAt } = this.#source;
    const head = bar(this, { title: this.code, up: html`<a class="up" href=${list()}>‹ ${t('nav.dossiers')}</a>` });
    if (!dossier) return failed ? sheet(head, html`<main><section class="card facts">${blank('nodata', t('dossier.gone'), failed)}</section></main>`) : sheet(head, waiting());
    return sheet(head, html`<main>${facts(dossier)}<dossier-apology .code=${this.code} .stamp=${changedAt} @letter=${(event) => this.#source.wrote(event.detail)}></dossier-apology><section class="card clock" id="clock" aria-labelledby="h-clock">${explained(dossier, 'h-clock')}</section>
      ${handling(dossier)}${this.#told(dossier)}${this.#pauses(dossier)}${this.#scored(dossier)}${this.#history(dossier)}</main>`);
  }

  #told({ told, source }) {
    const word = told.find((each) => each.source === source) ?? told[0];
    const differs = (each, field) => each !== word && each[field] !== word[field];
    const agree = told.every((each) => !differs(each, 'status') && !differs(each, 'dueAt') && !differs(each, 'finishedAt'));
    const cell = (each, field, words) => html`<td class=${differs(each, field) ? 'differs' : ''}>${differs(each, field) ? html`${glyph('warn', false)} ` : nothing}${words}${differs(each, field) ? html`<small>${t('dossier.differs')}</small>` : nothing}</td>`;
    const at = (ms) => ms == null ? '–' : `${dmy(ms)} ${hm(ms)}`;
    return html`<section class="card" aria-labelledby="h-told"><header><h2 id="h-told">${t('dossier.told')}</h2><p>${told.length < 2 ? t('dossier.told-one') : html`<span class="state is-${agree ? 'ok' : 'warn'}">${glyph(agree ? 'ok' : 'warn', false)}${t(agree ? 'dossier.told-agree' : 'dossier.told-differ')}</span>`}</p></header>
      <table class="tbl told"><thead><tr><th>${t('dossiers.source')}</th><th>${t('dossier.status')}</th><th>${t('dossiers.due-at')}</th><th>${t('dossier.finished')}</th></tr></thead><tbody>${told.map((each) => html`<tr><td><b>${name(each.label)}</b>${each === word && told.length > 1 ? html`<small>${t('dossier.counts')}</small>` : nothing}</td>${cell(each, 'status', html`${status(each)}`)}${cell(each, 'dueAt', at(each.dueAt))}${cell(each, 'finishedAt', at(each.finishedAt))}</tr>`)}</tbody></table></section>`;
  }

  #pauses({ clock }) {
    const stood = (pause) => pause.until == null ? null : clock.steps.find((step) => step.kind === 'paused' && step.from <= pause.from && (step.until ?? Infinity) >= (pause.until ?? Infinity))?.counted;
    return html`<section class="card" aria-labelledby="h-pauses"><header><h2 id="h-pauses">${t('dossier.pauses')}</h2><p>${clock.pauses.length > 0 ? n(clock.pauses.length) : ''}</p></header>
      ${clock.pauses.length === 0 ? html`<p class="note">${t('dossier.pauses-none')}</p>` : html`<ol class="waits">${clock.pauses.map((pause) => html`<li>${glyph('pause', false)}<span>${t(`dossier.pause-${pause.reason}`)}<small>${dm(pause.from)} ${hm(pause.from)} – ${pause.until == null ? t('dossier.pause-on') : `${dm(pause.until)} ${hm(pause.until)}`}</small></span><span class="s">${stood(pause) == null ? '' : workingSpan(stood(pause), clock.perDay)}</span></li>`)}</ol>`}</section>`;
  }

  #scored({ clock, scoredLate }) {
    const due = clock.scoredDueAt;
    return html`<section class="card" aria-labelledby="h-scored"><header><h2 id="h-scored">${t('dossier.clock766')}</h2><p><span class="state is-${scoredLate ? 'crit' : 'ok'}">${glyph(scoredLate ? 'crit' : 'ok', false)}${t(scoredLate ? 'dossier.scored-late' : 'dossier.scored-on-time')}</span></p></header>
      <p>${t('dossier.scored-due')}: <b>${due == null ? t('due.none') : `${hm(due)} ${dmy(due)}`}</b>${due == null ? nothing : html` <span class="q">${t(due === clock.dueAt ? 'dossier.scored-same' : 'dossier.scored-other')}</span>`}</p><p class="note">${t('dossier.clock766-means')}</p></section>`;
  }

  #history({ history }) {
    const last = new Map();
    const said = history.map((past) => {
      const before = last.get(past.source);
      last.set(past.source, past.body);
      return { ...past, changes: before === undefined ? null : changes(before, past.body) };
    }).reverse();
    return html`<section class="card history" aria-labelledby="h-history"><header><h2 id="h-history">${t('dossier.history')}</h2><p>${t('dossier.history-n', { n: n(history.length) })}</p></header>
      <ol class="past">${said.map((past) => html`<li><span>${dmy(past.seenAt)} ${hm(past.seenAt)}</span><b>${past.source === 'person' ? past.body?.by ?? t('dossier.person') : name(past.label)}</b>
        <div><span class="change">${LETTER[past.body?.step] && past.source === 'person' ? `${t('apology.title')}: ${t(`apology.was-${LETTER[past.body.step]}`)}` : past.changes === null ? t('dossier.first') : past.changes.length > 0 ? t('dossier.changed', { fields: past.changes.slice(0, CHANGES).join('; ') }) : '–'}</span>
          <details><summary>${t('dossier.raw')}</summary><pre class="mono">${typeof past.body === 'string' ? past.body : JSON.stringify(past.body, null, 2)}</pre></details></div></li>`)}</ol></section>`;
  }
}

/** Fields that are not what they were: `TrangThaiHoSo 4 → 5`. */
function changes(before, after) {
  if (typeof before !== 'object' || typeof after !== 'object') return [];
  const text = (value) => value == null || value === '' ? '–' : typeof value === 'object' ? '…' : String(value);
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key])).map((key) => `${key} ${text(before[key])} → ${text(after[key])}`);
}

customElements.define('page-dossier', DossierPage);
