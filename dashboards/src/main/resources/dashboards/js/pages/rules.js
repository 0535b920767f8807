/** Rules of alerts: what is forbidden, what it would have raised, what it was before. */
import { LitElement, css, html, nothing } from 'lit';
import { Ticking } from '../live.js';
import { may, post, who } from '../me.js';
import { glyph, rest, vars } from '../parts.js';
import { dmy, dm, hm, n, name, percent, span, t, weekday } from '../words.js';
import { say } from './handle.js';
import { go, query, filter } from './route.js';
import { bar, blank, sheet, sheets, waiting } from './sheet.js';

const DAY = 86_400_000;
const PRIORITIES = { critical: 'crit', high: 'warn', low: 'low' };
const WHENS = ['office', 'always', 'never'];
const UNKNOWNS = ['keep', 'clear', 'raise'];
const KINDS = ['longest-wait', 'over-limit', 'too-few-counters', 'counter-idle', 'satisfaction', 'site-silent', 'device-silent', 'device-fault', 'clock-offset', 'feed-late', 'screen-dark', 'server-part', 'dossier-late', 'dossier-overdue', 'dossier-soon', 'apology-past', 'assignment-overdue', 'assignment-soon'];
const BARE = ['site-silent', 'device-silent', 'device-fault', 'feed-late', 'screen-dark', 'server-part', 'assignment-overdue', 'assignment-soon'];
const UNCERTAIN = ['longest-wait', 'over-limit', 'too-few-counters', 'counter-idle', 'satisfaction', 'clock-offset']; // of which nothing may be known
const DAYS = 7;
const NEW = { id: '', vi: '', en: '', kind: 'over-limit', priority: 'low', raise: 1, clear: 1, noData: 'keep', for: '1m', clearFor: '1m', when: 'office', owner: { vi: '', en: '' }, expires: '0h', what: { vi: '', en: '' }, escalation: [] };

/** Figures are those of the whole: for who sees a part there are none. */
const ofTheWhole = (error) => {
  if (error.problem?.status !== 404) throw error;
  return null;
};

