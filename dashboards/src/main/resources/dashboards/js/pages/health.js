/** Is the server well: the ledger to the last message, who lags, what was refused and why, the machine, the screens. */
import { LitElement, css, html, nothing, svg } from 'lit';
import { live, Ticking, Watch } from '../live.js';
import { gauge, glyph, share, vars } from '../parts.js';
import { bytes, dayWord, daysAgo, dm, has, hm, moment, n, name, span, span2, t } from '../words.js';
import { sides } from './account.js';
import { bar, blank, sheet, sheets, waiting } from './sheet.js';

const BEHIND = 10_000;       // messages a reader may lag before it is shown as catching up
const STUCK = ['away', 'refused'];
const SLOW_SCREEN = 5000;    // ms since a screen last drew
const MINUTE = 60_000, HOUR = 60 * MINUTE;
const STAGES = ['device', 'frame', 'draw'];
const SLOW_PIXEL = 2000;    // ms from source to pixel that nobody notices
const GOOD = .99;            // share of office hours in which a source should be on time
const RING = 120;            // lags remembered for the small chart, one each second

class Health extends LitElement {
  static styles = [...sheets, css`
    main { grid-template-columns: minmax(0, 1.72fr) minmax(0, 1fr); grid-template-rows: max-content max-content max-content minmax(max-content, 1fr); min-height: 0; align-content: stretch; gap: .875rem; padding: 1rem 1.25rem; }
    .verdict { grid-column: 1 / -1; display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0 1rem; align-items: center; padding: .75rem 1.25rem; } .verdict > .glyph { font-size: 2.25rem; } .verdict h2 { font-size: var(--t-xl); letter-spacing: -.01em; line-height: 1.25; } .verdict dl { display: flex; gap: 2rem; } .verdict dl div { display: grid; text-align: right; } .verdict dt { font-size: var(--t-s); color: var(--text-2); order: 2; } .verdict dd { font-size: var(--t-l); font-weight: var(--w-semibold); white-space: nowrap; } .verdict.warn { border-left: .375rem solid var(--warn); } .verdict.crit { border-left: .375rem solid var(--crit-solid); }
    .sumline { display: flex; justify-content: space-between; flex-wrap: wrap; gap: .5rem 1rem; padding: .25rem 0 .75rem; } .sumline div { display: grid; gap: .25rem; } .sumline dt { font-size: var(--t-s); color: var(--text-2); white-space: nowrap; } .sumline dd { font-size: 2.125rem; } .op { align-self: end; font-size: 1.5rem; color: var(--text-3); line-height: 1.4; } .waits dd { font-weight: var(--w-regular); }
    .ledger td { white-space: nowrap; padding-block: .5rem; } .ledger small { display: inline; margin-left: .25rem; }
    .readers > header p { white-space: nowrap; } .readers > header b { display: inline; } .readers ol { display: grid; gap: .875rem; } .readers li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .1875rem .75rem; } .readers li b, .readers small { display: block; } .readers small { color: var(--text-2); font-size: var(--t-s); font-weight: var(--w-regular); } .lag { text-align: right; white-space: nowrap; } .readers .gauge { grid-column: 1 / -1; height: .75rem; } .readers .err { grid-column: 1 / -1; color: var(--warn); font-size: var(--t-s); }
    .foot { margin-top: auto; padding-top: .75rem; display: flex; justify-content: space-between; gap: 1rem; flex-wrap: wrap; font-size: var(--t-s); color: var(--text-2); } .foot.line { border-top: 1px solid var(--line); margin-top: .875rem; padding-top: .625rem; }
    .spark { width: 100%; height: 3.5rem; display: block; margin-top: .75rem; overflow: visible; } .spark path { fill: none; stroke: var(--data-2); stroke-width: 2px; vector-effect: non-scaling-stroke; } .spark line { stroke: var(--line); }
    .proof { grid-column: 1 / -1; display: grid; gap: .875rem; grid-template-columns: minmax(0, 1.72fr) minmax(0, 1fr); }
    .stages { display: flex; gap: .25rem; margin-bottom: 1rem; } .stages li { flex: var(--g) 1 max-content; min-width: 0; line-height: 1.25; } .stages li::before { content: ""; display: block; height: .4375rem; margin-bottom: .25rem; background: var(--data-1); } .stages li:nth-child(2)::before { opacity: .6; } .stages b, .stages small { display: block; font-size: var(--t-s); white-space: nowrap; } .stages small { color: var(--text-2); }
    .path { flex: 1; min-height: 8.5rem; width: 100%; display: block; overflow: visible; font-size: var(--t-xs); margin: .25rem 0 1.375rem; } .path text { fill: var(--text-2); } .path .strong { fill: var(--text); font-weight: 600; } .path .axis { stroke: var(--line-strong); } .path path { vector-effect: non-scaling-stroke; stroke-linejoin: round; } .path .half { fill: none; stroke: var(--data-2); stroke-width: .15625rem; } .path .most { fill: var(--line); stroke: none; } .path .lim { stroke: var(--text-2); stroke-dasharray: .375rem .25rem; } .halo { paint-order: stroke; stroke: var(--tile); stroke-width: 4px; }
    .feeds { display: grid; gap: .625rem; flex: 1; align-content: space-evenly; } .feeds li { display: grid; grid-template-columns: 5.5rem minmax(0, 1fr) 3.75rem; gap: 0 .75rem; align-items: end; } .feeds b { font-weight: var(--w-medium); line-height: 1.25; } .feeds .r { white-space: nowrap; line-height: 1.25; }
    .days { display: grid; grid-template-columns: repeat(14, minmax(0, 1fr)); gap: .1875rem; height: 2.25rem; } .days i { position: relative; background: color-mix(in srgb, var(--line) 60%, var(--tile)); } .days i::after { content: ""; position: absolute; inset: auto 0 0; height: var(--h); background: var(--data-1); } .days .now::after { background: var(--text); } .days .bad::after { background: repeating-linear-gradient(135deg, var(--hatch-ink) 0 3px, var(--hatch-ground) 3px 6px); } .days .none { background: none; border: 1px dashed var(--line-strong); } .days .none::after { content: none; }
    .dates { margin: .375rem 4.5rem 0 6.25rem; display: flex; justify-content: space-between; font-size: var(--t-xs); color: var(--text-2); }
    .low { grid-column: 1 / -1; display: grid; gap: .875rem; grid-template-columns: minmax(0, 1fr) minmax(0, 1.5fr) minmax(0, 1.1fr) minmax(0, .95fr); min-height: 0; }
    .hbars { display: grid; gap: .625rem; } .hbars li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .1875rem .75rem; } .hbars .gauge { grid-column: 1 / -1; } .hbars span { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
    .scroll { overflow: auto; max-height: 20rem; } .unknown td { font-size: var(--t-s); vertical-align: top; } .sessions td { white-space: nowrap; font-size: var(--t-s); } .sessions td:first-child, .sessions .state { white-space: normal; overflow-wrap: anywhere; }
    .meters { display: grid; gap: .75rem; align-content: start; } .meters div { display: grid; grid-template-columns: 1fr auto; gap: .1875rem .5rem; } .meters dt { white-space: nowrap; color: var(--text-2); font-size: var(--t-s); } .meters dd { font-weight: var(--w-semibold); white-space: nowrap; } .meters .gauge { grid-column: 1 / -1; }
    @media (max-width: 80em) { .low { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } }
    @media (max-width: 64em) { .proof { grid-template-columns: minmax(0, 1fr); } main { grid-template-columns: minmax(0, 1fr); grid-template-rows: none; align-content: start; } .ledger .scroll { overflow-x: auto; } } @media (max-width: 47.99em) { .card > header { flex-wrap: wrap; gap: 0 1rem; } .ledger :is(th, td):nth-child(n+4):nth-child(-n+6) { display: none; } .stages small { white-space: normal; } .stages li { flex-basis: 4.5rem; } main { padding: .25rem 1rem 1rem; } .low { grid-template-columns: minmax(0, 1fr); } .verdict { grid-template-columns: auto minmax(0, 1fr); } .verdict dl { grid-column: 1 / -1; flex-wrap: wrap; gap: .5rem 1.5rem; margin-top: .5rem; } .verdict dl div { text-align: left; } .sumline dd { font-size: 1.5rem; } .op { display: none; } }
  `];

