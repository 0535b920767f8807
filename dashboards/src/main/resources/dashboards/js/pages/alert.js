/** One alert whole: what to do, who has it, why it was raised, what happened to it. */
import { LitElement, css, html, nothing, svg } from 'lit';
import { live, Ticking } from '../live.js';
import { alertText } from '../alerts.js';
import { glyph, rest, shapeOf } from '../parts.js';
import { dm, has, hm, hms, moment, n, name, percent, sameDay, span, span2, t } from '../words.js';
import { may } from '../me.js';
import { accept, ask, comment, isMine, mayDo, myId, release, say, shown, unshelve } from './handle.js';
import { sheets } from './sheet.js';

const LINKS = { site: (id) => `/sites/${id}`, device: (key) => `/devices/${key}`, dossier: (code) => `/dossiers/${encodeURIComponent(code)}`, assignment: (id) => `/assignments/${encodeURIComponent(id)}`, org: (id, kind) => `/dossiers?org=${encodeURIComponent(id)}&state=${ORG_STATES[kind] ?? 'overdue'}`, feed: () => '/health', part: () => '/health', screen: () => '/screens' };
const ORG_STATES = { 'dossier-soon': 'soon', 'apology-past': 'apology-owed' };
const SCOPES = { 'longest-wait': 'site', 'over-limit': 'site', 'too-few-counters': 'site', 'site-silent': 'site', satisfaction: 'site', 'counter-idle': 'device', 'device-silent': 'device', 'device-fault': 'device', 'clock-offset': 'device', 'dossier-late': 'dossier', 'dossier-overdue': 'org', 'dossier-soon': 'org', 'apology-past': 'org', 'assignment-overdue': 'assignment', 'assignment-soon': 'assignment', 'feed-late': 'feed', 'screen-dark': 'screen', 'server-part': 'part' };
const MARKS = { raised: 'hot', reraised: 'hot', expired: 'hot', escalated: 'hot', accepted: 'person', assigned: 'person', released: 'person', commented: 'person', shelved: 'person', unshelved: 'person' };

/** The second click of two is not meant for what stands there after the first. */
const once = (event) => event.detail > 1 && event.stopPropagation();

