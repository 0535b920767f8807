/** All devices by point, those in need first; of the chosen one its two facts and what it really sent. */
import { LitElement, css, html, nothing } from 'lit';
import { urgency } from '../alerts.js';
import { live, Ticking, Watch } from '../live.js';
import { may } from '../me.js';
import { glyph, rest } from '../parts.js';
import { dm, faultWord, has, hms, lang, moment, n, name, sameDay, span, t } from '../words.js';
import { dayStyle, paceOf, sinceWords, spark, strip, stripOf } from './device-day.js';
import { deviceState, lastValues, offset } from './device.js';
import { CLOCK_OFF, deviceFacts, deviceStyle } from './device-facts.js';
import { readingWords } from './reading.js';
import { filter, go, query } from './route.js';
import { bar, blank, sheet, sheets, waiting } from './sheet.js';

const KINDS = ['counter', 'kiosk', 'tablet', 'camera', 'wifi'];
const VIEWS = ['all', 'site', 'kind'];
const ASK_EVERY = 5000;
const SHOWN = 6;
const MOST = 500;        // messages in a download, as many as the server gives

class Devices extends LitElement {
  static styles = [...sheets, deviceStyle, dayStyle, css`
    main { grid-template-columns: minmax(0, 1fr) 25.5rem; grid-template-rows: minmax(0, 1fr); align-content: stretch; overflow: hidden; }
    .inv { padding: 0; overflow: hidden; } .inv > header { padding: .625rem 1rem; margin: 0; border-bottom: 1px solid var(--line); align-items: center; gap: .75rem; flex-wrap: wrap; } .inv > header .field { flex: 1 1 10rem; } .inv > header select.field { flex: 0 1 9rem; }
    .scroll { overflow: auto; min-height: 0; flex: 1; padding: 0 1rem .5rem; } .tbl { table-layout: fixed; } thead th { position: sticky; top: 0; background: var(--tile); z-index: 1; padding-top: .5rem; } thead th:nth-child(1) { width: 26.5%; } thead th:nth-child(2) { width: 10.5%; } thead th:nth-child(3) { width: 12.5%; } thead th:nth-child(5) { width: 9.5%; } thead th:nth-child(6) { width: 8.5%; } .narrow { display: none; } thead th:nth-child(7) { width: 14%; } .tbl td { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
    .tog { border: 0; background: none; padding: 0; display: inline-flex; align-items: center; gap: .375rem; cursor: pointer; } .tog .glyph { font-size: 1.125em; } .site td { color: var(--text-2); } .site.away th, .site.away td { background: var(--panel); } .site th small { display: inline; margin-left: .5rem; }
    .nm { padding-left: 2.625rem !important; } .nm a { text-decoration: none; font-weight: var(--w-semibold); } .nm a:hover { text-decoration: underline; } .nm small { display: inline; margin-left: .25rem; } .folded .nm { color: var(--text-2); background: linear-gradient(var(--line-strong), var(--line-strong)) 1.75rem 0 / 1px 100% no-repeat; } .folded .nm a { font-weight: var(--w-regular); } .calm .nm a { font-weight: var(--w-regular); } .rest td { padding-left: 2.625rem; color: var(--text-2); font-size: var(--t-s); } .rest button { border: 0; background: none; padding: 0; text-decoration: underline; text-underline-offset: .2em; cursor: pointer; color: inherit; }
    .chosen td, .chosen .nm { background-color: color-mix(in srgb, var(--info) 11%, var(--tile)); } .chosen td:first-child { box-shadow: inset .1875rem 0 var(--info); }
    .one { overflow: auto; gap: .75rem; } .one > header { align-items: flex-start; margin: 0; } .one h2 { font-size: var(--t-xl); letter-spacing: -.01em; font-weight: var(--w-bold); white-space: normal; line-height: 1.25; }
    .files { display: flex; gap: .375rem; } .x { font-size: 1.125rem; } .foot { margin-top: auto; padding-top: .25rem; } .says { display: flex; gap: .375rem; align-items: baseline; } .says .state { white-space: normal; } .says .state.is-ok { color: var(--text); font-weight: var(--w-medium); }
    .raw { display: grid; gap: .625rem; } .raw li { display: grid; gap: .125rem; border-top: 1px solid var(--line); padding-top: .5rem; } .when { display: flex; justify-content: space-between; font-size: var(--t-s); gap: .5rem; } .raw .mono { line-height: 1.35; } h3 { font-size: var(--t-s); font-weight: var(--w-regular); color: var(--text-2); }
    @media (max-width: 100em) { main { grid-template-columns: minmax(0, 1fr) 23rem; } }
    @media (max-width: 64em) { main { grid-template-columns: minmax(0, 1fr); grid-template-rows: none; overflow: auto; align-content: start; } .scroll { overflow: visible; } .one { order: -1; } .one.no { display: none; } thead th:nth-child(n+4), .tbl tr:not(.rest) td:nth-child(n+4) { display: none; } thead th:nth-child(1) { width: 44%; } thead th:nth-child(2) { width: 22%; } thead th:nth-child(3) { width: 34%; } .nm { padding-left: 1.5rem !important; } .nm small, .site th small { display: none; } .nm small.where { display: block; margin: 0; } .faulty .fact { display: none; } .narrow { display: inline-flex; } .tbl td { font-size: var(--t-s); } }
    @media (max-width: 47.99em) { thead th:nth-child(1) { width: 40.5%; } thead th:nth-child(2) { width: 21%; } thead th:nth-child(3) { width: 38.5%; } .tog { gap: .25rem; } .tog b { font-size: .9375rem; letter-spacing: -.01em; } .state { gap: .25rem; } .tbl td:last-child { padding-right: 0; } .tbl th, .tbl td { padding-right: .375rem; } .scroll { padding-inline: .75rem; } .nm { padding-left: 1.125rem !important; } .folded .nm { background-position: .375rem 0; } .inv > header .field { flex: 1 1 100%; } .inv > header select.field { flex: 1 1 7rem; } .inv .wide { display: none; } .inv .seg { width: 100%; } .seg button { flex: 1; } }
  `];
  static properties = { device: {}, messages: { state: true }, failed: { state: true }, folded: { state: true }, all: { state: true } };

