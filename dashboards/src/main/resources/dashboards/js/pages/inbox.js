/** Devices that nobody mapped: by the shape of their topics, what they probably are, and one click that makes them known. */
import { LitElement, css, html, nothing } from 'lit';
import { live, Ticking } from '../live.js';
import { post, may, who } from '../me.js';
import { glyph, rest } from '../parts.js';
import { has, hm, hms, moment, n, name, percent, sameDay, shortSpan, t } from '../words.js';
import { offset } from './device.js';
import { readingWords } from './reading.js';
import { filter, query } from './route.js';
import { bar, blank, sheet, sheets, waiting } from './sheet.js';

const AGAIN = 10_000;        // ms
const TRY_AFTER = 400;       // ms without a further key
const KINDS = ['counter', 'kiosk', 'tablet', 'camera', 'wifi'];
const LETTER = { counter: 'q', kiosk: 'k', tablet: 'r', camera: 'c', wifi: 'w' };

class Inbox extends LitElement {
  static styles = [...sheets, css`
    main { grid-template: minmax(0, 1fr) / minmax(17rem, 21rem) minmax(0, 1fr); align-content: stretch; }
    .shapes { padding: 0; overflow: auto; } .shapes > header { padding: .75rem 1rem .25rem; } .shapes li a { display: grid; gap: .125rem; padding: .625rem 1rem; border-top: 1px solid var(--line); text-decoration: none; } .shapes a[aria-current] { background: #e2edf8; box-shadow: inset 3px 0 var(--info); } .shapes p { display: flex; justify-content: space-between; gap: .75rem; align-items: baseline; } .shapes .m { color: var(--text-2); font-size: var(--t-s); } .shapes .m b { color: var(--text); } .shapes footer { margin-top: auto; padding: .75rem 1rem; border-top: 1px solid var(--line); font-size: var(--t-s); color: var(--text-2); }
    .mono em { display: inline-block; font-style: normal; background: #dcebfa; color: var(--info); font-weight: var(--w-semibold); border-radius: 2px; padding: 0 .125rem; }
    .look { padding: 0; overflow: auto; } .look > * { margin-inline: 1rem; } .look > header { margin-top: .75rem; align-items: start; white-space: normal; } .look h2 { font-size: var(--t-xl); font-weight: var(--w-bold); line-height: 1.25; } .look h3 { font-size: var(--t-s); font-weight: var(--w-regular); color: var(--text-2); margin-top: .875rem; } .like { text-align: right; white-space: nowrap; } .like b { display: block; font-size: var(--t-xl); line-height: 1.2; }
    .why { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; font-size: var(--t-s); color: var(--text-2); margin-bottom: .75rem; } .why p { display: flex; gap: .375rem; align-items: center; }
    .form { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: .625rem .75rem; } .fld { display: grid; gap: .1875rem; font-size: var(--t-s); color: var(--text-2); min-width: 0; } .fld.wide { grid-column: span 2; } .field { width: 100%; color: var(--text); font-size: var(--t-m); } textarea.field { height: auto; min-height: 2.25rem; padding: .375rem .625rem; resize: vertical; font-family: var(--mono); font-size: var(--t-s); }
    .rows { overflow-x: auto; flex: none; } .map { margin-top: .5rem; } .map td { padding-block: .25rem; } .map td:first-child { overflow-wrap: anywhere; } .pre td { font-size: var(--t-s); vertical-align: top; } .pre td:nth-child(2) { width: 60%; max-width: 0; } .pre .cut { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } .pre .state { white-space: normal; align-items: start; }
    pre { margin: .25rem 1rem .875rem; background: var(--panel); border: 1px solid var(--line); border-radius: var(--radius-s); padding: .5rem .75rem; overflow: auto; white-space: pre-wrap; color: var(--ok); flex: none; }
    .bad { color: var(--crit); font-size: var(--t-s); margin-top: .5rem; } .bad li { list-style: disc; margin-left: 1.25rem; }
    .go { position: sticky; bottom: 0; margin: auto 0 0; padding: .75rem 1rem; background: var(--tile); border-top: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: center; } .go p { flex: 1 1 16rem; font-size: var(--t-s); color: var(--text-2); } .go p b { display: block; color: var(--text); font-size: var(--t-m); }
    .heard { margin-top: .25rem; font-size: var(--t-s); } .heard li { display: flex; gap: .75rem; padding-block: .25rem; border-top: 1px solid var(--line); } .heard .mono { overflow-wrap: anywhere; }
    @media (max-width: 47.99em) { main { grid-template: none / minmax(0, 1fr); } .look > header .like { white-space: normal; flex: none; max-width: 40%; } .form { grid-template-columns: minmax(0, 1fr); } .fld.wide { grid-column: auto; } .shapes, .look { overflow: visible; } .go { position: static; } .go .btn { flex: 1 1 100%; justify-content: center; } .map { min-width: 38rem; } .pre { min-width: 38rem; } }
  `];
  static properties = { all: { state: true }, one: { state: true }, draft: { state: true }, trial: { state: true }, places: { state: true }, problems: { state: true }, busy: { state: true }, said: { state: true }, asking: { state: true }, failed: { state: true } };

