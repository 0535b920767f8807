/** One assignment beside the list, or on a small screen instead of it: how it stands, what to do, evidence, what happened. */
import { LitElement, css, html, nothing } from 'lit';
import { live, Ticking } from '../live.js';
import { glyph, rest } from '../parts.js';
import { dm, dmy, due, has, hm, n, name, t } from '../words.js';
import { act, mayAct } from './act.js';
import { sheets } from './sheet.js';

const STEPS = { 'ask-explanation': 'alarm', refuse: 'alarm', 'refuse-extension': 'alarm', told: 'sys' };

class Assignment extends LitElement {
  static styles = [...sheets, css`
    :host { display: block; height: auto; } .card { gap: .75rem; height: 100%; overflow: auto; } .code { font-size: var(--t-s); color: var(--text-2); } h2.big { font-size: 1.25rem; line-height: 1.25; font-weight: var(--w-bold); }
    .dues { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .25rem 1rem; align-items: center; background: var(--panel); border-left: .25rem solid var(--line-strong); padding: .625rem .875rem; font-size: var(--t-s); } .dues .num { font-size: 1.25rem; } .dues.crit { border-color: var(--crit-solid); background: color-mix(in srgb, var(--crit-solid) 10%, var(--tile)); } .dues.warn { border-color: var(--warn); background: color-mix(in srgb, var(--warn-fill) 22%, var(--tile)); }
    .acts { flex-wrap: wrap; } .kv { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: .25rem .75rem; font-size: var(--t-s); } .kv dt { color: var(--text-2); } .kv dd { overflow-wrap: anywhere; }
    h3 { font-size: var(--t-s); font-weight: var(--w-semibold); border-top: 1px solid var(--line); padding-top: .625rem; display: flex; justify-content: space-between; gap: 1rem; } h3 small { font-weight: var(--w-regular); color: var(--text-2); font-size: inherit; } .list { display: grid; gap: .375rem; font-size: var(--t-s); } .list a { color: var(--info); } .list .q { margin-left: .375rem; }
    .log { display: grid; font-size: var(--t-s); } .log li { position: relative; padding: 0 0 .625rem 1.5rem; overflow-wrap: anywhere; } .log li::before { content: ""; position: absolute; left: .25rem; top: .3125rem; width: .5rem; height: .5rem; border-radius: 50%; border: 2px solid var(--line-strong); background: var(--tile); z-index: 1; } .log li::after { content: ""; position: absolute; left: .5625rem; top: .5rem; bottom: -.375rem; width: 1px; background: var(--line); } .log li:last-child::after { display: none; } .log .alarm::before { border-color: var(--crit-solid); background: var(--crit-solid); border-radius: 0; transform: rotate(45deg); } .log .sys::before { border-radius: 0; } .log time { color: var(--text-2); } .log p { color: var(--text-2); }
    .back { display: none; } @media (max-width: 80em) { .back { display: inline-flex; align-self: flex-start; } } :host([within]) .back { display: none; } :host([within]) .card { height: auto; } @media (max-width: 47.99em) { .list a { display: inline-block; padding: .5rem 0; } .acts .btn { flex: 1 1 40%; justify-content: center; } }
  `];
  static properties = { task: { attribute: false }, whole: { state: true }, failed: { state: true } };

  #tick = new Ticking(this);
  #asked = '';