  #watch = new Watch(this, 'devices');
  #alerts = new Watch(this, 'alerts', ['alert:']);
  #tick = new Ticking(this);
  #asked = 0;
  #for = '';

  constructor() {
    super();
    this.folded = new Map();
    this.all = new Set();
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('route', this.#again);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('route', this.#again);
  }

  #again = () => this.requestUpdate();

  willUpdate() {
    if (!this.device || !may('messages') || this.device === this.#for && performance.now() - this.#asked < ASK_EVERY || live.state !== 'live') return;
    if (this.device !== this.#for) this.messages = undefined;
    const wanted = this.#for = this.device;
    this.#asked = performance.now();
    rest(`/devices/${wanted}/messages?limit=${SHOWN}`).then((answer) => {
      if (wanted !== this.device) return;
      this.messages = Array.isArray(answer) ? answer : answer?.messages ?? [];
      this.failed = '';
    }, (error) => this.failed = error.message);
  }

  render() {
    const { topic } = this.#watch;
    const totals = topic.of('totals');
    const causes = this.#causes(topic);
    const head = bar(this, { title: t('nav.devices'), figures: html`<p class="kpi"><b>${n(totals?.total)}</b>${t('devices.total')}</p><p class="kpi"><b>${n(totals?.connected)}</b>${t('devices.connected')}</p><p class="kpi"><b>${n(totals?.reporting)}</b>${t('devices.reporting')}</p><p class="kpi"><b>${n(causes)}</b>${t('devices.causes', { n: causes })}</p>` });
    if (topic.keys.size === 0) return sheet(head, waiting());
    return sheet(head, html`<main>${this.#inventory(topic)}${this.#one(topic)}</main>`);
  }

  /** A lost point is one, whatever is in it, and so is a device with all that hangs behind it. */
  #causes(topic) {
    return topic.all('site:').filter((site) => site.state === 'lost').length
      + topic.all('device:').filter((device) => !device.cause && device.reporting !== 'never' && isNeedy(device, deviceState(device))).length;
  }

  #inventory(topic) {
    const q = query('q').toLowerCase(), kind = query('kind'), view = VIEWS.includes(query('view')) ? query('view') : 'site';
    const total = topic.all('device:').length, counted = (each) => topic.all('device:').filter((device) => device.kind === each).length;
    const devices = topic.all('device:').filter((device) => (!kind || device.kind === kind) && (!q || `${device.id} ${name(device.name)}`.toLowerCase().includes(q)));
    const groups = view === 'all' ? [{ id: 'all', name: '', devices }] : view === 'kind' ? KINDS.map((id) => ({ id, name: t(`kind.${id}`), devices: devices.filter((device) => device.kind === id) }))
      : topic.all('site:').map((site) => ({ id: site.id, site, name: name(site.name), devices: devices.filter((device) => device.site === site.id) }));
    const ranked = groups.filter((group) => group.devices.length > 0).map((group) => ({ ...group, states: nested(group.devices.map((device) => [device, deviceState(device)]).sort((a, b) => need(b) - need(a))) }))
        .sort((a, b) => this.#need(b) - this.#need(a) || (a.site?.order ?? 0) - (b.site?.order ?? 0));
    return html`<section class="card inv" aria-labelledby="h-inv"><header><h2 id="h-inv" class="vh">${t('devices.list')}</h2>
        <div class="seg" role="group" aria-label=${t('filter')}>${VIEWS.map((each) => html`<button aria-pressed=${each === view ? 'true' : 'false'} @click=${() => filter({ view: each === 'site' ? '' : each })}>${t(`devices.by-${each}`, { n: n(total) })}${each === 'site' ? html`<span class="wide">${t('devices.by-site-more')}</span>` : nothing}</button>`)}</div>
        <input class="field" type="search" aria-label=${t('search')} placeholder=${t('devices.search')} .value=${query('q')} @input=${(event) => filter({ q: event.target.value })}>
        <select class="field" aria-label=${t('devices.kind')} @change=${(event) => filter({ kind: event.target.value })}><option value="">${t('devices.any-kind')}</option>${KINDS.map((each) => html`<option value=${each} ?selected=${each === kind}>${t(`kind1.${each}`)} ${n(counted(each))}</option>`)}</select>
        <span class="files">${may('exportDevices') ? ['xlsx', 'csv'].map((format) => html`<a class="btn small" download href="/api/v1/devices/export?format=${format}&lang=${lang()}" aria-label=${t('devices.export', { format: format.toUpperCase() })}>${format.toUpperCase()}</a>`) : nothing}</span></header>
      <div class="scroll" tabindex="0" role="group" aria-labelledby="h-inv"><table class="tbl"><thead><tr><th>${t('devices.col-name')}</th><th>${t('device.connected')}</th><th>${t('device.reporting')}</th><th>${t('devices.col-last')}</th><th class="r">${t('devices.col-offset')}</th><th>${t('devices.col-pace')}</th><th>${t('devices.col-day')}</th></tr></thead>
        <tbody>${view === 'all' ? ranked.map((group) => group.states.map(([device, state]) => this.#row(device, state, view))) : ranked.map((group) => this.#group(group, view))}</tbody></table>${ranked.length === 0 ? blank('ok', t('devices.none')) : nothing}</div></section>`;
  }

  #need(group) {
    return (isGone(group.site) ? 100 : 0) + Math.max(0, ...group.states.map(([, each]) => each.rank));
  }

  #group(group, view) {
    const needy = group.states.filter(([device, state]) => isNeedy(device, state));
    const own = needy.filter(([device]) => !device.cause).length, folded = needy.length - own;
    const gone = isGone(group.site);
    const never = group.states.every(([device]) => device.reporting === 'never');
    const worst = Math.max(0, ...group.states.map(([, state]) => state.rank));
    const shape = gone || never ? 'nodata' : worst >= 4 ? 'crit' : worst >= 1 || needy.length > 0 ? 'warn' : 'ok';
    const open = this.folded.has(group.id) ? !this.folded.get(group.id) : needy.length > 0 && !never;
    const shown = this.all.has(group.id) || needy.length === 0 ? group.states : needy;
    const connected = group.devices.filter((device) => device.connected === true).length, reporting = group.devices.filter((device) => device.reporting === 'ok').length;
    const newest = Math.max(0, ...group.devices.map((device) => device.receivedAt ?? 0));
    const note = gone && group.site.lostSince ? t('devices.site-lost', { span: span(live.now() - group.site.lostSince) }) : never ? t('site.never') : own > 0 ? t('devices.to-see', { n: n(own) }) : span(live.now() - newest);
    return html`<tr class="site ${gone ? 'away' : ''}"><th scope="row"><button class="tog" aria-expanded=${open ? 'true' : 'false'} @click=${() => this.#fold(group.id, open)}>${glyph(open ? 'open' : 'folded', false)}${glyph(shape)}<b>${group.name}</b></button>${folded > 1 ? html`<small>${t('devices.folded', { n: n(folded) })}</small>` : nothing}</th>
        <td>${n(connected)} / ${n(group.devices.length)}</td><td>${n(reporting)} / ${n(group.devices.length)}</td><td colspan="2">${note}</td><td>${spark(paceOf(group.devices))}</td><td>${stripOf(group.devices)}</td></tr>
      ${open ? html`${shown.map(([device, state]) => this.#row(device, state, view))}${shown.length < group.states.length ? html`<tr class="rest"><td colspan="7"><button @click=${() => this.#more(group.id)}>${t('devices.rest', { n: n(group.states.length - shown.length), group: group.name })}</button></td></tr>` : nothing}` : nothing}`;
  }

  #row(device, state, view) {
    const wrong = Math.abs(device.offsetMs ?? 0) > CLOCK_OFF, isFolded = device.cause && state.rank > 0;
    const [shape, says] = deviceState({ ...device, fault: null }).says;
    const path = device.id;
    return html`<tr class="${path === this.device ? 'chosen' : ''} ${isFolded ? 'folded' : ''} ${state.rank === 0 ? 'calm' : ''} ${device.fault ? 'faulty' : ''}"><td class="nm"><a href="/devices/${path}${location.search}" aria-current=${path === this.device ? 'true' : nothing}>${name(device.name)}</a> <small class=${view === 'site' ? '' : 'where'}>${view !== 'site' ? name(this.#watch.topic.of(`site:${device.site}`)?.name) : path.split('/').pop()}</small></td>
      <td><span class="state is-${state.link[0]}">${glyph(state.link[0], false)}${state.link[1]}</span></td><td><span class="state fact is-${isFolded ? 'nodata' : shape}">${glyph(isFolded ? 'nodata' : shape, false)}${says}</span>${device.fault ? html`<span class="state narrow is-crit">${glyph('crit', false)}${faultWord(device.fault)}</span>` : nothing}</td>
      <td>${device.fault ? html`<span class="is-crit">${sinceWords(faultWord(device.fault), device.faultSince)}</span>` : state.rank >= 2 ? moment(device.observedAt ?? device.receivedAt) : lastValues(device)}</td><td class="r ${wrong ? 'is-warn' : ''}">${offset(device.offsetMs)}</td><td>${spark(device.pace)}</td><td>${strip(device)}</td></tr>`;
  }

  #fold(id, open) {
    this.folded = new Map(this.folded).set(id, open);
  }