class Rules extends LitElement {
  static styles = [...sheets, css`
    main { grid-template: minmax(0, 1fr) / minmax(14rem, 17rem) minmax(0, 1fr) minmax(15rem, 20rem); align-content: stretch; } .card { overflow: auto; }
    .names { padding: 0; } .names > header { padding: .75rem 1rem 0; } .names li a { display: grid; grid-template-columns: 1.25rem minmax(0, 1fr) auto; gap: 0 .625rem; padding: .5rem 1rem .5625rem; border-top: 1px solid var(--line); text-decoration: none; line-height: 1.28; } .names a[aria-current] { background: #e2edf8; box-shadow: inset 3px 0 var(--info); } .names b { font-weight: var(--w-semibold); } .names small { grid-column: 2; color: var(--text-2); font-size: var(--t-s); } .names .glyph { margin-top: .125rem; } .names .off { color: var(--text-3); } .names footer { padding: .75rem 1rem; border-top: 1px solid var(--line); margin-top: auto; font-size: var(--t-s); color: var(--text-2); display: grid; gap: .5rem; justify-items: start; }
    .ed > header { align-items: start; white-space: normal; } .ed h2 { font-size: var(--t-xl); font-weight: var(--w-bold); line-height: 1.25; } form { display: grid; gap: .875rem; } .two, .three { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; align-items: end; } .three { grid-template-columns: 1fr 1fr 1fr; } label, fieldset { display: grid; gap: .25rem; font-size: var(--t-s); color: var(--text-2); min-width: 0; } fieldset { border: 1px solid var(--line); border-radius: var(--radius-s); padding: .5rem .75rem .75rem; background: var(--panel); margin: 0; } legend { color: var(--text); font-weight: var(--w-semibold); padding: 0 .25rem; } .field { font-size: var(--t-m); color: var(--text); width: 100%; } textarea.field { height: auto; min-height: 5.25rem; padding: .5rem .625rem; resize: vertical; }
    .step { display: grid; grid-template-columns: 5rem minmax(0, 1fr) minmax(0, 1fr) auto; gap: .5rem; align-items: end; } .bad { color: var(--crit); font-size: var(--t-s); } .bad li { list-style: disc; margin-left: 1.25rem; } .savebar { display: flex; gap: .5rem; flex-wrap: wrap; align-items: end; border-top: 1px solid var(--line); padding-top: .875rem; } .savebar label { flex: 1 1 12rem; }
    .days { display: grid; gap: .25rem; } .days li { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr) 2rem; gap: .75rem; align-items: center; font-size: var(--t-s); } .lane { position: relative; height: 1.625rem; background: var(--panel); border: 1px solid var(--line); } .lane.off { background: repeating-linear-gradient(135deg, var(--line) 0 2px, var(--panel) 2px 7px); } .lane i { position: absolute; left: var(--l); width: max(var(--w), 3px); top: .25rem; bottom: .25rem; background: var(--crit-solid); opacity: .8; } .sumup { display: flex; gap: .5rem 1.5rem; flex-wrap: wrap; align-items: baseline; } .sumup b { font-size: var(--t-2xl); line-height: 1; margin-right: .375rem; }
    .was { display: grid; gap: .75rem; } .was li { display: grid; grid-template-columns: 1.75rem minmax(0, 1fr); gap: .625rem; line-height: 1.3; } .was i { width: 1.625rem; height: 1.625rem; border-radius: 50%; border: 1px solid var(--line-strong); display: grid; place-content: center; font-style: normal; font-size: var(--t-s); } .was li:first-child i { background: var(--text); color: var(--tile); } .was small { display: block; color: var(--text-2); font-size: var(--t-s); overflow-wrap: anywhere; }
    .stack { display: grid; gap: var(--gap); align-content: start; overflow: auto; min-height: 0; }
    @media (max-width: 82em) { main { grid-template: auto auto / minmax(14rem, 16rem) minmax(0, 1fr); overflow: auto; align-content: start; } .card { overflow: visible; } .stack { grid-column: 2; } } @media (max-width: 47.99em) { main { grid-template: none / minmax(0, 1fr); } .stack { grid-column: 1; } .two, .three { grid-template-columns: minmax(0, 1fr); } .days li { grid-template-columns: 5.5rem minmax(0, 1fr) 1.5rem; } }
  `];
  static properties = { all: { state: true }, one: { state: true }, draft: { state: true }, figures: { state: true }, trial: { state: true }, problems: { state: true }, busy: { state: true }, failed: { state: true } };

  #tick = new Ticking(this);
  #again = () => this.#choose();

  connectedCallback() {
    super.connectedCallback();
    addEventListener('route', this.#again);
    addEventListener('popstate', this.#again);
    who().then(() => this.requestUpdate(), () => null);
    this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('route', this.#again);
    removeEventListener('popstate', this.#again);
  }

  async #load() {
    try {
      [this.all, this.figures] = await Promise.all([rest('/rules'), rest(`/alert-figures?days=${DAYS}`).catch(ofTheWhole)]);
      this.#choose();
    } catch (error) {
      this.failed = error.message;
    }
  }

  async #choose() {
    if (!this.all) return;
    const id = query('rule') || this.all[0]?.id;
    if (id === 'new') {
      this.#edit(null);
    } else if (id && this.one?.id !== id) {
      this.#edit(await rest(`/rules/${id}`).catch(() => null));
    }
  }

  #edit(one) {
    Object.assign(this, { one, draft: structuredClone(one?.rule ?? NEW), trial: null, problems: [] });
  }

  render() {
    const head = bar(this, { title: t('nav.rules'), figures: this.all ? html`<p class="kpi"><b>${n(this.all.length)}</b>${t('rules.rules')}</p><p class="kpi"><b>${n(this.all.filter((each) => each.isEdited).length)}</b>${t('rules.edited')}</p>` : nothing });
    if (this.failed) return sheet(head, html`<main>${blank('nodata', t('alerts.failed-load', { why: this.failed }))}</main>`);
    if (!this.all || !this.draft) return sheet(head, waiting());
    return sheet(head, html`<main>${this.#names()}${this.#editor()}<div class="stack">${this.#budget()}${this.one ? this.#versions() : nothing}</div></main>`);
  }

  #names() {
    const raised = this.figures?.rules;
    return html`<section class="card names" aria-labelledby="h-names"><header><h2 id="h-names">${n(this.all.length)} ${t('rules.rules')}</h2>${raised ? html`<p>${t('rules.raised', { n: n(DAYS) })}</p>` : nothing}</header>
      <ul>${this.all.map((each) => html`<li><a href="/rules?rule=${each.id}" aria-current=${each.id === this.one?.id ? 'true' : nothing} class=${each.rule.when === 'never' ? 'off' : ''}>${glyph(PRIORITIES[each.rule.priority], false)}<b>${name({ vi: each.rule.vi, en: each.rule.en })}</b><span class="num">${raised ? n(raised[each.id] ?? 0) : ''}</span><small>${t(`rules.scope-${each.rule.kind}`)} · v${each.version}${each.isEdited ? ` · ${t('rules.edited')}` : ''}${each.rule.when === 'never' ? ` · ${t('rules.when-never')}` : ''}</small></a></li>`)}</ul>
      <footer>${this.#shares()}${may('propose') ? html`<button class="btn small" @click=${() => go('/rules?rule=new')}>${t('rules.new')}</button>` : nothing}</footer></section>`;
  }