class AlertWhole extends LitElement {
  static styles = [...sheets, css`
    :host { display: grid; gap: var(--gap); height: auto; grid-template-rows: none; align-content: start; }
    .top { display: flex; justify-content: space-between; gap: .75rem 1.5rem; flex-wrap: wrap; align-items: start; } .top > div:first-child { flex: 1 1 18rem; min-width: 0; } .code { font-size: var(--t-s); color: var(--text-2); display: flex; gap: .375rem; align-items: center; } h2.title { font-size: var(--t-xl); font-weight: var(--w-bold); line-height: 1.28; letter-spacing: -.01em; overflow-wrap: anywhere; } .facts { display: flex; flex-wrap: wrap; gap: .125rem 1.25rem; font-size: var(--t-s); color: var(--text-2); margin-top: .25rem; } .facts b { color: var(--text); }
    .what { border-left: 5px solid var(--info); display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .25rem 1rem; align-items: center; } .what.crit { border-color: var(--crit-solid); } .what.warn { border-color: var(--warn-fill); } .what p { font-size: var(--t-l); line-height: 1.35; } .what small { font-size: var(--t-s); color: var(--text-2); display: block; }
    .cols { display: grid; grid-template: "thing said" auto "rest said" 1fr / minmax(0, 1.9fr) minmax(16rem, 1fr); gap: var(--gap); align-items: start; } .thing { grid-area: thing; min-width: 0; } .thing:empty { display: none; } .said { grid-area: said; min-width: 0; } .stack { grid-area: rest; display: grid; gap: var(--gap); min-width: 0; grid-template-columns: minmax(0, 1fr); }
    ol.log { display: grid; gap: .625rem; border-left: 2px solid var(--line); margin-left: .375rem; padding-left: 1rem; } .log li { position: relative; line-height: 1.3; } .log li::before { content: ""; position: absolute; left: -1.375rem; top: .3125rem; width: .5rem; height: .5rem; background: var(--tile); border: 2px solid var(--line-strong); } .log .hot::before { background: var(--crit-solid); border-color: var(--crit-solid); transform: rotate(45deg); } .log .person::before { border-radius: 50%; } .log small { display: block; font-size: var(--t-s); color: var(--text-2); overflow-wrap: anywhere; white-space: pre-wrap; }
    form { display: grid; gap: .5rem; margin-top: .875rem; } textarea { border: 1px solid var(--line-strong); border-radius: var(--radius-s); padding: .5rem .625rem; min-height: 3.5rem; resize: vertical; background: var(--tile); } form .btn { justify-content: center; }
    .sum td:last-child { text-align: right; font-weight: var(--w-semibold); } .sum td { font-size: var(--t-s); } .chain { display: grid; gap: .375rem; } .chain li { display: grid; grid-template-columns: 1.25rem minmax(0, 1fr) auto; gap: .5rem; align-items: baseline; } .chain .glyph { font-size: 1rem; align-self: center; } .steps { width: 100%; height: 5.5rem; display: block; margin: .25rem 0 .5rem; overflow: visible; } .steps path { fill: none; stroke: var(--data-2); stroke-width: 2; vector-effect: non-scaling-stroke; } .steps rect { fill: var(--crit-bg); } .steps line { stroke: var(--text-2); stroke-dasharray: 4 4; vector-effect: non-scaling-stroke; }   .ends { display: flex; justify-content: space-between; font-size: var(--t-s); color: var(--text-2); margin-bottom: .375rem; } .again { margin-top: .625rem; display: flex; gap: .75rem; align-items: center; flex-wrap: wrap; } .in { columns: 2; font-size: var(--t-s); }
    @media (max-width: 100em) { .cols { grid-template: none / minmax(0, 1fr); } .cols > * { grid-area: auto; } } @media (max-width: 47.99em) { .top .acts { width: 100%; } .top .acts .btn { flex: 1; justify-content: center; padding: 0 .5rem; } h2.title { font-size: 1.375rem; } .what { grid-template-columns: minmax(0, 1fr); } .what .btn { justify-content: center; } .in { columns: 1; } }
  `];
  static properties = { alert: {}, act: {}, row: {}, thing: { state: true }, whole: { state: true }, failed: { state: true }, trial: { state: true }, told: { state: true } };

  #tick = new Ticking(this);
  #of = '';
  #toldAt = 0;
  #writes = false;

  firstUpdated() {
    import('./thing.js').then(({ thing }) => this.thing = thing, () => null);   // the rest stands without it
  }

  willUpdate() {
    const of = `${this.alert} ${this.act ?? ''}`;
    if (this.#of !== of) {
      if (this.whole?.id !== this.alert) Object.assign(this, { whole: null, trial: null, told: null, failed: '' });
      this.#of = of;
      this.#load(this.alert);
    }
  }

  async #load(id) {
    try {
      const whole = await rest(`/alerts/${encodeURIComponent(id)}`);
      if (id === this.alert) this.whole = whole;
      const told = await rest(`/alerts/${encodeURIComponent(id)}/sendings`);
      if (id === this.alert) [this.told, this.#toldAt] = [told, live.now()];
    } catch (error) {
      if (id === this.alert && !this.whole) this.failed = error.message;
    }
  }

  /** Puts the cursor where a comment is written, as soon as that is there. */
  write() {
    this.#writes = true;
    this.requestUpdate();
  }

  updated() {
    const field = this.#writes ? this.renderRoot.querySelector('textarea') : null;
    if (field) {
      this.#writes = false;
      field.focus();
    }
  }