  #more(id) {
    this.all = new Set(this.all).add(id);
  }

  #one(topic) {
    const device = this.device && topic.of(`device:${this.device}`);
    if (!device) return html`<section class="card one no">${blank('idle', t('devices.choose'), t('devices.choose-why'))}</section>`;
    const site = topic.of(`site:${device.site}`);
    const alert = this.#alertOf(device);
    const [newest] = this.messages ?? [];
    return html`<section class="card one" aria-labelledby="h-one"><header><div><p class="q s"><a href="/sites/${device.site}">${name(site?.name)}</a> · ${device.id.split('/').pop()}</p><h2 id="h-one">${name(device.name)}</h2></div><span class="files">${alert ? html`<a class="btn small" href="/alerts?alert=${alert.id}">${t('devices.alert')}</a>` : nothing}<button class="btn small x" aria-label=${t('close')} title=${t('close')} @click=${() => go(`/devices${location.search}`)}>×</button></span></header>
      ${deviceFacts(device, newest?.pattern ? [[t('devices.mapping'), html`${newest.family} · <span class="mono">${newest.pattern.split('/').map((level, i) => html`${i > 0 ? html`/<wbr>` : nothing}${level}`)}</span>`]] : [])}
      ${may('messages') ? this.#raw(device) : nothing}</section>`;
  }

  /** The alert about it, or about what took it along. */
  #alertOf(device) {
    const open = this.#alerts.topic.all('alert:').filter((alert) => alert.state !== 'cleared').sort(urgency);
    return open.find((alert) => alert.subject === device.id) ?? open.find((alert) => device.cause && alert.subject === device.cause);
  }

  #raw(device) {
    if (this.failed) return html`<p class="note">${t('list.failed')}: ${this.failed}</p>`;
    if (!this.messages) return html`<p class="note">${t('loading')}…</p>`;
    return html`<h3>${t('devices.raw')}</h3>${this.messages.length === 0 ? html`<p class="note">${t('devices.raw-none')}</p>` : html`<ol class="raw">${this.messages.map((message, i) => this.#message(message, this.messages.slice(i + 1)))}</ol>`}
      <p class="note foot">${t('devices.raw-of', { n: n(this.messages.length), of: n(device.today) })} ${this.messages.length === 0 ? nothing : html`<a class="quiet-link" download="${device.id.replaceAll('/', '-')}.json" href="/api/v1/devices/${device.id}/messages?limit=${MOST}">${t('devices.raw-file')}</a>`}</p>`;
  }

  #message(message, older) {
    const observedAt = message.readings.find((reading) => reading.observedAt != null)?.observedAt;
    const again = message.outcome === 'accepted' && observedAt != null && older.some((other) => other.topic === message.topic && other.body === message.body);
    const shape = again ? 'warn' : { accepted: 'ok', unused: 'idle', rejected: 'nodata' }[message.outcome] ?? 'nodata';
    const reason = message.reason ? t(has(`reason.${message.reason}`) ? `reason.${message.reason}` : 'reason.other-reason', { reason: message.reason }) : '';
    const words = again ? t('devices.raw-again') : message.readings.length > 0 ? message.readings.map(readingWords).join(', ') : t(`outcome.${message.outcome}`);
    const delay = observedAt == null || message.retained ? '' : message.receivedAt >= observedAt ? t('devices.raw-after', { span: lag(message.receivedAt - observedAt) }) : t('devices.raw-before', { span: lag(observedAt - message.receivedAt) });
    return html`<li><p class="when"><span>${sameDay(message.receivedAt, live.now()) ? hms(message.receivedAt) : `${dm(message.receivedAt)} ${hms(message.receivedAt)}`}</span><span class="q">${message.retained ? t('devices.retained') : delay}</span></p>
      <p class="mono q">${message.topic ?? ''}</p><p class="mono">${message.body ?? ''}</p><p class="says"><span class="q3" aria-hidden="true">→</span><span class="state is-${shape}">${glyph(shape, false)}${sentence(words)}${reason ? `: ${reason}` : ''}${message.why ? html` <span class="mono q">${message.why}</span>` : nothing}</span></p></li>`;
  }
}

/** What a lost device takes with it stands under it. */
function nested(states) {
  const behind = new Map(states.map(([device]) => [device.id, []]));
  const top = states.filter((each) => !behind.get(each[0].cause)?.push(each));
  return top.flatMap((each) => [each, ...behind.get(each[0].id)]);
}

function isGone(site) {
  return site?.state === 'lost' || site?.state === 'stale';
}

function isNeedy(device, state) {
  return state.rank > 0 || Math.abs(device.offsetMs ?? 0) > CLOCK_OFF;
}

function need([device, state]) {
  return state.rank + (Math.abs(device.offsetMs ?? 0) > CLOCK_OFF ? .75 : 0);
}

/** 0,4 giây; longer ones as any span. */
function lag(ms) {
  return ms < 10_000 ? t('span.seconds', { n: n(ms / 1000, 1) }) : span(ms);
}

function sentence(words) {
  return words ? words[0].toUpperCase() + words.slice(1) : words;
}

customElements.define('page-devices', Devices);
