/** Is the server well: the ledger to the last message, who lags, what was refused and why, the machine, the screens. */
import { LitElement, css, html, nothing } from 'lit';
import { live, Ticking, Watch } from '../live.js';
import { gauge, glyph } from '../parts.js';
import { bytes, dmy, has, hm, moment, n, name, span, span2, t } from '../words.js';
import { bar, blank, sheet, sheets, waiting } from './sheet.js';

const BEHIND = 10_000;       // messages a reader may lag before it is shown as catching up
const STUCK = ['away', 'refused'];
const SLOW_SCREEN = 5000;    // ms since a screen last drew
const RING = 120;            // lags remembered for the small chart, one each second

class Health extends LitElement {
  static styles = [...sheets, css`
    main { grid-template-columns: minmax(0, 1.72fr) minmax(0, 1fr); grid-template-rows: auto auto minmax(15rem, 1fr); min-height: 0; align-content: stretch; gap: .875rem; padding: 1rem 1.25rem; }
    .verdict { grid-column: 1 / -1; display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0 1rem; align-items: center; padding: .75rem 1.25rem; } .verdict > .glyph { font-size: 2.25rem; } .verdict h2 { font-size: var(--t-xl); letter-spacing: -.01em; line-height: 1.25; } .verdict dl { display: flex; gap: 2rem; } .verdict dl div { display: grid; text-align: right; } .verdict dt { font-size: var(--t-s); color: var(--text-2); order: 2; } .verdict dd { font-size: var(--t-l); font-weight: var(--w-semibold); white-space: nowrap; } .verdict.warn { border-left: .375rem solid var(--warn); } .verdict.crit { border-left: .375rem solid var(--crit-solid); }
    .sumline { display: flex; justify-content: space-between; flex-wrap: wrap; gap: .5rem 1rem; padding: .25rem 0 .75rem; } .sumline div { display: grid; gap: .25rem; } .sumline dt { font-size: var(--t-s); color: var(--text-2); white-space: nowrap; } .sumline dd { font-size: 2.125rem; } .op { align-self: end; font-size: 1.5rem; color: var(--text-3); line-height: 1.4; } .waits dd { font-weight: var(--w-regular); }
    .ledger td { white-space: nowrap; padding-block: .5rem; } .ledger small { display: inline; margin-left: .25rem; }
    .readers > header p { white-space: nowrap; } .readers > header b { display: inline; } .readers ol { display: grid; gap: .875rem; } .readers li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .1875rem .75rem; } .readers li b, .readers small { display: block; } .readers small { color: var(--text-2); font-size: var(--t-s); font-weight: var(--w-regular); } .lag { text-align: right; white-space: nowrap; } .readers .gauge { grid-column: 1 / -1; height: .75rem; } .readers .err { grid-column: 1 / -1; color: var(--warn); font-size: var(--t-s); }
    .foot { margin-top: auto; padding-top: .75rem; display: flex; justify-content: space-between; gap: 1rem; flex-wrap: wrap; font-size: var(--t-s); color: var(--text-2); } .foot.line { border-top: 1px solid var(--line); margin-top: .875rem; padding-top: .625rem; }
    .spark { width: 100%; height: 3.5rem; display: block; margin-top: .75rem; overflow: visible; } .spark path { fill: none; stroke: var(--data-2); stroke-width: 2px; vector-effect: non-scaling-stroke; } .spark line { stroke: var(--line); }
    .low { grid-column: 1 / -1; display: grid; gap: .875rem; grid-template-columns: minmax(0, 1fr) minmax(0, 1.5fr) minmax(0, 1.1fr) minmax(0, .95fr); min-height: 0; }
    .hbars { display: grid; gap: .625rem; } .hbars li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .1875rem .75rem; } .hbars .gauge { grid-column: 1 / -1; } .hbars span { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
    .scroll { overflow: auto; max-height: 20rem; } .unknown td { font-size: var(--t-s); vertical-align: top; } .sessions td { white-space: nowrap; font-size: var(--t-s); } .sessions td:first-child, .sessions .state { white-space: normal; overflow-wrap: anywhere; }
    .meters { display: grid; gap: .75rem; align-content: start; } .meters div { display: grid; grid-template-columns: 1fr auto; gap: .1875rem .5rem; } .meters dt { white-space: nowrap; color: var(--text-2); font-size: var(--t-s); } .meters dd { font-weight: var(--w-semibold); white-space: nowrap; } .meters .gauge { grid-column: 1 / -1; }
    @media (max-width: 80em) { .low { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } }
    @media (max-width: 64em) { main { grid-template-columns: minmax(0, 1fr); grid-template-rows: none; align-content: start; } .ledger .scroll { overflow-x: auto; } } @media (max-width: 47.99em) { main { padding: .25rem 1rem 1rem; } .low { grid-template-columns: minmax(0, 1fr); } .verdict { grid-template-columns: auto minmax(0, 1fr); } .verdict dl { grid-column: 1 / -1; flex-wrap: wrap; gap: .5rem 1.5rem; margin-top: .5rem; } .verdict dl div { text-align: left; } .sumline dd { font-size: 1.5rem; } .op { display: none; } }
  `];