  #tick = new Ticking(this);
  #timer = 0;
  #trying = 0;
  #again = () => this.#choose();

  connectedCallback() {
    super.connectedCallback();
    this.problems = [];
    addEventListener('route', this.#again);
    addEventListener('popstate', this.#again);
    who().then(() => this.#load(), () => this.#load());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('route', this.#again);
    removeEventListener('popstate', this.#again);
    clearTimeout(this.#timer);
    clearTimeout(this.#trying);
  }

  async #load() {
    clearTimeout(this.#timer);
    if (!may('inbox')) return this.requestUpdate();
    try {
      [this.places, this.all] = await Promise.all([rest('/places'), rest('/inbox')]);
      this.failed = '';
      await this.#choose();
    } catch (error) {
      this.failed = error.message;
    }
    if (this.isConnected) this.#timer = setTimeout(() => this.#load(), AGAIN);
  }

  async #choose() {
    if (!this.all) return;
    const find = (id) => this.all.shapes.find((each) => each.id === id);
    const shape = query('shape') ? find(query('shape')) : find(this.one?.id) ?? this.all.shapes[0];
    if (!shape) {
      Object.assign(this, { one: null, draft: null, trial: null });
    } else if (this.one?.id !== shape.id) {
      const one = await rest(`/inbox/${shape.id}`);
      Object.assign(this, { one, problems: [], asking: false, said: query('shape') ? '' : this.said, trial: null, draft: this.#first(one) });
      if (one.likeness > 0) this.#try();
    } else { // what a person wrote of devices stays; those first heard meanwhile join, those known by now leave
      this.one = { ...this.one, ...shape };
      const written = (word) => this.draft.devices.find((each) => each.word === word);
      this.draft = { ...this.draft, devices: this.#first(this.one).devices.map((row) => ({ ...row, ...written(row.word), count: row.count })) };
    }
  }

  /** The family that fits best, and ids as they go on at a point; the point itself only a person knows. */
  #first(one) {
    return { family: one.family, kind: one.kind, pattern: one.pattern, period: one.told?.period ?? '', options: lines(one.options), words: lines(one.words), devices: one.devices.map((device) => ({ word: device.word, count: device.count, kind: device.kind, site: this.#site(device.site)?.id ?? '', name: device.name ?? '', called: one.told?.name ?? '' })) };
  }

  render() {
    const { shapes = [] } = this.all ?? {};
    const sum = (of) => n(shapes.reduce((all, shape) => all + of(shape), 0));
    const head = bar(this, { title: t('nav.inbox'), figures: this.all ? html`<p class="kpi"><b>${n(shapes.length)}</b>${t('inbox.shapes-of')}</p><p class="kpi"><b>${sum((shape) => shape.devices.length)}</b>${t('inbox.devices-of')}</p><p class="kpi"><b>${sum((shape) => shape.count)}</b>${t('inbox.kept-of')}</p>` : nothing });
    if (!may('inbox')) return sheet(head, html`<main>${blank('nodata', t('people.not-yours'), t('people.not-yours-means'))}</main>`);
    if (!this.all) return this.failed ? sheet(head, html`<main>${blank('nodata', t('alerts.failed-load', { why: this.failed }))}</main>`) : sheet(head, waiting());
    if (shapes.length === 0) return sheet(head, html`<main>${this.said ? html`<p class="note" role="status">${this.said}</p>` : nothing}${blank('ok', t('inbox.none'), t('inbox.none-more'))}</main>`);
    return sheet(head, html`<main>${this.#shapes(shapes)}${this.one ? (this.one.introduces ? this.#introduction() : this.#look()) : html`<section class="card"></section>`}</main>`);
  }

  #shapes(shapes) {
    return html`<section class="card shapes" aria-labelledby="h-sh"><header><h2 id="h-sh">${t('inbox.by-shape')}</h2></header>
      <ul>${shapes.map((shape) => html`<li><a href="/inbox?shape=${shape.id}" aria-current=${shape.id === this.one?.id ? 'true' : nothing}><p><b>${family(shape.family)}</b><span>${t('inbox.messages', { n: n(shape.count) })}</span></p>${pattern(shape.pattern)}
        <p class="m"><span>${t('inbox.devices', { n: n(shape.devices.length) })} · ${t('inbox.new', { time: when(shape.lastAt) })}</span><span>${shape.introduces ? t('inbox.introduces') : shape.likeness > 0 ? html`${t('inbox.like')} <b>${percent(shape.likeness, 0)}%</b>` : html`<b>${t('inbox.unlike')}</b>`}</span></p></a></li>`)}</ul>
      <footer>${t('inbox.kept')}</footer></section>`;
  }

  #look() {
    const one = this.one, draft = this.draft, samples = this.trial?.samples ?? one.samples, same = inCommon(samples);
    const judged = samples.filter((sample) => !isLeft(sample)), read = judged.filter((sample) => sample.outcome && sample.outcome !== 'rejected').length;
    return html`<section class="card look" aria-labelledby="h-look"><header><div><h2 id="h-look">${family(draft.family)}</h2>${pattern(draft.pattern)}</div><p class="like"><b class="num">${percent(judged.length ? read / judged.length : 0, 0)}%</b>${t('inbox.like-family', { family: family(draft.family) })}</p></header>
      <div class="why"><p>${glyph(read === judged.length ? 'ok' : 'warn', false)}${t('inbox.read', { read: n(read), of: n(judged.length) })}</p><p>${glyph('ok', false)}${t('inbox.first', { time: moment(one.firstAt) })}</p><p>${glyph('ok', false)}${t('inbox.personal')}</p>${one.by ? html`<p>${glyph('ok', false)}${t(one.by === 'topic' ? 'inbox.usual' : 'inbox.usual-payload', { family: family(one.family) })}</p>` : nothing}${one.told ? html`<p>${glyph('ok', false)}${t('inbox.told', { device: [one.told.name, one.told.maker, one.told.model, one.told.firmware].filter(Boolean).join(' · ') })}</p>` : nothing}</div>
      <div class="form"><label class="fld">${t('inbox.family')}<select class="field" @change=${(event) => this.#set({ family: event.target.value })}>${this.all.families.map((each) => html`<option value=${each} ?selected=${each === draft.family}>${family(each)}</option>`)}</select></label>
        <label class="fld">${t('inbox.kind')}<select class="field" @change=${(event) => this.#set({ kind: event.target.value })}>${KINDS.map((each) => html`<option value=${each} ?selected=${each === draft.kind}>${t(`kind.one-${each}`)}</option>`)}</select></label>
        <label class="fld">${t('inbox.period')}<input class="field" title=${t('inbox.period-how')} placeholder=${t('inbox.period-learnt')} .value=${draft.period} @input=${(event) => this.#set({ period: event.target.value })}></label>
        <label class="fld">${t('inbox.pattern')}<input class="field mono" .value=${draft.pattern} @input=${(event) => this.#set({ pattern: event.target.value })}></label>
        ${this.#pairs('options')}${this.#pairs('words')}</div>
      <div class="rows" tabindex="0" role="group" aria-label=${t('inbox.word')}><table class="tbl map"><thead><tr><th>${t('inbox.word')}</th><th>${t('inbox.site')}</th><th>${t('inbox.name')}</th><th>${t('inbox.called')}</th><th class="r">${t('inbox.kept-messages')}</th></tr></thead>
        <tbody>${draft.devices.map((device, i) => this.#device(device, i))}</tbody></table></div>
      ${this.problems.length > 0 ? html`<div class="bad" role="alert"><p>${t('inbox.problems')}</p><ul>${this.problems.map((each) => html`<li>${each}</li>`)}</ul></div>` : nothing}
      <h3>${t('inbox.preview')}</h3>
      <div class="rows" tabindex="0" role="group" aria-label=${t('inbox.preview')}><table class="tbl pre"><thead><tr><th>${t('inbox.received')}</th><th>${t('inbox.raw')}</th><th>${t('inbox.reads')}</th><th>${t('inbox.clock')}</th></tr></thead><tbody>${samples.map((sample) => this.#sample(sample, same))}</tbody></table></div>
      ${this.trial ? html`<h3>${t('inbox.writes')}</h3><pre class="mono" tabindex="0">${this.trial.yaml}</pre>` : nothing}
      ${this.#go(one)}</section>`;
  }

  /** What devices say of themselves is used as it is: nothing to choose and nothing to accept. */
  #introduction() {
    const one = this.one;
    return html`<section class="card look" aria-labelledby="h-look"><header><div><h2 id="h-look">${family(one.family)}</h2>${pattern(one.pattern)}</div></header>
      <div class="why"><p>${glyph('ok', false)}${t('inbox.introduces-others')}</p><p>${glyph('ok', false)}${t('inbox.first', { time: moment(one.firstAt) })}</p><p>${glyph('ok', false)}${t('inbox.personal')}</p></div>
      <h3>${t('inbox.raw')}</h3>
      <ul class="heard">${one.samples.map((sample) => html`<li><span>${when(sample.receivedAt, hms)}</span><p class="mono"><b>${sample.topic}</b> ${sample.body}</p></li>`)}</ul></section>`;
  }

  /** A name and what it stands for on each line. */
  #pairs(of) {
    const text = this.draft[of];
    return html`<label class="fld">${t(`inbox.${of}`)}<textarea class="field" rows=${Math.max(1, Math.min(6, text.split('\n').length))} title=${t(`inbox.${of}-how`)} placeholder=${t(`inbox.${of}-like`)} .value=${text} @input=${(event) => this.#set({ [of]: event.target.value })}></textarea></label>`;
  }

  #device(device, i) {
    const word = device.word || '–';
    const set = (change) => this.#set({ devices: this.draft.devices.map((each, j) => j === i ? { ...each, ...change } : each) });
    return html`<tr><td class="mono">${word}</td>
      <td><select class="field" aria-label=${t('inbox.site-of', { word })} @change=${(event) => set({ site: event.target.value, name: this.#next(event.target.value, i) })}><option value="">${t('inbox.leave')}</option>${this.places.sites.map((site) => html`<option value=${site.id} ?selected=${site.id === device.site}>${name(site.name)}</option>`)}</select></td>
      <td><input class="field" list="names-${i}" aria-label=${t('inbox.name-of', { word })} .value=${device.name} @input=${(event) => set({ name: event.target.value.trim() })}><datalist id="names-${i}">${this.#known(device.site).map((each) => html`<option value=${each.name}>${name(each.label)}</option>`)}</datalist></td>
      <td><input class="field" maxlength="100" aria-label=${t('inbox.called-of', { word })} .value=${device.called} @input=${(event) => set({ called: event.target.value })}></td><td class="r">${n(device.count)}</td></tr>`;
  }

  /** Undefined where there is no such point. */
  #site(id) {
    return this.places.sites.find((each) => each.id === id);
  }

  #known(site) {
    return this.#site(site)?.devices.filter((device) => device.kind === this.draft.kind) ?? [];
  }

  /** The next free id of this kind at a point, as its devices are called: td-c3 after td-c2. */
  #next(site, row) {
    const taken = [...this.#known(site).map((device) => device.name), ...this.draft.devices.filter((each, j) => j !== row && each.site === site).map((each) => each.name)];
    const stem = taken[0]?.replace(/\d+$/, '') ?? `${site.split('-').map((word) => word[0]).join('')}-${LETTER[this.draft.kind]}`;
    let number = 1;
    while (taken.includes(`${stem}${number}`)) number++;
    return site ? `${stem}${number}` : '';
  }

  #sample(sample, same) {
    const first = sample.readings[0];
    const says = sample.outcome == null ? html`<span class="state is-nodata">${glyph('nodata', false)}${t('inbox.needs')}</span>`
      : sample.outcome === 'accepted' ? html`<span class="state">${glyph('ok')}<span>${isOurs(first) ? html`<b class="mono">${first.device.split('/').pop()}</b> · ` : nothing}${sample.readings.map(readingWords).join(', ')}</span></span>`
        : html`<span class="state is-nodata">${glyph('nodata', false)}<span title=${sample.why}>${isLeft(sample) ? t('inbox.leave') : sample.outcome === 'unused' ? t('inbox.left') : t('inbox.refused', { why: t(`reason.${sample.reason}`) })}</span></span>`;
    return html`<tr><td class="nw">${when(sample.receivedAt, hms)}</td><td><span class="mono cut" title="${sample.topic} ${sample.body}">${sample.body ? (same > 0 ? '…' : '') + sample.body.slice(same) : sample.topic}</span></td><td>${says}</td>
      <td class="q nw">${sample.outcome !== 'accepted' ? '' : first?.observedAt == null ? t('inbox.no-clock') : t('inbox.late', { time: hms(first.observedAt), late: offset(sample.receivedAt - first.observedAt) })}</td></tr>`;
  }

  #go(one) {
    const chosen = this.draft.devices.filter((device) => device.site).length;
    return html`<footer class="go"><p role="status">${this.said || html`<b>${t('inbox.again', { n: n(one.count) })}</b>${t('inbox.again-how', { time: moment(one.firstAt) })}`}</p>
      ${this.asking ? html`<button class="btn" @click=${() => this.asking = false}>${t('inbox.keep')}</button><button class="btn" ?disabled=${this.busy} @click=${() => this.#adopt(this.#ignored())}>${t('inbox.ignore-sure')}</button>`
        : one.mapped && !one.pattern.includes('{device}') ? html`<p>${t('inbox.ignore-not', { family: family(one.family) })}</p>`
          : html`<button class="btn" @click=${() => this.asking = true}>${one.mapped ? t('inbox.ignore-devices', { n: n(one.devices.length) }) : t('inbox.ignore')}</button>`}
      <button class="btn act" ?disabled=${this.busy || chosen === 0} title=${chosen === 0 ? t('inbox.nobody') : nothing} @click=${() => this.#adopt(this.#body())}>${this.busy ? t('inbox.accepting') : t('inbox.accept', { n: n(chosen) })}</button></footer>`;
  }

  #set(change) {
    Object.assign(this, { said: '', draft: { ...this.draft, ...change } });
    clearTimeout(this.#trying);
    this.#trying = setTimeout(() => this.#try(), TRY_AFTER);
  }

  #body() {
    const devices = this.draft.devices.filter((device) => device.site && device.name).map((device) => {
      const [id, part = ''] = device.name.split('/');
      return { word: device.word, site: device.site, kind: device.kind ?? this.draft.kind, name: id, part, vi: device.called || id, en: device.called || id, period: this.draft.period.trim() || 'learnt' };
    });
    return { family: this.draft.family, pattern: this.draft.pattern, options: pairs(this.draft.options), words: pairs(this.draft.words), devices };
  }

  /** Of a mapped shape its unlisted devices alone, else the topics as they came in, or the pattern that was written. */
  #ignored() {
    if (this.one.mapped) return { family: 'ignored', ignore: this.one.devices.map((device) => device.word) };
    return { family: 'ignored', ...(this.draft.pattern === this.one.pattern ? {} : { pattern: this.draft.pattern }) };
  }

  async #try() {
    const one = this.one;
    try {
      const trial = await post(`/inbox/${one.id}/trial`, this.#body());
      if (this.one?.id === one.id) Object.assign(this, { trial, problems: [] });
    } catch (error) {
      if (this.one?.id === one.id) this.problems = error.message.split('\n');
    }
  }

  async #adopt(body) {
    Object.assign(this, { busy: true, problems: [] });
    try {
      const done = await post(`/inbox/${this.one.id}/adoption`, body);
      Object.assign(this, { asking: false, trial: null, said: t('inbox.accepted', { file: `config/${done.file}` }) });
      filter({ shape: '' });
    } catch (error) {
      this.problems = error.message.split('\n');
    }
    this.busy = false;
  }
}

