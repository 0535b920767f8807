/** The service-quality score after QĐ 766: lines with numerator and denominator, what is not known, units, aims; unit, period and line live in the address. */
import { LitElement, css, html, nothing, svg } from 'lit';
import { Ticking } from '../live.js';
import { gauge, glyph, rest, share } from '../parts.js';
import { dmy, has, lang, n, name, t, workingSpan } from '../words.js';
import { filter, query } from './route.js';
import { bar, blank, sheet, sheets, waiting } from './sheet.js';

const ASK_EVERY = 15_000;  // ms; the score is counted anew when somebody looks
const UNKNOWN = ['needs-source', 'unsaid'];
const FIRST = '2.1';
const LATE = ['ended-late', 'open-late', 'supplements'];

class Score extends LitElement {
  static styles = [...sheets, css`
    main { grid-template-columns: minmax(0, 41fr) minmax(0, 28fr) minmax(0, 27fr); grid-template-rows: auto minmax(0, 1fr); grid-template-areas: "rule rule rule" "lines drill rank"; align-content: stretch; }
    .bar .acts { min-width: 0; } .bar .field { width: 13.5rem; max-width: 100%; font-size: var(--t-m); text-overflow: ellipsis; } .bar label { min-width: 6rem; } .bar label + label .field { width: 15rem; }
    .rule { grid-area: rule; display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0 2rem; align-items: center; padding-block: .75rem; }
    .rule .num { font-size: var(--t-3xl); white-space: nowrap; } .rule .num small { font-size: .34em; font-weight: var(--w-regular); letter-spacing: 0; color: var(--text-2); margin-left: .375rem; } .bound { font-size: var(--t-s); color: var(--text-2); margin-top: .375rem; white-space: nowrap; } .bound b { color: var(--text); }
    .ruler { width: 100%; height: 5.5rem; display: block; overflow: visible; font-size: var(--t-s); } .ruler text { fill: var(--text-2); } .ruler .strong { fill: var(--text); font-weight: var(--w-semibold); } .have { fill: var(--data-2); } .have.sel { fill: var(--text); } .lost { fill: var(--line); } .cant { fill: url(#void); stroke: var(--line-strong); stroke-dasharray: 4 3; } .out { fill: none; stroke: var(--line); } .sep { fill: var(--tile); } .ruler .plate { paint-order: stroke; stroke: var(--tile); stroke-width: 5; } .v-ink { fill: var(--line-strong); }
    .legend { flex-wrap: wrap; gap: 0 1rem; } .legend svg { width: 1.125rem; height: .75rem; }
    .lines { grid-area: lines; padding: 0; overflow: hidden; } .lines > header { padding: .75rem 1rem 0; } .scroll { overflow: auto; padding: 0 1rem; flex: 1; min-height: 0; }
    .pt { table-layout: fixed; } .pt th:nth-child(1) { width: 2.875rem; } .pt th:nth-child(3) { width: 8rem; } .pt th:nth-child(4) { width: 5rem; } .pt th:nth-child(5) { width: 6.25rem; } .pt thead th { position: sticky; top: 0; background: var(--tile); z-index: 1; }
    .pt td { padding-block: 0; font-size: var(--t-s); border-bottom-color: transparent; height: 1.5625rem; } .pt td:nth-child(1) { color: var(--text-3); padding-left: .375rem; } .pt td:nth-child(2) { overflow: hidden; } .pt td button { border: 0; background: none; padding: .25rem 0; width: 100%; text-align: left; cursor: pointer; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } .pt td button:hover { text-decoration: underline; } .pt td button:focus-visible { outline-offset: -2px; }
    .pt tbody .grp th { padding: .4375rem .75rem .1875rem 0; border-bottom: 0; border-top: 1px solid var(--line); width: auto; } .pt tbody:first-of-type .grp th { border-top: 0; } .pt .grp small { display: inline; margin-left: .5rem; } .pt .grp th:nth-child(2) { overflow: hidden; text-overflow: ellipsis; } .pt .grp th:last-child { text-align: right; padding-right: 0; } .pt .grp .pts b { font-weight: var(--w-semibold); } .none td { color: var(--nodata); } .none .state { gap: .3125rem; max-width: 100%; } .none .state span { overflow: hidden; text-overflow: ellipsis; } .pt .gauge { height: .4375rem; } .pt [aria-current] td { font-weight: var(--w-semibold); background: color-mix(in srgb, var(--info) 11%, var(--tile)); box-shadow: -.375rem 0 color-mix(in srgb, var(--info) 11%, var(--tile)), .375rem 0 color-mix(in srgb, var(--info) 11%, var(--tile)); } .pts { color: var(--text-2); font-weight: var(--w-regular); white-space: nowrap; } .pts b { color: var(--text); } .gauge .maybe { fill: url(#void); }
    .mid { grid-area: drill; display: flex; flex-direction: column; gap: var(--gap); min-height: 0; } .mid .card { flex: none; } .mid .card:last-child { flex: 1; overflow: hidden; } .card > header h2 { overflow: hidden; text-overflow: ellipsis; }
    .frac { display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: 0 1rem; align-items: center; } .over { display: grid; } .over .num { font-size: var(--t-xl); padding: .25rem 0; white-space: nowrap; } .over .num + .num { border-top: 2px solid var(--text); } .over small { font-size: var(--t-s); font-weight: var(--w-regular); letter-spacing: 0; color: var(--text-2); margin-left: .5rem; } .res { text-align: right; } .res .num { font-size: var(--t-2xl); } .res p { font-size: var(--t-s); color: var(--text-2); margin-top: .25rem; white-space: nowrap; }
    .why { font-size: var(--t-s); display: grid; margin-top: .625rem; } .why li { display: grid; grid-template-columns: 2.75rem minmax(0, 1fr) auto; gap: .5rem; padding: .1875rem 0; border-top: 1px solid var(--line); align-items: baseline; } .why b { text-align: right; font-size: var(--t-m); } .why .all { color: var(--text-2); } .why a { display: inline-block; padding: .125rem 0; } .how { margin-top: .5rem; font-size: var(--t-s); color: var(--text-2); } .how p + p { margin-top: .25rem; } .how code { font-family: var(--mono); font-size: .8125rem; color: var(--text); overflow-wrap: anywhere; }
    .goalcard > header { margin-bottom: .25rem; } .goals { display: grid; flex: 1; grid-auto-rows: minmax(min-content, 4.5rem); gap: .125rem; min-height: 0; overflow: auto; line-height: 1.25; } .goals li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 .75rem; } .goals .nm { white-space: nowrap; overflow: hidden; text-overflow: ellipsis; } .goals .v { font-weight: var(--w-semibold); margin-right: .25rem; } .goals .q, .goals .is-warn { font-size: var(--t-s); } .bullet { grid-column: 1 / -1; width: 100%; height: .75rem; display: block; overflow: visible; } .bullet .track { fill: var(--line); opacity: .6; } .bullet .val { fill: var(--data-1); } .bullet .near { fill: var(--text); } .bullet .far { fill: var(--text-2); } .aims { grid-column: 1 / -1; font-size: var(--t-xs); color: var(--text-2); text-align: right; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
    details { font-size: var(--t-s); } summary { cursor: pointer; color: var(--info); padding: .25rem 0; } details li { display: block; padding: .25rem 0; border-top: 1px solid var(--line); } details ul { max-height: 14rem; overflow: auto; }
    .rank { grid-area: rank; overflow: hidden; } .rk { flex: 1; display: grid; grid-auto-rows: minmax(2.75rem, 1fr); min-height: 0; overflow: auto; } .rk li { display: grid; grid-template-columns: 1.25rem minmax(0, 1fr) auto 3.25rem; gap: 0 .625rem; align-items: center; align-content: center; border-top: 1px solid var(--line); padding: .1875rem 0; } .rk li[aria-current] { background: color-mix(in srgb, var(--info) 11%, var(--tile)); box-shadow: -1rem 0 color-mix(in srgb, var(--info) 11%, var(--tile)), 1rem 0 color-mix(in srgb, var(--info) 11%, var(--tile)); } .rk .pos { color: var(--text-2); } .rk button { border: 0; background: none; padding: .125rem 0; text-align: left; cursor: pointer; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } .rk button:hover { text-decoration: underline; } .rk .v { font-weight: var(--w-semibold); font-size: var(--t-l); } .rk .v small { font-weight: var(--w-regular); font-size: var(--t-xs); color: var(--text-2); } .rk .d { color: var(--text-2); font-size: var(--t-s); text-align: right; white-space: nowrap; } .rk .d.is-warn { color: var(--warn); } .six { grid-column: 2 / -1; width: 100%; height: .5rem; display: block; } .six .have { fill: var(--data-1); }
    .rk { grid-auto-rows: minmax(2.75rem, 4.25rem); align-content: start; } .up { padding-bottom: .5rem; } .rank .note { padding-top: .375rem; border-top: 1px solid var(--line); } .old { grid-column: 1 / -1; }
    @media (max-width: 64em) { main { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); grid-template-rows: none; grid-template-areas: "rule rule" "lines lines" "drill rank"; align-content: start; } .scroll, .rk, .goals { overflow: visible; } .rule { grid-template-columns: minmax(0, 1fr); gap: .75rem; } .bound { white-space: normal; } }
    @media (max-width: 47.99em) { main { grid-template-columns: minmax(0, 1fr); grid-template-areas: "rule" "lines" "drill" "rank"; } .bar .acts { flex-wrap: wrap; } .bar .acts label { flex: 1 1 8rem; min-width: 0; } .bar .field, .bar label + label .field { width: 100%; max-width: none; }
      .rule .num { font-size: 2.5rem; white-space: normal; } .rule .num small { font-size: .4em; } .lines > header { flex-wrap: wrap; } .pt th:nth-child(1) { width: 2.375rem; } .pt th:nth-child(3) { width: 2.75rem; } .pt th:nth-child(4) { width: 4.25rem; } .pt th:nth-child(5) { width: 5rem; } .pt td { height: 2.75rem; } .pt td button { padding: .6875rem 0; white-space: normal; } .pt .grp small { display: block; margin: 0; } .none td:nth-child(3) .state { white-space: normal; } .none td:nth-child(3) .state .glyph { display: none; }
      .why a { padding: .5rem 0; } .rk button { padding: .625rem 0; } .aims { white-space: normal; } summary { padding: .75rem 0; } .six-ruler { display: grid; gap: .375rem; } }
  `];
  static properties = { answer: { state: true }, failed: { state: true } };