  willUpdate() {
    const key = `${this.task.id} ${this.task.revision}`;
    if (key !== this.#asked) this.#ask(key);
  }

  /** The store writes behind the picture: a revision that is not there yet is asked for once more. */
  #ask(key, tries = 5) {
    if (this.whole?.id !== this.task.id) this.whole = null;
    this.#asked = key;
    rest(`/assignments/${encodeURIComponent(this.task.id)}`).then((whole) => {
      if (key !== this.#asked) return;
      this.whole = whole;
      this.failed = '';
      if (this.task.revision > whole.revision && tries > 0) setTimeout(() => key === this.#asked && this.#ask(key, tries - 1), 700);
    }, (error) => {
      if (key !== this.#asked) return;
      this.failed = error.message;
      if (tries > 0) setTimeout(() => key === this.#asked && this.#ask(key, tries - 1), 700);
    });
  }

  render() {
    const { task, whole } = this;
    const ended = task.doneAt ?? (task.acceptance === 'waiting' ? task.reportedAt : null);
    const kind = task.state === 'overdue' || task.state === 'done-late' ? 'crit' : task.state === 'soon' ? 'warn' : '';
    return html`<section class="card" aria-label=${t('tasks.detail')}>
      <button class="btn small back" @click=${() => this.dispatchEvent(new CustomEvent('back'))}>‹ ${t('nav.assignments')}</button>
      <div><p class="code">${[task.document, whole?.documentDay ? t('tasks.of-day', { date: whole.documentDay.split('-').reverse().join('/') }) : '', task.priority && task.priority !== 'normal' ? t(`tasks.priority-${task.priority}`) : '', task.repeat ? t(`tasks.repeat-${task.repeat}`) : ''].filter(Boolean).join(' · ')}</p><h2 class="big">${task.title}</h2></div>
      <div class="dues ${kind}"><p class="num">${task.doneAt ? t(task.state === 'done-late' ? 'dossiers.finished-late' : 'dossiers.finished', { date: dm(task.doneAt) }) : ended ? t('tasks.reported', { date: dm(ended) }) : due(task.dueAt)}</p>
        <p>${task.dueAt == null ? nothing : html`<b>${t('tasks.due-on', { date: dmy(task.dueAt) })}</b>`}${task.extensions > 0 ? html`<br>${t('tasks.due-was', { date: dm(task.originalDueAt), n: n(task.extensions) })}` : nothing}${task.askedDue ? html`<br><b class="is-warn">${t('tasks.asked', { date: dm(task.askedDue) })}</b>` : nothing}</p></div>
      <div class="acts">${this.#acts(task).filter(mayAct).map((each, i) => html`<button class="btn ${i === 0 ? 'act' : ''}" @click=${() => this.#do(each)}>${t(`act.${each}`)}</button>`)}</div>
      <dl class="kv"><dt>${t('tasks.giver')}</dt><dd>${task.giver || '–'}</dd><dt>${t('tasks.lead-unit')}</dt><dd><b>${name(task.lead)}</b>${name(task.leadThen) !== name(task.lead) ? html`<br><span class="q">${t('tasks.lead-then', { unit: name(task.leadThen) })}</span>` : nothing}</dd>
        <dt>${t('tasks.partner-units')}</dt><dd>${task.partners?.length ? task.partners.join('; ') : '–'}</dd>${task.follower ? html`<dt>${t('tasks.follower')}</dt><dd>${task.follower}</dd>` : nothing}
        <dt>${t('tasks.progress')}</dt><dd><b>${n(task.progress)}%</b></dd><dt>${t('tasks.acceptance')}</dt><dd class=${task.acceptance === 'refused' ? 'is-warn' : ''}>${t(`tasks.acceptance-${task.acceptance ?? 'none'}`)}</dd>
        <dt>${t('tasks.reminders')}</dt><dd>${task.reminders ? t('tasks.reminded', { n: n(task.reminders), date: dmy(task.remindedAt) }) : t('tasks.not-reminded')}</dd>${task.parent ? html`<dt>${t('tasks.parent')}</dt><dd><a class="quiet-link" href="/assignments/${encodeURIComponent(task.parent)}">${task.parent}</a></dd>` : nothing}</dl>
      <h3>${t('tasks.evidence')}<small>${whole ? n(whole.evidence.length) : ''}</small></h3>
      ${!whole ? html`<p class="note" role="status">${this.failed || `${t('loading')}…`}</p>` : html`${whole.evidence.length === 0 ? html`<p class="note">${t('tasks.no-evidence')}</p>` : html`<ul class="list">${whole.evidence.map((one) => html`<li>${one.link ? html`<a href=${one.link} target="_blank" rel="noopener noreferrer">${one.document || one.link}</a>` : one.document}<span class="q">${one.at ? dmy(one.at) : ''}</span></li>`)}</ul>`}
      ${whole.extensions.length ? html`<h3>${t('tasks.extensions')}<small>${n(whole.extensions.length)}</small></h3><ul class="list">${whole.extensions.map((one) => html`<li>${dm(one.oldDue)} → <b>${dmy(one.newDue)}</b> <span class=${one.state === 'asked' ? 'is-warn' : one.state === 'refused' ? 'is-crit' : 'q'}>${t(`tasks.extension-${one.state}`)}</span><br><span class="note">${[one.reason, one.approver].filter(Boolean).join(' · ')}</span></li>`)}</ul>` : nothing}
      ${whole.parts.length ? html`<h3>${t('tasks.parts')}<small>${n(whole.parts.length)}</small></h3><ul class="list">${whole.parts.map((one) => html`<li><a href="/assignments/${encodeURIComponent(one.id)}">${one.title}</a><span class="q">${name(one.lead)} · ${one.doneAt ? t('dossiers.finished', { date: dm(one.doneAt) }) : due(one.dueAt)} · ${n(one.progress)}%</span></li>`)}</ul>` : nothing}
      <h3>${t('tasks.timeline')}<small>${t('tasks.timeline-fixed')}</small></h3><ol class="log">${[...whole.history.slice(1).map((step) => this.#step(step)), ...before(whole)].sort((a, b) => b.at - a.at).map((step) => html`<li class=${step.look}><time>${dm(step.at)} ${hm(step.at)}</time> <b>${step.who}</b><p>${step.words}</p></li>`)}</ol>`}
    </section>`;
  }

  #acts(task) {
    if (task.doneAt) return ['note'];
    const acts = task.acceptance === 'waiting' ? ['confirm', 'refuse'] : task.askedDue ? ['approve-extension', 'refuse-extension'] : [];
    return [...acts, ...task.acceptance === 'waiting' ? ['note'] : ['ask-explanation', 'remind', 'evidence', 'report', ...task.askedDue || task.dueAt == null || task.dueAt < live.now() ? [] : ['ask-extension'], 'note']];
  }

  #do(what) {
    act({ act: what, task: this.task, endOf: (day) => endOfDay(day, this.task.dueAt) });
  }

  #step(step) {
    const changes = (step.changes ?? []).filter((change) => has(`tasks.change-${change.field}`)).map((change) => t(`tasks.change-${change.field}`, { was: shown(change.field, change.was), is: shown(change.field, change.is) }));
    const words = [step.act === 'told' ? '' : t(`act.${step.act}`), step.due ? dmy(step.due) : '', step.document, step.text].filter(Boolean).join(': ');
    return { at: step.at, look: STEPS[step.act] ?? '', who: step.act === 'told' ? name(step.source) : step.by, words: [words, ...changes].filter(Boolean).join(' · ') };
  }
}

/** What had happened before we first heard of it, as far as its source gives dates. */
function before({ history, givenAt, giver, originalDueAt, evidence, extensions }) {
  const heard = history[0]?.at ?? Infinity;
  return [
    { at: givenAt, who: giver, words: [t('tasks.given'), originalDueAt == null ? '' : t('tasks.due-on', { date: dmy(originalDueAt) })].filter(Boolean).join(' · ') },
    ...evidence.map((one) => ({ at: one.at, who: t('tasks.evidence'), words: one.document })),
    ...extensions.map((one) => ({ at: one.at, who: one.approver || t('tasks.extensions'), words: `${dm(one.oldDue)} → ${dm(one.newDue)} ${t(`tasks.extension-${one.state}`)}${one.reason ? `: ${one.reason}` : ''}` })),
  ].filter((step) => step.at != null && step.at < heard);
}

function shown(field, value) {
  if (value == null) return '–';
  if (field.endsWith('At')) return dmy(value);
  if (field === 'acceptance') return t(`tasks.acceptance-${value}`);
  return typeof value === 'number' ? n(value) : value;
}

/** A day of the form at the time of day of the present due instant. */
function endOfDay(day, dueAt) {
  const [y, m, d] = day.split('-').map(Number);
  const [dd, mm, yy] = dmy(dueAt).split('/').map(Number);
  return new Date(dueAt + (Date.UTC(y, m - 1, d) - Date.UTC(yy, mm - 1, dd))).toISOString();
}

customElements.define('ioc-assignment', Assignment);