  #shares() {
    if (!this.figures) return nothing;
    const { priorities, raised } = this.figures;
    if (raised === 0) return t('rules.none-raised', { n: n(DAYS) });
    const share = (priority) => percent((priorities[priority] ?? 0) / raised, 0);
    return t('rules.shares', { critical: share('critical'), high: share('high'), low: share('low') });
  }

  #editor() {
    const rule = this.draft, mine = may('propose');
    const set = (field) => (event) => this.#set(field, event.target.type === 'number' ? Number(event.target.value) : event.target.value);
    const pick = (field, all, words) => html`<select class="field" ?disabled=${!mine} @change=${set(field)}>${all.map((each) => html`<option value=${each} ?selected=${rule[field] === each}>${t(`${words}${each}`)}</option>`)}</select>`;
    const input = (field, type = 'text') => html`<input class="field" type=${type} step="any" ?disabled=${!mine} .value=${String(rule[field] ?? '')} @input=${set(field)}>`;
    return html`<section class="card ed" aria-labelledby="h-ed"><header><div><h2 id="h-ed">${name({ vi: rule.vi, en: rule.en }) || t('rules.new')}</h2><p>${this.one ? t('rules.running', { n: n(this.one.version), since: this.one.versions[0].since ? dmy(this.one.versions[0].since) : t('rules.first') }) : ''}</p></div></header>
      <form @submit=${(event) => this.#save(event)}>
        ${this.one ? nothing : html`<label>${t('rules.id')}${input('id')}</label>`}
        <div class="two"><label>${t('rules.name-vi')}${input('vi')}</label><label>${t('rules.name-en')}${input('en')}</label></div>
        <label>${t('rules.kind')}${pick('kind', KINDS, 'rules.kind-')}</label>
        <div class="two"><fieldset><legend>${t('rules.raise-when')}</legend>${BARE.includes(rule.kind) ? nothing : html`<label>${t(`rules.unit-${rule.kind}`)}${input('raise', 'number')}</label>`}<label>${t('rules.for')}${input('for')}</label></fieldset>
          <fieldset><legend>${t('rules.over-when')}</legend>${BARE.includes(rule.kind) ? nothing : html`<label>${t('rules.same-measure')}${input('clear', 'number')}</label>`}<label>${t('rules.for')}${input('clearFor')}</label></fieldset></div>
        <div class="three">${UNCERTAIN.includes(rule.kind) ? html`<label>${t('rules.no-data')}${pick('noData', UNKNOWNS, 'rules.no-data-')}</label>` : nothing}<label>${t('alerts.priority')}${pick('priority', Object.keys(PRIORITIES), 'priority.')}</label><label>${t('rules.when')}${pick('when', WHENS, 'rules.when-')}</label></div>
        <div class="three">${['vi', 'en'].map((language) => html`<label>${t(`rules.owner-${language}`)}<input class="field" ?disabled=${!mine} .value=${rule.owner?.[language] ?? ''} @input=${(event) => this.#set('owner', { ...rule.owner, [language]: event.target.value })}></label>`)}<label>${t('rules.expires')}${input('expires')}</label></div>
        <div class="two">${['vi', 'en'].map((language) => html`<label>${t(`rules.what-${language}`)}<textarea class="field" ?disabled=${!mine} .value=${rule.what?.[language] ?? ''} @input=${(event) => this.#set('what', { ...rule.what, [language]: event.target.value })}></textarea></label>`)}</div>
        <fieldset><legend>${t('alert.chain')}</legend>${(rule.escalation ?? []).map((step, i) => html`<div class="step"><label>${t('rules.after')}<input class="field" ?disabled=${!mine} .value=${step.after} @input=${(event) => this.#step(i, { after: event.target.value })}></label>${['vi', 'en'].map((language) => html`<label>${t(`rules.to-${language}`)}<input class="field" ?disabled=${!mine} .value=${both(step.to)[language]} @input=${(event) => this.#step(i, { to: { ...both(step.to), [language]: event.target.value } })}></label>`)}${mine ? html`<button type="button" class="btn small" aria-label=${t('rules.remove-step')} @click=${() => this.#set('escalation', rule.escalation.filter((each, j) => j !== i))}>×</button>` : nothing}</div>`)}
          ${mine ? html`<div><button type="button" class="btn small" @click=${() => this.#set('escalation', [...(rule.escalation ?? []), { after: '1h', to: { vi: '', en: '' } }])}>${t('rules.add-step')}</button></div>` : html`<p class="note">${(rule.escalation ?? []).length === 0 ? t('rules.no-steps') : ''}</p>`}</fieldset>
        ${this.problems.length > 0 ? html`<div class="bad" role="alert"><p>${t('rules.problems')}</p><ul>${this.problems.map((each) => html`<li>${each}</li>`)}</ul></div>` : nothing}
        <div class="savebar">${mine ? html`<label>${t('rules.note')}<input class="field" name="note" maxlength="500"></label>` : nothing}${may('previewRule') ? html`<button type="button" class="btn" ?disabled=${this.busy} @click=${() => this.#try()}>${t(this.busy ? 'rules.trying' : 'rules.try')}</button>` : nothing}
          ${mine ? html`<button type="button" class="btn" @click=${() => this.#edit(this.one)}>${t('rules.undo')}</button><button class="btn act" ?disabled=${this.busy}>${t('rules.run', { n: n((this.one?.version ?? 0) + 1) })}</button>` : nothing}</div>
      </form>${this.trial ? this.#tried(this.trial) : nothing}</section>`;
  }

  #set(field, value) {
    this.draft = { ...this.draft, [field]: value };
    if (!UNCERTAIN.includes(this.draft.kind)) this.draft.noData = 'keep';
  }

  #step(i, change) {
    this.#set('escalation', this.draft.escalation.map((each, j) => j === i ? { ...each, ...change } : each));
  }

  #body(note = '') {
    return { rule: this.draft, base: this.one?.version ?? 0, note };
  }

  async #try() {
    Object.assign(this, { busy: true, problems: [] });
    try {
      this.trial = await post(`/rules/${this.draft.id || 'new'}/preview?days=${DAYS}`, this.#body());
    } catch (error) {
      this.#refused(error);
    } finally {
      this.busy = false;
    }
  }

  async #save(event) {
    event.preventDefault();
    const note = event.target.elements.note?.value ?? '';
    Object.assign(this, { busy: true, problems: [] });
    try {
      const one = await post(`/rules/${this.draft.id || 'new'}`, this.#body(note));
      this.all = await rest('/rules');
      this.#edit(one);
      filter({ rule: one.id });
      say(t('rules.runs', { n: n(one.version) }));
    } catch (error) {
      this.#refused(error);
    } finally {
      this.busy = false;
    }
  }

  #refused({ problem, message }) {
    this.problems = problem?.code === 'rule-late' ? [t('rules.late', { by: problem.values.by, time: hm(problem.values.at) })] : problem?.values?.problems ?? [message];
  }

  #tried({ raised, before, most, mostAt, days, isWhole, until }) {
    return html`<section aria-labelledby="h-tried"><h2 id="h-tried">${t('rules.tried', { n: n(days.length) })}</h2>
      <p class="sumup"><span><b class="num">${n(raised)}</b>${t('rules.would')}</span><span class="q">${t('rules.did', { n: n(before) })}</span>${most > 0 ? html`<span><b class="num">${n(most)}</b>${t('rules.at-once', { time: `${hm(mostAt)} ${weekday(mostAt)}` })}</span>` : nothing}</p>
      ${isWhole ? nothing : html`<p class="note">${t('rules.not-whole', { time: `${hm(until)} ${dm(until)}` })}</p>`}
      <ol class="days">${days.map((day) => html`<li><span>${weekday(day.begin)} ${dm(day.begin)}</span><span class="lane ${day.isWorked ? '' : 'off'}">${day.spans.map(([from, to]) => html`<i ${vars({ '--l': `${(from - day.begin) / DAY * 100}%`, '--w': `${(to - from) / DAY * 100}%` })} title="${hm(from)} – ${hm(to)}"></i>`)}</span><b class="r">${day.isWorked || day.spans.length > 0 ? n(day.spans.length) : t('rules.off-day')}</b></li>`)}</ol></section>`;
  }

  #budget() {
    const all = this.figures;
    if (!all) return nothing;
    const rate = all.perOperatorHour;
    return html`<section class="card" aria-labelledby="h-budget"><header><h2 id="h-budget">${t('rules.budget')}</h2><p>${t('rules.raised', { n: n(DAYS) })}</p></header>
      <table class="tbl"><tbody><tr><td>${t('rules.per-hour')}<small>${t('rules.per-hour-aim')}</small></td><td class="r is-${rate > 6 ? 'warn' : 'ok'}">${rate == null ? '–' : n(rate, 1)}</td></tr>
        <tr><td>${t('rules.most-ten')}<small>${t('rules.most-ten-aim')}</small></td><td class="r is-${all.mostInTenMinutes > 10 ? 'warn' : 'ok'}">${n(all.mostInTenMinutes)}</td></tr>
        <tr><td>${t('rules.to-accept')}<small>${t('rules.to-accept-p90')}</small></td><td class="r">${all.medianToAccept == null ? '–' : span(all.medianToAccept)}<small>${all.p90ToAccept == null ? '–' : span(all.p90ToAccept)}</small></td></tr></tbody></table>
      <h2>${t('rules.noisiest')}</h2><ol>${all.noisiest.map((each) => html`<li class="s"><b>${n(each.count)}</b> ${this.#nameOf(each.rule)}</li>`)}</ol></section>`;
  }

  #nameOf(id) {
    const rule = this.all.find((each) => each.id === id)?.rule;
    return rule ? name({ vi: rule.vi, en: rule.en }) : id;
  }

  #versions() {
    return html`<section class="card" aria-labelledby="h-was"><header><h2 id="h-was">${t('rules.versions')}</h2><p>${t('rules.kept')}</p></header><ol class="was">${this.one.versions.map((version, i) => html`<li><i>${version.version}</i><span><b>${version.since ? dmy(version.since) : t('rules.first')}</b> ${version.by}<small>${version.note || this.#changes(this.one.versions[i + 1]?.rule, version.rule)}</small></span></li>`)}</ol></section>`;
  }

  #changes(before, after) {
    if (!before) return '';
    const text = (value) => typeof value === 'object' ? '…' : String(value);
    return Object.keys(after).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key])).map((key) => `${key} ${text(before[key])} → ${text(after[key])}`).join('; ');
  }
}

/** A recipient's id is the same in both languages. */
function both(to) {
  return typeof to === 'string' ? { vi: to, en: to } : to;
}

customElements.define('page-rules', Rules);