  #tick = new Ticking(this);
  #asked = '';
  #askedAt = 0;
  #narrow = matchMedia('(max-width: 47.99em)');

  connectedCallback() {
    super.connectedCallback();
    addEventListener('route', this.#again);
    this.#narrow.addEventListener('change', this.#again);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('route', this.#again);
    this.#narrow.removeEventListener('change', this.#again);
  }

  #again = () => this.requestUpdate();

  willUpdate() {
    const path = `/score?${new URLSearchParams(Object.entries({ period: query('period'), org: query('org') }).filter(([, value]) => value))}`;
    if (path !== this.#asked || performance.now() - this.#askedAt > ASK_EVERY) this.#ask(path);
  }

  #ask(path) {
    this.#asked = path;
    this.#askedAt = performance.now();
    rest(path).then((answer) => {
      if (path !== this.#asked) return;
      this.answer = answer;
      this.failed = '';
    }, (error) => {
      if (path === this.#asked) this.failed = error.message;
    });
  }

  render() {
    const score = this.answer;
    const head = bar(this, { title: t('score.title'), more: score ? this.#choices(score) : nothing });
    if (!score) return sheet(head, this.failed ? html`<main><section class="card rule">${blank('nodata', t('list.failed'), this.failed)}</section></main>` : waiting());
    const lines = score.groups.flatMap((group) => group.lines.map((line) => ({ ...line, group })));
    const line = lines.find((each) => each.id === query('line', FIRST)) ?? lines[0];
    return sheet(head, html`<main>${pattern()}${this.#rule(score, line)}${this.#lines(score, line)}<div class="mid">${this.#drill(score, line)}${this.#goals(score)}</div>${this.#rank(score)}</main>`);
  }

  #choices(score) {
    const periods = score.periods.includes(score.period) ? score.periods : [score.period, ...score.periods];
    return html`<div class="acts"><label><span class="vh">${t('dossiers.org')}</span><select class="field" @change=${(event) => filter({ org: event.target.value })}><option value="">${t('score.all')}</option>${score.choices.map((unit) => html`<option value=${unit.id} ?selected=${unit.id === query('org')}>${unit.above ? '\u2003' : ''}${name(unit.name)}</option>`)}</select></label>
      <label><span class="vh">${t('score.period')}</span><select class="field" @change=${(event) => filter({ period: event.target.value === score.periods[0] ? '' : event.target.value })}>${periods.map((id) => html`<option value=${id} ?selected=${id === score.period}>${periodWords(id)}${score.begun && id === score.period ? `, ${t('score.until-now')}` : ''}</option>`)}</select></label></div>`;
  }

  // the whole ---------------------------------------------------------------------------------------------------------

  #rule(score, line) {
    const { points, possible, computable, max } = score;
    const open = max - computable;
    const band = score.band && score.bandPossible ? (name(score.band.name) === name(score.bandPossible.name) ? name(score.band.name) : t('score.band-between', { from: name(score.band.name), to: name(score.bandPossible.name) })) : '';
    return html`<section class="card rule" aria-label=${t('score.total')}>
      <div><p class="num">${n(points, 2)}<small>${t('score.of-computable', { n: n(computable) })}</small></p>
        <p class="bound">${open > 0 || possible > points ? t('score.open', { n: n(open) }) : t('score.complete')} <b>${n(points, 2)}</b> ${t('score.and')} <b>${n(possible, 2)}</b></p>
        <p class="bound">${band ? html`<b>${band}</b>${score.band.confirmed ? nothing : html` <span class="q3">(${t('score.unconfirmed')})</span>`}` : nothing}${score.before == null ? nothing : html` · ${delta(points - score.before)} ${t('score.week')}`}</p></div>
      <div>${this.#narrow.matches ? ruler2(score, line) : ruler(score, line)}
        <ul class="legend">${[['have', 'score.have'], ['have sel', 'score.group-now'], ['lost', 'score.lost'], ['cant', 'score.unknown']].map(([kind, key]) => html`<li><svg aria-hidden="true"><rect class=${kind} width="100%" height="100%"></rect></svg>${t(key)}</li>`)}</ul></div></section>`;
  }

  #lines(score, line) {
    return html`<section class="card lines" aria-labelledby="h-lines"><header><h2 id="h-lines">${t('score.lines')}</h2><p>${t('score.mark')} · <a href="/api/v1/score/export?${new URLSearchParams({ format: 'xlsx', lang: lang(), period: score.period })}" download target="_self">${t('score.export')}</a></p></header>
      <div class="scroll" tabindex="0" role="group" aria-labelledby="h-lines"><table class="tbl pt"><thead><tr><th><span class="vh">${t('score.id')}</span></th><th><span class="vh">${t('score.line')}</span></th><th>${t('score.share')}</th><th><span class="vh">%</span></th><th class="r">${t('score.points')}</th></tr></thead>
      ${score.groups.map((group) => html`<tbody><tr class="grp"><th>${group.id}</th><th colspan="3" scope="rowgroup">${name(group.name)}${unknownOf(group) > 0 ? html`<small>${t('score.group-open', { n: n(unknownOf(group)), all: n(group.max) })}</small>` : nothing}</th><th class="pts"><b>${group.computable > 0 ? n(group.points, 2) : '–'}</b> / ${n(group.computable > 0 ? group.computable : group.max)}</th></tr>
        ${group.lines.map((each) => this.#line(each, each.id === line.id, score))}</tbody>`)}</table></div></section>`;
  }

  #line(line, isHere, score) {
    const label = html`<td>${line.id}</td><td><button aria-expanded=${isHere ? 'true' : 'false'} title=${name(line.name)} @click=${() => filter({ line: line.id === FIRST ? '' : line.id })}>${name(line.name)}${line.confirmed ? nothing : html` <span class="q3" title=${t('score.unconfirmed')}>*</span>`}</button></td>`;
    const current = isHere ? 'true' : nothing;
    if (line.by === 'time') return html`<tr aria-current=${current}>${label}<td colspan="2">${score.handledMs == null ? '–' : workingSpan(score.handledMs, score.perDay)}</td><td class="r pts">${t('score.shown-only')}</td></tr>`;
    if (line.share == null) return html`<tr class="none" aria-current=${current}>${label}<td colspan="2"><span class="state" title=${reason(line, score)}>${glyph('nodata', false)}<span>${short(line, score)}</span></span></td><td class="r pts">${line.max > 0 ? `– / ${n(line.max)}` : t('score.shown-only')}</td></tr>`;
    return html`<tr aria-current=${current}>${label}<td>${lineGauge(line)}</td><td class="r nw">${least(line)}${pct(line.share)}</td><td class="r pts">${line.max > 0 ? html`<b>${n(line.points, 2)}</b> / ${n(line.max)}` : t('score.shown-only')}</td></tr>`;
  }

  // one line ----------------------------------------------------------------------------------------------------------

  #drill(score, line) {
    const unit = line.by === 'procedures' ? 'procedures' : 'dossiers';
    const listed = line.measure && line.by !== 'time' && line.counted > 0;
    const row = (part, count, label, kind = '', link = true) => html`<li><b class=${kind}>${n(count)}</b><span>${label}</span>${link && count > 0 ? html`<a href=${this.#link(score, line, part)} aria-label="${t('score.see')}: ${label}">${t('score.see')}</a>` : html`<span></span>`}</li>`;
    const formula = `score.formula-${line.measure ?? 'none'}-${line.by ?? 'none'}`;
    return html`<section class="card" aria-labelledby="h-line"><header><h2 id="h-line">${line.id} ${name(line.name)}</h2>${line.confirmed ? nothing : html`<p><span class="tag">${t('score.unconfirmed')}</span></p>`}</header>
      ${line.by === 'time' ? html`<div class="frac"><div class="over"><span class="num">${score.handledMs == null ? '–' : workingSpan(score.handledMs, score.perDay)}</span></div></div><ul class="why"><li class="all"><b>${n(score.handledDossiers)}</b><span>${t('score.handled')}</span></li></ul>`
        : line.share == null ? html`<p class="state">${glyph('nodata', false)}<b>${t(`score.state-${line.state}`)}</b></p><p class="how">${reason(line, score)}</p>`
        : html`<div class="frac"><div class="over"><span class="num">${n(line.reached)}<small>${t(`score.reached-${line.measure}`)}</small></span><span class="num">${n(line.counted)}<small>${t(`score.counted-${unit}`)}</small></span></div><span></span>
          <div class="res"><span class="num">${line.max > 0 ? n(line.points, 2) : '–'}</span><p>${line.max > 0 ? sum(line) : t('score.shown-only')}</p></div></div>`}
      ${listed && line.by !== 'time' ? html`<ul class="why">
        ${line.late ? LATE.map((part) => row(part, line.late[part], t(`score.part-${part}`), part === 'open-late' && line.late[part] > 0 ? 'is-crit' : '')) : line.share == null ? nothing : row('lost', line.lost, t(`score.lost-${unit}`), '', unit === 'dossiers')}
        ${line.unsaid > 0 ? row('unsaid', line.unsaid, t('score.part-unsaid', { field: name(line.need) }), '', unit === 'dossiers') : nothing}
        ${line.by === 'satisfaction' ? html`<li><b>${n(score.disliked)}</b><span>${t('score.disliked', { n: n(score.ratings) })}</span><span></span></li>` : nothing}
        ${line.share == null ? nothing : html`<li class="all"><b>${n(line.lost)}</b><span>${t('score.cost', { points: n(line.max - line.possible, 2) })}${line.possible > line.points ? `, ${t('score.cost-unknown', { points: n(line.possible - line.points, 2) })}` : ''}</span>${unit === 'dossiers' ? html`<a href=${this.#link(score, line, 'lost')} aria-label="${t('score.see')}: ${t('score.all-lost')}">${t('score.see')}</a>` : html`<span></span>`}</li>`}</ul>` : nothing}
      <details class="how"><summary>${t('score.formula')}</summary><p>${t(has(formula) ? formula : 'score.formula-none-none')}</p>${line.threshold ? html`<p>${t('score.threshold', { n: n(line.threshold * 100), max: n(line.max) })}</p>` : nothing}<p>${t('score.need')} <code>${name(line.need)}</code></p>${line.by === 'satisfaction' ? html`<p>${t(`score.dislikes-${score.dislikes}`)}</p>` : nothing}<p>${name(score.source)}</p></details></section>`;
  }

  #link(score, line, part) {
    return `/dossiers?${new URLSearchParams(Object.entries({ measure: line.measure, part, period: score.period, org: query('org'), line: line.id }).filter(([, value]) => value))}`;
  }

  // aims --------------------------------------------------------------------------------------------------------------

  #goals(score) {
    const shown = score.goals.filter((goal) => goal.measured), others = score.goals.filter((goal) => !goal.measured);
    return html`<section class="card goalcard" aria-labelledby="h-goals"><header><h2 id="h-goals">${t('score.goals')}</h2><p>${periodWords(score.period)}</p></header>
      <ul class="goals">${shown.map((goal) => this.#goal(goal))}</ul>
      <details><summary>${t('score.goals-other', { n: n(others.length) })}</summary><ul>${others.map((goal) => html`<li>${name(goal.name)}<span class="aims">${aims(goal)}</span></li>`)}</ul></details></section>`;
  }

  #goal(goal) {
    const next = goal.share == null ? null : goal.aims.find((aim) => goal.share < aim.least);
    const reached = goal.share == null ? [] : goal.aims.filter((aim) => goal.share >= aim.least);
    const word = goal.share == null ? html`<span class="q">${t('score.no-figure')}</span>` : reached.length > 0 ? html`<span class="q">${t('score.aim-reached', { year: reached.at(-1).year })}</span>` : html`<span class="is-warn">${t('score.aim-missed', { year: next.year })}</span>`;
    return html`<li><span class="nm" title=${name(goal.name)}>${name(goal.name)}</span><span><span class="v">${goal.share == null ? '–' : `${pct(goal.share)}`}</span>${word}</span>
      <svg class="bullet" aria-hidden="true"><rect class="track" y="15%" width="100%" height="70%"></rect>${goal.share > 0 ? svg`<rect class="val" y="30%" width=${share(goal.share)} height="40%"></rect>` : nothing}${goal.aims.map((aim, i) => svg`<rect class=${i ? 'far' : 'near'} x=${share(Math.min(aim.least, .992))} width=${i ? 2 : 3} height="100%"></rect>`)}</svg>
      <span class="aims" title=${aims(goal)}>${shortAims(goal)}</span></li>`;
  }

  // units -------------------------------------------------------------------------------------------------------------

  #rank(score) {
    const scale = score.groups.map((group) => group.max);
    const usual = most(score.units.filter((unit) => unit.known).map((unit) => unit.computable));
    const here = score.choices.find((unit) => unit.id === query('org')), above = here?.above ?? '';
    const isInside = here && !score.units.some((unit) => unit.id === here.id);
    let place = 0;
    return html`<section class="card rank" aria-labelledby="h-rank"><header><h2 id="h-rank">${t('score.rank')}</h2><p>${usual == null ? '' : t('score.of', { n: n(usual) })}${score.beforeAt == null ? '' : ` · ${t('score.since', { date: dmy(score.beforeAt) })}`}</p></header>
      ${here ? html`<p class="up"><button class="btn small" @click=${() => filter({ org: isInside ? above : '' })}>‹ ${isInside && above ? name(score.choices.find((unit) => unit.id === above)?.name) : t('score.all')}</button></p>` : nothing}
      ${score.units.length === 0 ? blank('nodata', t('score.no-units')) : html`<ol class="rk">${score.units.map((unit) => html`<li aria-current=${unit.id === query('org') ? 'true' : nothing}><span class="pos">${unit.known ? n(++place) : '–'}</span><button title=${name(unit.name)} @click=${() => filter({ org: unit.id === query('org') ? above : unit.id })}>${name(unit.short)}</button><span class="v">${n(unit.points, 2)}${unit.computable === usual ? nothing : html` <small>/ ${n(unit.computable)}</small>`}</span><span class="d ${unit.before != null && unit.points - unit.before < -.5 ? 'is-warn' : ''}">${unit.before == null ? '' : delta(unit.points - unit.before)}</span>${six(unit, scale)}</li>`)}</ol>
      <p class="note">${t('score.six')}${score.units.every((unit) => unit.computable === usual) ? '' : ` ${t('score.not-alike')}`}</p>`}</section>`;
  }
}

// words -----------------------------------------------------------------------------------------------------------------

export function periodWords(id) {
  const [year, part] = id.split('-');
  return !part ? t('score.year', { year }) : part[0] === 'Q' ? t('score.quarter', { n: t(`score.roman-${part[1]}`), year }) : t('score.month', { n: Number(part), year });
}

/** A share in per cent, never rounded up to all. */
function pct(part) {
  return `${n(part < 1 ? Math.floor(part * 1000 + 1e-9) / 10 : 100, 1)}%`;
}

function least(line) {
  return line.unsaid > 0 ? '≥ ' : '';
}

function sum(line) {
  return line.threshold && line.share < line.threshold ? `${n(line.max)} × ${pct(line.share)} : ${n(line.threshold * 100)}%`
    : line.threshold ? `${pct(line.share)}, ${t('score.full-from', { n: n(line.threshold * 100) })}` : `${n(line.max)} × ${n(line.share * 100, 2)}%`;
}

function delta(change) {
  const rounded = Math.round(change * 10) / 10;
  return `${rounded > 0 ? '▲' : rounded < 0 ? '▼' : '='} ${n(Math.abs(rounded), 1)}`;
}

function short(line, score) {
  return line.state === 'needs-source' ? name(line.need) : line.by === 'satisfaction' && score.dislikes !== 'none' ? t('score.few-short', { n: n(score.ratings) }) : t(`score.short-${line.state}`);
}

function reason(line, score) {
  if (line.by === 'satisfaction' && line.state === 'unsaid' && score.dislikes !== 'none') return t('score.few', { n: n(score.ratings), least: n(score.leastRatings) });
  return t(`score.why-${line.state}`, { need: name(line.need), n: n(line.unsaid) });
}

function aims(goal) {
  return goal.aims.map((aim) => `${aim.year}: ${n(aim.least * 100)}% (${aim.sources.map(name).join(', ')})`).join(' · ');
}

/** The same in a line, each document once. */
function shortAims(goal) {
  const sources = new Set(goal.aims.flatMap((aim) => aim.sources.map((each) => name({ vi: each.viShort, en: each.enShort }))));
  return `${goal.aims.map((aim) => `${aim.year}: ${n(aim.least * 100)}%`).join(' · ')} (${[...sources].join(', ')})`;
}

/** What occurs most often. */
function most(values) {
  return [...values].sort((a, b) => values.filter((each) => each === b).length - values.filter((each) => each === a).length)[0];
}

function unknownOf(group) {
  return group.lines.filter((line) => UNKNOWN.includes(line.state)).reduce((all, line) => all + line.max, 0);
}

// drawings --------------------------------------------------------------------------------------------------------------

function pattern() {
  return html`<svg class="vh" width="0" height="0" aria-hidden="true"><defs><pattern id="void" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect class="v-ink" width="1.5" height="6"></rect></pattern></defs></svg>`;
}

function lineGauge(line) {
  const sure = line.share, maybe = line.counted > 0 ? line.unsaid / line.counted : 0;
  return maybe > 0 ? html`<svg class="gauge" aria-hidden="true"><rect class="track" width="100%" height="100%" rx="2"></rect><rect class="maybe" x=${share(sure)} width=${share(maybe)} height="100%"></rect><rect class="val" width=${share(sure)} height="100%" rx="2"></rect>${line.threshold ? svg`<rect class="limit" x=${share(line.threshold)} y="-30%" width=".1875rem" height="160%"></rect>` : nothing}</svg>` : gauge(sure, line.threshold);
}

/** What of a group is had, lost, unknown and does not count, as shares of `all` points. */
function spans(group, all) {
  const left = Math.max(0, group.possible - group.points);
  return { have: group.points / all, lost: Math.max(0, group.max - group.possible - out(group)) / all, cant: left / all, out: out(group) / all };
}

function out(group) {
  return group.lines ? group.lines.filter((line) => line.state === 'empty' || line.state === 'exempt').reduce((sum, line) => sum + line.max - line.computable, 0) : 0;
}

/** Points of a group that are open, without a digit that is 0. */
function unknown(group) {
  const points = Math.round((group.possible - group.points) * 10) / 10;
  return n(points, Number.isInteger(points) ? 0 : 1);
}

function ruler(score, line) {
  let at = 0;
  return html`<svg class="ruler" role="img" aria-label=${t('score.ruler')}>${score.groups.map((group) => {
    const x = at, width = group.max / score.max, part = spans(group, score.max);
    at += width;
    const have = share(part.have), cant = x + width - part.cant - part.out;
    const middle = share(x + width - part.out - part.cant / 2);
    return svg`<rect class="lost" x=${share(x)} y="28" width=${share(width)} height="26"></rect>
      <rect class="have ${group.id === line.group.id ? 'sel' : ''}" x=${share(x)} y="28" width=${have} height="26"></rect>
      ${part.out > 0 ? svg`<rect class="sep" x=${share(x + width - part.out)} y="27" width=${share(part.out)} height="28"></rect>` : nothing}
      ${part.cant > .002 ? svg`<rect class="sep" x=${share(cant)} y="27" width=${share(part.cant)} height="28"></rect><rect class="cant" x=${share(cant)} y="28.5" width=${share(part.cant)} height="25"></rect>` : nothing}
      ${part.cant > .035 ? svg`<text class="plate" x=${middle} y="45.5" text-anchor="middle">${unknown(group)}</text>` : nothing}
      <rect class="sep" x=${share(x + width)} y="26" width="3" height="30"></rect>
      <text class="strong" x=${share(x)} y="18">${name(group.short)}</text><text x=${share(x)} y="74"><tspan class="strong">${group.computable > 0 ? n(group.points, 2) : '–'}</tspan> / ${n(group.computable > 0 ? group.computable : group.max)}</text>`;
  })}</svg>`;
}

/** The same on a phone: one bar a group. */
function ruler2(score, line) {
  return html`<div class="six-ruler" role="img" aria-label=${t('score.ruler')}>${score.groups.map((group) => {
    const part = spans(group, group.max);
    return html`<div><p class="s">${name(group.short)} <span class="pts"><b>${group.computable > 0 ? n(group.points, 2) : '–'}</b> / ${n(group.computable > 0 ? group.computable : group.max)}</span></p><svg class="gauge" aria-hidden="true"><rect class="lost" width="100%" height="100%"></rect><rect class="have ${group.id === line.group.id ? 'sel' : ''}" width=${share(part.have)} height="100%"></rect>${part.cant > 0 ? svg`<rect class="sep" x=${share(1 - part.cant - part.out)} width=${share(part.cant)} height="100%"></rect><rect class="cant" x=${share(1 - part.cant - part.out)} width=${share(part.cant)} height="100%"></rect>` : nothing}</svg></div>`;
  })}</div>`;
}

/** Six bars in a row, each as wide as its group. */
function six(unit, scale) {
  const all = scale.reduce((sum, max) => sum + max, 0), gap = .008;
  let at = 0;
  return html`<svg class="six" aria-hidden="true">${unit.groups.map((group, i) => {
    const x = at, width = scale[i] / all - gap;
    at += scale[i] / all;
    const cant = Math.max(0, group.possible - group.points) / group.max * width;
    return svg`<rect class="lost" x=${share(x)} width=${share(width)} height="100%"></rect>${cant > 0 ? svg`<rect class="sep" x=${share(x + width - cant)} width=${share(cant)} height="100%"></rect><rect class="cant" x=${share(x + width - cant)} width=${share(cant)} height="100%"></rect>` : nothing}<rect class="have" x=${share(x)} width=${share(group.points / group.max * width)} height="100%"></rect>`;
  })}</svg>`;
}

customElements.define('page-score', Score);