  #watch = new Watch(this, 'health');
  #overview = new Watch(this, 'overview', ['feed:', 'setup']);
  #tick = new Ticking(this);
  #lags = new Float64Array(RING);
  #lagsFrom = 0;
  #lagsSeen = 0;
  #lastNote = 0;

  willUpdate() {
    const now = performance.now();
    const series = this.#watch.topic.of('reader:series');
    if (!series || now - this.#lastNote < 950) return;
    this.#lastNote = now;
    this.#lags[this.#lagsFrom] = series.lag ?? 0;
    this.#lagsFrom = (this.#lagsFrom + 1) % RING;
    this.#lagsSeen = Math.min(RING, this.#lagsSeen + 1);
  }

  render() {
    const { topic } = this.#watch;
    const head = bar(this, { title: t('nav.health') });
    if (topic.keys.size === 0) return sheet(head, waiting());
    const sources = topic.all('ledger:');
    const sum = (field) => sources.reduce((all, source) => all + (source[field] ?? 0), 0);
    return sheet(head, html`<main>${this.#verdict(topic, sum)}${this.#ledger(sources, sum)}${this.#readers(topic)}
      <div class="low">${this.#rejects(topic)}${this.#unknown(topic)}${this.#sessions(topic)}${this.#machine(topic)}</div></main>`);
  }

  #verdict(topic, sum) {
    const journal = topic.of('journal'), setup = this.#overview.topic.of('setup'), latency = topic.of('latency');
    const readers = topic.all('reader:');
    const stuck = readers.find((reader) => STUCK.includes(reader.state));
    const behind = readers.find((reader) => (reader.lag ?? 0) > BEHIND);
    const missing = sum('missing');
    const off = sum('received') - sum('stored') - sum('rejected') - sum('pending');
    const [shape, title, text] = journal && journal.state !== 'ok' && journal.state != null ? ['crit', t('health.journal-bad'), t('health.journal-bad-why')]
      : missing > 0 || off !== 0 ? ['crit', t('health.missing', { n: n(missing || Math.abs(off)) }), t('health.missing-why')]
        : stuck ? ['warn', t('health.away', { who: this.#reader(stuck.id) }), t('health.away-why', { n: n(stuck.lag) })]
        : behind ? ['warn', t('health.behind', { who: this.#reader(behind.id) }), t('health.behind-why', { n: n(behind.lag) })] : ['ok', t('health.well'), t('health.well-why')];
    return html`<section class="card verdict ${shape}" aria-labelledby="h-v">${glyph(shape)}<div><h2 id="h-v">${title}</h2><p class="note">${text}</p></div>
      <dl>${latency?.frameMs == null ? nothing : html`<div><dt>${t('health.frame')}</dt><dd>${n(latency.frameMs, latency.frameMs < 10 ? 1 : 0)} ms</dd></div>`}
        ${setup?.startedAt ? html`<div><dt>${t('health.uptime', { version: setup.version ?? live.welcome?.version ?? '' })}</dt><dd>${span2(live.now() - setup.startedAt)}</dd></div>` : nothing}</dl></section>`;
  }

  #ledger(sources, sum) {
    const off = sum('received') - sum('stored') - sum('rejected') - sum('pending');
    return html`<section class="card ledger" aria-labelledby="h-led"><header><h2 id="h-led">${t('health.ledger')}</h2><p class="state is-${off === 0 ? 'ok' : 'crit'}">${glyph(off === 0 ? 'ok' : 'crit', false)}${off === 0 ? t('health.balanced') : t('off-by', { n: n(off) })}</p></header>
      <dl class="sumline"><div><dt>${t('health.received')}</dt><dd class="num">${n(sum('received'))}</dd></div><span class="op" aria-hidden="true">=</span><div><dt>${t('health.stored')}</dt><dd class="num">${n(sum('stored'))}</dd></div><span class="op" aria-hidden="true">+</span><div><dt>${t('health.rejected')}</dt><dd class="num">${n(sum('rejected'))}</dd></div><span class="op" aria-hidden="true">+</span><div class="waits"><dt>${t('health.pending')}</dt><dd class="num">${n(sum('pending'))}</dd></div></dl>
      <div class="scroll" tabindex="0" role="region" aria-label=${t('health.source')}><table class="tbl"><thead><tr><th>${t('health.source')}</th><th>${t('health.heard')}</th><th class="r">${t('health.col-received')}</th><th class="r">${t('health.col-stored')}</th><th class="r">${t('health.col-rejected')}</th><th class="r">${t('health.col-pending')}</th><th class="r">${t('health.col-missing')}</th></tr></thead><tbody>${sources.map((source) => {
        const figure = (value, hot = '') => html`<td class="r ${value ? hot : 'zero'}">${n(value)}</td>`;
        const gap = (source.received ?? 0) - (source.stored ?? 0) - (source.rejected ?? 0) - (source.pending ?? 0);
        return html`<tr><td><b>${this.#source(source.id)}</b></td><td>${source.heardAt == null ? html`<span class="state is-nodata">${glyph('nodata', false)}${t('feed.never')}</span>` : html`<span class="state is-ok">${glyph('ok', false)}${span(live.now() - source.heardAt)}</span>`}</td>${figure(source.received)}${figure(source.stored)}${figure(source.rejected)}${figure(source.pending)}${figure((source.missing ?? 0) || gap, 'is-crit')}</tr>`;
      })}</tbody></table>${sources.length === 0 ? blank('nodata', t('health.no-source')) : nothing}</div></section>`;
  }

  #source(id) {
    const feed = this.#overview.topic.of(`feed:${id === 'mqtt' ? 'devices' : id}`);
    return name(feed?.label) || (has(`source.${id}`) ? t(`source.${id}`) : id);
  }

  #reader(id) {
    return has(`reader.${id}`) ? t(`reader.${id}`) : id;
  }

  #readers(topic) {
    const journal = topic.of('journal') ?? {}, engines = topic.of('engines') ?? {};
    return html`<section class="card readers" aria-labelledby="h-jr"><header><h2 id="h-jr">${t('health.readers')}</h2><p>${t('health.head')} <b>${n(journal.position)}</b></p></header>
      <ol>${topic.all('reader:').map((reader) => {
        const lag = reader.lag ?? (reader.head ?? 0) - (reader.position ?? 0);
        const bad = lag > BEHIND || STUCK.includes(reader.state);
        return html`<li><p><b>${this.#reader(reader.id)}</b><small>${engines[reader.id] ?? t(has(`reader.${reader.id}.how`) ? `reader.${reader.id}.how` : 'reader.how')}</small></p><p class="lag ${bad ? 'is-warn' : ''}"><b>${t('health.lag', { n: n(lag) })}</b><small>${reader.position == null ? '' : t('health.at', { n: n(reader.position) })}</small></p>${gauge(reader.head ? Math.max(.02, 1 - lag / Math.max(lag + 1, 1e6)) : 0, null, bad ? 'warn' : '')}${reader.error ? html`<p class="err">${reader.error}</p>` : nothing}</li>`;
      })}</ol>${this.#spark()}
      <p class="foot line"><span>${t('health.journal', { size: bytes(journal.bytesToday), ms: n(journal.commitMs, 1) })}</span><span>${t('health.free', { size: bytes(journal.freeBytes) })}</span></p></section>`;
  }

  #spark() {
    if (this.#lagsSeen < 10) return nothing;
    let most = 100, path = '';
    for (let i = 0; i < this.#lagsSeen; i++) most = Math.max(most, this.#lags[i]);
    for (let i = 0; i < this.#lagsSeen; i++) {
      const value = this.#lags[(this.#lagsFrom - this.#lagsSeen + i + RING) % RING];
      path += `${i ? 'L' : 'M'}${((RING - this.#lagsSeen + i) / RING * 100).toFixed(1)} ${(20 - value / most * 19).toFixed(1)}`;
    }
    return html`<svg class="spark" viewBox="0 0 100 20" preserveAspectRatio="none" role="img" aria-label=${t('health.lag-chart', { n: n(most) })}><line x1="0" x2="100" y1="20" y2="20"></line><path d=${path}></path></svg>`;
  }

  #rejects(topic) {
    const rejects = topic.all('rejected:').filter((each) => each.count > 0).sort((a, b) => b.count - a.count);
    const all = rejects.reduce((sum, each) => sum + each.count, 0);
    return html`<section class="card" aria-labelledby="h-rej"><header><h2 id="h-rej">${t('health.rejects')}</h2><p><b>${n(all)}</b></p></header>
      ${rejects.length === 0 ? html`<p class="state is-ok">${glyph('ok', false)}${t('health.rejects-none')}</p>` : html`<ul class="hbars">${rejects.slice(0, 8).map((each) => html`<li><span>${this.#reason(each.id)}</span><b>${n(each.count)}</b>${gauge(each.count / all, null)}</li>`)}</ul>`}<p class="foot">${t('health.rejects-kept')}</p></section>`;
  }

  #reason(id) {
    return t(has(`reason.${id}`) ? `reason.${id}` : 'reason.other-reason', { reason: id });
  }

  #unknown(topic) {
    const unknown = topic.all('unknown:').sort((a, b) => b.lastAt - a.lastAt);
    return html`<section class="card unknown" aria-labelledby="h-unk"><header><h2 id="h-unk">${t('health.unknown')}</h2><p><b>${n(unknown.length)}</b></p></header>
      ${unknown.length === 0 ? html`<p class="state is-ok">${glyph('ok', false)}${t('health.unknown-none')}</p>` : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="h-unk"><table class="tbl"><thead><tr><th>${t('health.topic')}</th><th>${t('health.last')}</th><th class="r">${t('health.count')}</th></tr></thead><tbody>${unknown.map((each) => html`<tr><td><span class="mono">${each.id}</span><small>${each.reason ? this.#reason(each.reason) : ''}</small></td><td class="nw">${moment(each.lastAt)}</td><td class="r">${n(each.count)}</td></tr>`)}</tbody></table></div>`}</section>`;
  }

  #sessions(topic) {
    const sessions = topic.all('session:').sort((a, b) => (b.drawnAgoMs ?? 0) - (a.drawnAgoMs ?? 0));
    return html`<section class="card sessions" aria-labelledby="h-ses"><header><h2 id="h-ses">${t('health.sessions')}</h2><p>${t('health.sessions-n', { n: n(topic.of('machine')?.sessions ?? sessions.length) })}</p></header>
      <div class="scroll" tabindex="0" role="group" aria-labelledby="h-ses"><table class="tbl"><thead><tr><th>${t('health.shows')}</th><th class="r">${t('health.drawn')}</th><th class="r">${t('health.since')}</th></tr></thead><tbody>${sessions.map((session) => {
        const slow = (session.drawnAgoMs ?? 0) > SLOW_SCREEN;
        return html`<tr><td><span class="state is-${slow ? 'warn' : 'ok'}">${glyph(slow ? 'warn' : 'ok')}${(session.topics ?? []).join(', ')}</span></td><td class="r ${slow ? 'is-warn' : ''}">${session.drawnAgoMs == null ? '–' : session.drawnAgoMs < 10_000 ? t('span.seconds', { n: n(session.drawnAgoMs / 1000, 1) }) : span(session.drawnAgoMs)}</td><td class="r">${session.since == null ? '–' : hm(session.since)}</td></tr>`;
      })}</tbody></table></div></section>`;
  }

  #machine(topic) {
    const machine = topic.of('machine') ?? {}, engines = topic.of('engines') ?? {}, latency = topic.of('latency') ?? {};
    const meter = (label, text, part, hot = false) => html`<div><dt>${t(label)}</dt><dd class=${hot ? 'is-warn' : ''}>${text}</dd>${part == null ? nothing : gauge(part, .9, hot ? 'warn' : '')}</div>`;
    return html`<section class="card" aria-labelledby="h-mac"><header><h2 id="h-mac">${t('health.machine')}</h2></header><dl class="meters">
      ${meter('health.heap', `${bytes(machine.heapUsed)} / ${bytes(machine.heapMax)}`, machine.heapMax ? machine.heapUsed / machine.heapMax : null, machine.heapUsed / machine.heapMax > .9)}
      ${meter('health.queue', `${n(machine.queue)} / ${n(machine.queueMax)}`, machine.queueMax ? machine.queue / machine.queueMax : null, machine.queue / machine.queueMax > .9)}
      ${meter('health.loop', machine.loopMs == null ? '–' : `${n(machine.loopMs, machine.loopMs < 10 ? 1 : 0)} ms`, machine.loopMs == null ? null : machine.loopMs / 200, machine.loopMs > 180)}
      ${meter('health.commit', latency.commitMs == null ? '–' : `${n(latency.commitMs, 1)} ms`, latency.commitMs == null ? null : latency.commitMs / 50, latency.commitMs > 45)}
      ${['broker', 'series', 'records'].map((each) => engines[each] ? html`<div><dt>${t(`engine.${each}`)}</dt><dd>${engines[each]}</dd></div>` : nothing)}</dl><p class="foot">${dmy(live.now())}</p></section>`;
  }
}

customElements.define('page-health', Health);