  #watch = new Watch(this, 'health');
  #overview = new Watch(this, 'overview', ['feed:', 'setup']);
  #dossiers = new Watch(this, 'dossiers', ['totals']);
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
      <div class="proof">${this.#path(topic)}${this.#days(topic)}</div>
      <div class="low">${this.#rejects(topic)}${this.#unknown(topic)}${this.#sessions(topic)}${this.#machine(topic)}</div></main>`);
  }

  #verdict(topic, sum) {
    const journal = topic.of('journal'), setup = this.#overview.topic.of('setup'), whole = topic.of('delay:all');
    const readers = topic.all('reader:');
    const stuck = readers.find((reader) => STUCK.includes(reader.state));
    const behind = readers.find((reader) => (reader.lag ?? 0) > BEHIND);
    const missing = sum('missing');
    const off = sum('received') - sum('stored') - sum('rejected') - sum('pending');
    const notRaised = this.#overview.topic.of('alerts')?.notRaised ?? 0;
    const [shape, title, text] = journal && journal.state !== 'ok' && journal.state != null ? ['crit', t('health.journal-bad'), t('health.journal-bad-why')]
      : missing > 0 || off !== 0 ? ['crit', t('health.missing', { n: n(missing || Math.abs(off)) }), t('health.missing-why')]
        : notRaised > 0 ? ['crit', t('alerts.not-raised', { n: n(notRaised) }), t('health.not-raised-why')]
        : stuck ? ['warn', t('health.away', { who: this.#reader(stuck.id) }), t('health.away-why', { n: n(stuck.lag) })]
        : behind ? ['warn', t('health.behind', { who: this.#reader(behind.id) }), t('health.behind-why', { n: n(behind.lag) })] : ['ok', t('health.well'), t('health.well-why')];
    return html`<section class="card verdict ${shape}" aria-labelledby="h-v">${glyph(shape)}<div><h2 id="h-v">${title}</h2><p class="note">${text}</p></div>
      <dl>${whole?.p50Ms == null ? nothing : html`<div><dt>${t('health.path-now')}</dt><dd>${this.#length(whole.p50Ms)}</dd></div>`}
        ${this.#account()}${setup?.startedAt ? html`<div><dt>${t('health.uptime', { version: setup.version ?? live.welcome?.version ?? '' })}</dt><dd>${span2(live.now() - setup.startedAt)}</dd></div>` : nothing}</dl></section>`;
  }

  /** The dossiers' own self-check. */
  #account() {
    const totals = this.#dossiers.topic.of('totals');
    if (!totals?.received) return nothing;
    const [came, went] = sides(totals);
    return html`<div><dt>${t('health.account')}</dt><dd class=${came === went ? '' : 'is-crit'}>${n(came)} ${came === went ? '=' : '≠'} ${n(went)}</dd></div>`;
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

  /** 340 ms, 1,3 giây. */
  #length(ms) {
    return ms == null ? '–' : ms < 1000 ? t('health.ms', { n: n(ms, ms < 10 ? 1 : 0) }) : t('span.seconds', { n: n(ms / 1000, 1) });
  }

  #path(topic) {
    const whole = topic.of('delay:all'), points = whole?.minutes ?? [];
    const stages = STAGES.map((id) => topic.of(`delay:${id}`)?.p50Ms ?? null);
    const all = stages.reduce((sum, ms) => sum + (ms ?? 0), 0);
    return html`<section class="card" aria-labelledby="h-path"><header><h2 id="h-path">${t('health.path')}</h2><p>${t('health.path-note')}</p></header>
      ${all === 0 ? blank('nodata', t('health.path-none'), t('health.path-none-how')) : html`<ol class="stages">${STAGES.map((id, i) => html`<li ${vars({ '--g': String(Math.max(1, Math.round((stages[i] ?? 0) / all * 100))) })}><b>${this.#length(stages[i])}</b><small>${t(`health.stage-${id}`)}</small></li>`)}</ol>${this.#hour(points, whole)}`}</section>`;
  }

  #hour(points, whole) {
    const to = live.now() - live.now() % MINUTE, from = to - HOUR;
    const top = Math.max(SLOW_PIXEL * 1.15, ...points.map((point) => point[2] * 1.1));
    const x = (ms) => ((ms + MINUTE / 2 - from) / HOUR * 100).toFixed(2), y = (ms) => (100 - ms / top * 100).toFixed(2);
    const runs = [];
    points.forEach((point, i) => i && point[0] - points[i - 1][0] <= MINUTE ? runs[runs.length - 1].push(point) : runs.push([point]));
    const half = runs.map((run) => run.map((point, i) => `${i ? 'L' : 'M'}${x(point[0])} ${y(point[1])}`).join('') + (run.length > 1 ? '' : 'h.4')).join('');
    const most = runs.map((run) => `M${x(run[0][0])} 100${run.map((point) => `L${x(point[0])} ${y(point[2])}`).join('')}L${x(run[run.length - 1][0])} 100Z`).join('');
    const words = { half: this.#length(whole.p50Ms), most: this.#length(whole.p99Ms) };
    return html`<svg class="path" role="img" aria-label=${t('health.path-chart', words)}>${svg`
      <line class="axis" x1="0" x2="100%" y1="100%" y2="100%"></line>
      <svg width="100%" height="100%" viewBox="0 0 100 100" preserveAspectRatio="none"><path class="most" d="${most}"></path><path class="half" d="${half}"></path><path class="lim" d="M0 ${y(SLOW_PIXEL)}H100"></path></svg>
      <text class="halo" x="0" y="${y(SLOW_PIXEL)}%" dy="-.4em">${t('health.path-limit', { n: n(SLOW_PIXEL / 1000) })}</text>
      ${whole.p99Ms == null ? nothing : svg`<text class="strong halo" x="100%" y="${y(SLOW_PIXEL)}%" dy="-.4em" text-anchor="end">${t('health.path-p50', { span: words.half })} · ${t('health.path-p99', { span: words.most })}</text>`}
      ${[0, 1, 2, 3, 4].map((quarter) => svg`<text class="${quarter === 4 ? 'strong' : ''}" x="${quarter * 25}%" y="100%" dy="1.35em" text-anchor="${['start', 'middle', 'middle', 'middle', 'end'][quarter]}">${hm(from + quarter * HOUR / 4)}</text>`)}`}</svg>`;
  }

  #days(topic) {
    const feeds = this.#overview.topic.all('feed:').filter((feed) => feed.state !== 'off' && feed.kind !== 'csv').map((feed) => [feed, topic.of(`feed:${feed.id}`)?.days ?? []]); // nobody waits for a file
    const dates = feeds[0]?.[1] ?? [];
    return html`<section class="card" aria-labelledby="h-days"><header><h2 id="h-days">${t('health.days')}</h2><p>${t('health.days-note', { n: n(dates.length) })}</p></header>
      <ul class="feeds">${feeds.map(([feed, days]) => {
        const known = days.filter((day) => day[1] > 0), sum = (i) => known.reduce((all, day) => all + day[i], 0);
        const part = known.length > 0 ? sum(2) / sum(1) : null;
        const words = part == null ? t('health.days-of-none', { feed: name(feed.label) }) : t('health.days-of', { feed: name(feed.label), known: n(known.length), share: this.#part(part) });
        return html`<li><b>${name(feed.label)}</b><span class="days" role="img" aria-label=${words}>${days.map((day) => this.#day(day))}</span><span class="r ${part == null ? 'q3' : part < GOOD ? 'is-warn' : ''}">${part == null ? '–' : t('health.days-share', { share: this.#part(part) })}</span></li>`;
      })}</ul>${dates.length === 0 ? nothing : html`<p class="dates" aria-hidden="true"><span>${dm(this.#noon(dates[0][0]))}</span><span>${daysAgo(dates[dates.length - 1][0]) === 0 ? t('chart.today') : dayWord(dates[dates.length - 1][0])}</span></p>`}</section>`;
  }

  #noon(day) {
    return Date.parse(`${day}T12:00Z`);
  }

  /** Never 100 with a minute missing. */
  #part(part) {
    return part === 1 ? n(100) : n(Math.floor(part * 1000) / 10, 1);
  }

  #day([day, known, fresh]) {
    const date = dm(this.#noon(day)), part = known > 0 ? fresh / known : 0;
    return html`<i class="${known === 0 ? 'none' : part < GOOD ? 'bad' : daysAgo(day) === 0 ? 'now' : ''}" ${vars({ '--h': share(known > 0 ? Math.max(.04, part) : 0) })} title=${known === 0 ? t('health.day-none', { date }) : t('health.day-of', { date, share: this.#part(part), span: span2(known * MINUTE) })}></i>`;
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
      ${['broker', 'series', 'records'].map((each) => engines[each] ? html`<div><dt>${t(`engine.${each}`)}</dt><dd>${engines[each]}</dd></div>` : nothing)}</dl></section>`;
  }
}

customElements.define('page-health', Health);