  render() {
    const alert = shown(this.row ?? this.whole ?? {});
    if (!alert.id) return html`<p class="blank" role="status">${this.failed ? t('alerts.failed-load', { why: this.failed }) : `${t('loading')}…`}</p>`;
    const shape = shapeOf(alert), link = LINKS[SCOPES[alert.kind]]?.(alert.subject, alert.kind);
    return html`<header class="top"><div><p class="code">${glyph(shape, false)}${t(`priority.${alert.priority}`)} · ${name(alert.ruleName)} · ${t(`alert-state.${alert.state}`)}</p><h2 class="title">${alertText(alert)}</h2>
        <p class="facts"><span>${t('alert.since')} <b>${moment(alert.raisedAt)}</b>, ${span2((alert.clearedAt ?? live.now()) - alert.raisedAt)}</span><span>${t('alert.holder')} <b>${name(alert.holder) || t('alerts.nobody')}</b></span>${name(alert.owner) ? html`<span>${t('alert.owner')} <b>${name(alert.owner)}</b></span>` : nothing}${alert.expiresAt ? html`<span>${t('alert.expires')} <b>${moment(alert.expiresAt)}</b></span>` : nothing}${alert.state === 'shelved' ? html`<span>${t('alert.shelf', { by: alert.shelvedBy ?? '', time: moment(alert.shelvedUntil) })} <b>${alert.shelfReason ?? ''}</b></span>` : nothing}</p></div>
      ${alert.state === 'closed' ? nothing : html`<div class="acts" @click=${{ handleEvent: once, capture: true }}>${this.#acts(alert)}</div>`}</header>
    <section class="card what ${shape}" aria-label=${t('alert.what')}><p>${name(alert.what) || t('alert.what-none')}<small>${t('alert.what')}</small></p>${link ? html`<a class="btn" href=${link}>${t(`alert.open-${SCOPES[alert.kind]}`)} ›</a>` : nothing}</section>
    <div class="cols"><div class="thing">${this.thing ? this.thing(alert, SCOPES[alert.kind]) : nothing}</div>${this.whole ? html`<div class="said">${this.#log(this.whole)}</div><div class="stack">${this.#why(this.whole)}${this.#inside(this.whole)}${this.#chain(this.whole)}</div>` : nothing}</div>`;
  }

  #acts(alert) {
    const has = alert.holderId === myId() && alert.state === 'accepted';
    const button = (act, text, does, main = '') => mayDo(act, alert) ? html`<button class="btn ${main}" @click=${does}>${text}</button>` : nothing;
    return html`${has ? nothing : button('accept', t(alert.state === 'returned' ? 'handle.seen' : alert.holder ? 'handle.take-over' : 'alerts.take'), () => accept(alert).catch(() => null), 'act')}
      ${alert.state === 'accepted' && isMine(alert) ? button('release', t('handle.release'), () => release(alert).catch(() => null)) : nothing}
      ${button('assign', `${t('handle.assign')}…`, () => ask('assign', alert))}
      ${alert.state === 'shelved' ? button('unshelve', t('handle.unshelve'), () => unshelve(alert).catch(() => null)) : button('shelve', `${t('handle.shelve')}…`, () => ask('shelve', alert))}`;
  }

  #value(kind, value) {
    if (value == null) return '–';
    if (kind === 'satisfaction') return `${percent(value)}%`;
    return kind === 'longest-wait' || kind === 'counter-idle' ? t('span.minutes', { n: n(Math.floor(value / 60_000)) }) : n(value);
  }

  #why({ why, kind, raisedAt, acts, limit }) {
    const raised = acts.filter((act) => act.kind === 'raised' || act.kind === 'reraised').at(-1)?.at ?? raisedAt;
    const held = raised - why.brokenSince;
    const rule = why.rule ?? {};
    const day = (ms) => sameDay(ms, raised) ? hms(ms) : `${dm(ms)} ${hms(ms)}`;
    return html`<section class="card" aria-labelledby="h-why"><header><h2 id="h-why">${t('why.title')}</h2><p>${t('why.rule', { rule: rule.vi ? name({ vi: rule.vi, en: rule.en }) : rule.id ?? '', n: n(why.version) })}</p></header>
      ${this.#steps(why, raised, limit)}
      <table class="tbl sum"><tbody>
        <tr><td>${t('why.broken')}</td><td>${day(why.brokenSince)}</td></tr>
        <tr><td>${t('why.held', { from: day(why.brokenSince), to: day(raised) })}</td><td>${span2(held)} ${held >= why.holdMs ? '≥' : '<'} ${span2(why.holdMs)}</td></tr>
        <tr><td>${t('why.bounds')}</td><td>${t('why.bounds-value', { raise: this.#bound(kind, rule.raise), clear: this.#bound(kind, rule.clear) })}</td></tr>
        <tr><td>${t('why.calendar')}</td><td>${has(`phase.${why.phase}`) ? t(`phase.${why.phase}`) : why.phase} · <span class="mono">${why.calendar}</span></td></tr></tbody></table>
      ${why.samples.length === 0 ? nothing : html`<table class="tbl devs"><thead><tr><th>${t('why.observed')}</th><th>${t('why.received')}</th><th class="r">${t('why.value')}</th><th class="r">${t('why.count')}</th></tr></thead><tbody>${why.samples.map((sample) => html`<tr><td>${sample.observedAt == null ? '–' : day(sample.observedAt)}</td><td>${sample.receivedAt == null ? day(sample.at) : day(sample.receivedAt)}</td><td class="r">${this.#value(kind, sample.value)}</td><td class="r">${n(sample.count)}</td></tr>`)}</tbody></table>`}
      <p class="again">${may('retry') ? html`<button class="btn small" ?disabled=${this.trial === 'asked'} @click=${() => this.#again()}>${t('why.again')}</button>` : nothing}${this.trial && this.trial !== 'asked' ? html`<span class="state is-${this.trial.isSame ? 'ok' : 'crit'}">${glyph(this.trial.isSame ? 'ok' : 'crit', false)}${t(this.trial.isSame ? 'why.same' : this.trial.isRaised ? 'why.other' : 'why.not-raised')}</span>` : nothing}</p></section>`;
  }

  #bound(kind, value) {
    if (value == null) return '–';
    return kind === 'satisfaction' || kind === 'longest-wait' ? `${percent(value, 0)}%` : n(value);
  }

  /** The figures at each change until it was raised. */
  #steps(why, raised, limit) {
    const points = why.samples.filter((sample) => sample.value != null);
    if (points.length < 2) return nothing;
    const from = points[0].at, to = Math.max(raised, from + 1), top = Math.max(limit ?? 0, ...points.map((each) => each.value)) || 1;
    const x = (ms) => (ms - from) / (to - from) * 1000, y = (value) => 96 - value / top * 88;
    const line = points.map((each, i) => `${i ? `H${x(each.at).toFixed(1)} V` : 'M0 '}${y(each.value).toFixed(1)}`).join(' ') + ' H1000';
    return html`<svg class="steps" viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true"><rect x=${x(why.brokenSince).toFixed(1)} y="0" width=${(1000 - x(why.brokenSince)).toFixed(1)} height="100"></rect><path d=${line}></path>${limit == null ? nothing : svg`<line x1="0" x2="1000" y1=${y(limit).toFixed(1)} y2=${y(limit).toFixed(1)}></line>`}</svg><p class="ends"><span>${hms(from)}</span><span>${t('why.raised', { time: hms(raised) })}</span></p>`;
  }

  async #again() {
    this.trial = 'asked';
    try {
      this.trial = await rest(`/alerts/${encodeURIComponent(this.alert)}/retrial`);
    } catch (error) {
      this.trial = null;
      say(t('alerts.failed', { why: error.message }));
    }
  }

  #inside({ stands, folded }) {
    if (stands.length === 0 && folded.length === 0) return nothing;
    return html`<section class="card" aria-labelledby="h-in"><header><h2 id="h-in">${t('alert.stands')}</h2><p>${n(stands.length)}</p></header><ul class="in">${stands.map((each) => html`<li>${name(each.name)}</li>`)}</ul>
      ${folded.map((each) => html`<p class="s"><a class="quiet-link" href="/alerts?alert=${each.id}">${alertText(each)}</a> <span class="q">${moment(each.raisedAt)}</span></p>`)}</section>`;
  }

  #chain({ chain, state, acts }) {
    const told = this.told ?? [];
    const calls = acts.filter((act) => act.kind === 'escalated'), level = chain.filter((step) => step.told).length;
    const sent = (i) => {
      const call = calls[calls.length - level + i];
      return !call || !this.told || this.#toldAt - call.at < 60_000 || told.some((each) => each.transition === call.number); // rows come after the act
    };
    if (chain.length === 0 && told.length === 0) return nothing;
    return html`<section class="card" aria-labelledby="h-chain"><header><h2 id="h-chain">${t('alert.chain')}</h2><p>${t('alert.chain-means')}</p></header>
      <ol class="chain">${chain.map((step, i) => html`<li>${glyph(step.told ? 'busy' : 'idle', false)}<span><b>${name(step.to)}</b> <span class="q s">${t('alert.after', { span: span2(step.afterMs) })}</span></span><span class="s ${step.told ? '' : 'q'}">${step.told ? t(sent(i) ? 'alert.told' : 'alert.no-channel', { time: moment(step.at) }) : state === 'new' ? t('alert.will', { time: moment(step.at) }) : t('alert.not-needed')}</span></li>`)}</ol>
      ${told.length === 0 ? nothing : html`<table class="tbl"><thead><tr><th>${t('alert.sent-to')}</th><th>${t('alert.sent-by')}</th><th class="r">${t('alert.sent-result')}</th></tr></thead><tbody>${told.map((each) => html`<tr><td>${each.name || each.recipient}<small>${this.#transition(acts, each.transition)}</small></td><td>${t(`channel-of.${each.channel}`)}</td><td class="r">${t(`sending.${each.state}`)} ${each.lastAt ? moment(each.lastAt) : ''}${each.result ? html`<small>${each.result}</small>` : nothing}</td></tr>`)}</tbody></table>`}</section>`;
  }

  #transition(acts, number) {
    const act = acts.find((each) => each.number === number);
    return act ? `${n(number)} · ${t(`acts.${act.kind}`)}` : n(number);
  }

  #log({ acts }) {
    return html`<section class="card" aria-labelledby="h-log"><header><h2 id="h-log">${t('alert.log')}</h2><p>${t('alert.log-means')}</p></header>
      <ol class="log">${[...acts].reverse().map((act) => html`<li class=${MARKS[act.kind] ?? ''}>${sameDay(act.at, live.now()) ? hm(act.at) : moment(act.at)} <b>${act.by || t('acts.nobody')}</b> ${t(`acts.${act.kind}`)}${act.kind === 'folded' ? '' : act.to ? html` <b>${name(act.to)}</b>` : nothing}${act.until ? ` ${t('alerts.until', { time: moment(act.until) })}` : ''}${act.text ? html`<small>${act.text}</small>` : nothing}</li>`)}</ol>
      ${!mayDo('comment', shown(this.row ?? this.whole)) ? nothing : html`<form @submit=${(event) => this.#comment(event)}><textarea name="text" aria-label=${t('alert.comment')} placeholder=${t('alert.comment')} maxlength="1000" required @keydown=${(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && event.target.form.requestSubmit()}></textarea><button class="btn">${t('alert.comment-do')}</button></form>`}</section>`;
  }

  async #comment(event) {
    event.preventDefault();
    const field = event.target.elements.text;
    const text = field.value.trim();
    if (text === '') return;
    try {
      await comment({ id: this.alert }, text);
      field.value = '';
    } catch (error) {
      say(t('alerts.failed', { why: error.message }));
    }
  }
}

customElements.define('ioc-alert', AlertWhole);