function lines(pairs) {
  return Object.entries(pairs).map(([key, word]) => `${key}: ${word}`).join('\n');
}

function pairs(lines) {
  return Object.fromEntries(lines.split('\n').map((line) => /^\s*(.*?\S)\s*:\s+(.*\S)/.exec(line)).filter(Boolean).map(([, key, value]) => [key, value]));
}

function family(word) {
  return has(`family.${word}`) ? t(`family.${word}`) : word;
}

/** Whether a device was chosen for it, not just any to try with. */
function isOurs(reading) {
  return !reading?.device?.startsWith('try/');
}

/** Of a device for which no point was chosen. */
function isLeft(sample) {
  return sample.reason === 'unknown-device';
}

/** How far all payloads begin alike, when that is long; what differs is what one looks for. */
function inCommon(samples) {
  const bodies = samples.map((sample) => sample.body).filter(Boolean);
  if (bodies.length < 2) return 0;
  let at = 0;
  while (at < bodies[0].length && bodies.every((body) => body[at] === bodies[0][at])) at++;
  const start = bodies[0].lastIndexOf('"', bodies[0].lastIndexOf(':', at) - 2);
  return start > 20 ? start : 0;
}

/** A pattern with its open levels marked. */
function pattern(text) {
  return html`<p class="mono"><span>${text.split('/').map((level, i) => html`${i > 0 ? '/' : ''}${/^(\+|#|\{.*\})$/.test(level) ? html`<em>${level}</em>` : level}`)}</span></p>`;
}

function when(at, same = hm) {
  return sameDay(at, live.now()) ? same(at) : moment(at);
}

customElements.define('page-inbox', Inbox);
