/** One point: how long people wait, at which service, who serves, what came and went, and how its devices are. */
import { LitElement, css, html, nothing, svg } from 'lit';
import { may } from '../me.js';
import { live, Ticking, Watch } from '../live.js';
import { alertLine, isWaiting, urgency } from '../alerts.js';
import { gauge, glyph, shapeOf, shapeOfSite, share, vars } from '../parts.js';
import { before, has, hm, minutesSince, n, name, percent, prime, rate, sameDay, shareOf, span, t, weekday } from '../words.js';
import { accept } from './handle.js';
import { deviceState } from './device.js';
import { bar, blank, sheets, waiting } from './sheet.js';
import './chart.js';

const MINUTE = 60_000;

class SitePage extends LitElement {
  static styles = [...sheets, css`
    main { grid-template-columns: minmax(0, 1fr) 22.5rem; grid-template-rows: max-content minmax(14.5rem, max-content) minmax(15rem, 1fr) max-content; grid-template-areas: "hero hero" "queue side" "trend side" "small side"; align-content: stretch; }
    .hero { grid-area: hero; display: grid; grid-template-columns: 18rem repeat(4, auto) minmax(14rem, 25rem); gap: .5rem 1.5rem; align-items: center; justify-content: space-between; padding: .75rem 1rem .75rem 1.125rem; }
    .hero.crit { border-left: .375rem solid var(--crit-solid); } .hero.warn { border-left: .375rem solid var(--warn); } .hero.crit .big { color: var(--crit); } .hero.warn .big { color: var(--warn); }
    .hero.nodata { background: none; border: 2px dashed var(--line-strong); } .hero.nodata .num { color: var(--text-3); font-weight: var(--w-regular); } .hero.nodata .advice { background: var(--tile); } .hero.closed .big { color: var(--text-3); font-weight: var(--w-regular); }
    .lead { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0 1rem; align-items: end; } .big { font-size: var(--t-3xl); white-space: nowrap; } .big small { font-size: .38em; font-weight: var(--w-medium); letter-spacing: 0; margin-left: .25rem; } .lead p { font-size: var(--t-s); } .lead p.big { font-size: var(--t-3xl); } .lead .scale { grid-column: 1 / -1; margin: .625rem 0 .125rem; } .ends { grid-column: 1 / -1; position: relative; height: 1.25em; font-size: var(--t-xs); color: var(--text-2); } .ends span { position: absolute; } .ends .then { left: 0; } .ends .limit { left: 50%; translate: -50%; } .ends span:last-child { right: 0; }
    .fig dt { font-size: var(--t-s); color: var(--text-2); white-space: nowrap; } .fig dd.num { font-size: var(--t-2xl); margin: .25rem 0 .3125rem; white-space: nowrap; } .fig dd.num small { font-size: .5em; font-weight: var(--w-medium); letter-spacing: 0; color: var(--text-2); } .fig .ctx { font-size: var(--t-s); color: var(--text-2); white-space: nowrap; }
    .advice { background: var(--panel); border-radius: var(--radius-s); padding: .625rem .875rem .6875rem; display: grid; gap: .125rem; } .advice p + p { font-size: var(--t-s); color: var(--text-2); }
    .queue { grid-area: queue; display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: var(--gap); } .trend { grid-area: trend; display: grid; grid-template-columns: minmax(0, 12fr) minmax(0, 9fr); gap: var(--gap); min-height: 0; } .small3 { grid-area: small; display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: var(--gap); } .side { grid-area: side; display: flex; flex-direction: column; gap: var(--gap); min-height: 0; }
    .two { display: grid; grid-template-columns: minmax(2.5rem, 1fr) 2.5rem; gap: .625rem; align-items: center; text-align: right; } .services td { padding-block: .4375rem; white-space: nowrap; } .services .hot td { font-weight: var(--w-semibold); } .services .n { font-size: var(--t-l); }
    .counters { display: grid; flex: 1; align-content: start; grid-auto-rows: minmax(3rem, auto); overflow: auto; } .counters li { display: grid; grid-template-columns: 4.75rem 4rem minmax(0, 1fr) auto; gap: 0 .75rem; align-items: center; border-top: 1px solid var(--line); padding: .3125rem 0; } .counters li:first-child { border-top: 0; } .counters small { font-size: var(--t-s); color: var(--text-2); display: block; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; } .tk { font-size: var(--t-xl); font-weight: var(--w-semibold); letter-spacing: -.01em; } .tk.none { color: var(--text-3); font-weight: var(--w-regular); }
    .counters.tight { grid-auto-rows: minmax(2.25rem, auto); } .counters.tight small { display: inline; margin-left: .375rem; } .counters.tight .tk { font-size: var(--t-l); }
    .alertlist { margin: 0 -1rem -.875rem; } .alertlist li { display: grid; grid-template-columns: 1.375rem minmax(0, 1fr) auto; gap: 0 .625rem; padding: .5rem 1rem .5625rem; border-top: 1px solid var(--line); } .alertlist .glyph { font-size: 1.25rem; grid-row: span 2; } .alertlist .t { font-weight: var(--w-semibold); line-height: 1.28; } .alertlist .m { grid-column: 2 / -1; font-size: var(--t-s); color: var(--text-2); display: flex; justify-content: space-between; gap: .5rem; } .alertlist .seen .t { font-weight: var(--w-regular); } .alertlist button { border: 0; background: none; padding: 0; text-decoration: underline; text-underline-offset: .2em; cursor: pointer; color: var(--text); }
    .devices { flex: 1; min-height: 12rem; } .scroll { overflow: auto; min-height: 0; flex: 1; } .devs td, .devs th { font-size: var(--t-s); padding-block: .25rem; white-space: nowrap; } .devices .tbl :is(td, th) { padding-right: .375rem; } .devices .tbl :is(td, th):last-child { padding-right: 0; } .devices .state { gap: .25rem; } .devs td:first-child { overflow: hidden; text-overflow: ellipsis; max-width: 9rem; }
    .split { gap: .375rem; } .split .num { font-size: var(--t-2xl); white-space: nowrap; } .split .num small { font-size: .5em; font-weight: var(--w-medium); letter-spacing: 0; color: var(--text-2); } .row { display: flex; align-items: baseline; justify-content: space-between; gap: .75rem; } .row p { font-size: var(--t-s); color: var(--text-2); text-align: right; } .split ul { font-size: var(--t-s); color: var(--text-2); display: flex; flex-wrap: wrap; gap: 0 1rem; } .split ul b { color: var(--text); }
    .shares { display: flex; height: .75rem; } .shares i { width: var(--w); } .good { background: var(--data-1); } .mid { background: color-mix(in srgb, var(--line-strong) 50%, var(--tile)); } .shares .hatched { background: repeating-linear-gradient(135deg, var(--hatch-ink) 0 3px, var(--hatch-ground) 3px 6px); }
    .flow { flex: 1; min-height: 9rem; width: 100%; display: block; overflow: visible; font-size: var(--t-s); margin: .25rem 0 1.75rem; } .flow text { fill: var(--text-2); } .flow .strong { fill: var(--text); font-weight: 600; } .flow .a, .ka { fill: var(--data-1); } .flow .b { fill: var(--data-2); } .legend .ka { background: var(--data-1); } .legend .kb { background: var(--data-2); } .axis { stroke: var(--line-strong); } .eq { display: flex; justify-content: space-between; gap: .375rem; flex-wrap: wrap; }
    @media (max-height: 900px) and (min-width: 48em) { main { grid-template-rows: max-content max-content minmax(17.5rem, max-content) max-content; align-content: start; } .side { min-height: 0; } } .services th:first-child { width: 37%; } .services td:first-child { white-space: normal; } @media (max-width: 110em) { .counters li { grid-template-columns: 5rem 4.25rem minmax(0, 1fr) auto; gap: 0 .5rem; } }
    @media (max-width: 75em) and (min-width: 48em) { .hero { grid-template-columns: repeat(4, auto); } .hero .lead { grid-column: span 2; } }
    @media (max-width: 64em) { main { grid-template-columns: minmax(0, 1fr); grid-template-rows: none; grid-template-areas: none; align-content: start; } main > * { grid-area: auto !important; } .queue, .trend, .small3 { grid-template-columns: minmax(0, 1fr); } }
    @media (max-width: 47.99em) { .hero { grid-template-columns: 1fr 1fr; } .hero .lead, .hero .advice { grid-column: 1 / -1; } .services .opt { display: none; } .services td { padding-inline: .125rem; } .services td:first-child { white-space: normal; } .two { grid-template-columns: minmax(2rem, 1fr) 2.25rem; gap: .375rem; } .scroll { overflow: visible; } }
  `];
  static properties = { site: {} };

  #watch = new Watch(this, 'overview', ['site:']);
  #names = new Watch(this, 'overview', ['site:']);
  #tick = new Ticking(this);

  willUpdate() {
    this.#watch.turn(`site:${this.site}`);
  }

  render() {
    const { topic } = this.#watch;
    const site = topic.of('site');
    const up = html`<a class="up" href="/sites">${t('site.up', { n: n((site?.order ?? 0) + 1), all: n(this.#names.topic.all('site:').length) })}</a>`;
    if (!site) return html`${bar(this, { title: topic.known ? t('site.unknown') : '…', up: html`<a class="up" href="/sites">${t('nav.sites-list')}</a>` })}${topic.known ? html`<main>${blank('nodata', t('site.unknown'))}</main>` : waiting()}`;
    const alerts = topic.all('alert:').filter((alert) => !alert.clearedAt).sort(urgency);
    const worst = alerts[0];
    return html`${bar(this, { title: name(site.fullName) || name(site.name), up,
      figures: worst && worst.priority !== 'low' ? html`<p class="state is-${shapeOf(worst)}">${glyph(shapeOf(worst), false)}${t('site.since', { what: t(`priority.${worst.priority}`), time: hm(worst.raisedAt) })}</p>` : nothing,
      more: html`<div class="acts">${this.#neighbour(site.previous, '‹ ', '')}${this.#neighbour(site.next, '', ' ›')}</div>` })}
    <main>
      ${this.#hero(site, topic, topic.of('before'))}
      <div class="queue">${this.#services(site, topic)}${this.#counters(topic)}</div>
      <div class="trend"><section class="card"><wait-chart .site=${this.site} .day=${topic.of('before')?.day} .limitMs=${site.limitMs} .longestSince=${site.longestSince} ?silent=${shapeOfSite(site.state) === 'nodata'}></wait-chart></section>${this.#flow(site, topic)}</div>
      <div class="small3">${this.#satisfaction(site, topic.of('before'))}${this.#people(site, topic)}${this.#wifi(site, topic)}</div>
      <div class="side">${this.#alerts(alerts)}${this.#devices(site, topic)}</div>
    </main>`;
  }

  #neighbour(id, before, after) {
    const other = id && this.#names.topic.of(`site:${id}`);
    return id ? html`<a class="btn small" href="/sites/${id}">${before}${name(other?.name) || id}${after}</a>` : nothing;
  }

  #hero(site, topic, then) {
    const kind = shapeOfSite(site.state) === 'nodata' ? 'nodata' : site.state;
    const limit = site.limitMs / MINUTE;
    const wait = kind === 'closed' ? null : kind === 'nodata' ? (site.longestSince && site.heardAt ? Math.floor((site.heardAt - site.longestSince) / MINUTE) : null) : minutesSince(site.longestSince) ?? 0;
    const when = kind === 'nodata' ? site.heardAt == null ? t('site.never') : t('at-time', { time: hm(site.heardAt) }) : '';
    const idle = topic.all('counter:').filter((counter) => counter.state === 'idle').length;
    return html`<section class="card hero ${kind}" aria-label=${t('site.now')}>
      <div class="lead"><p class="num big">${wait === null ? '–' : html`${n(wait)}<small>${t('unit.minutes')}</small>`}</p><p>${this.#verdict(site, kind, wait, limit)}</p>
        <div class="scale">${kind === 'nodata' ? gauge(0, .5) : gauge((wait ?? 0) / limit / 2, .5, kind)}</div><p class="ends"><span class="then">${before(then, then?.longestMs == null ? null : n(Math.floor(then.longestMs / MINUTE)))}</span><span class="limit">${t('site.limit', { n: n(limit, 0) })}</span><span>${n(limit * 2, 0)}</span></p></div>
      <dl class="fig"><dt>${t('site.waiting')}</dt><dd class="num">${n(site.waiting)} <small>${t('people')}</small></dd><dd class="ctx">${when || before(then, then?.waiting == null ? null : n(then.waiting)) || t('site.serving', { n: n(site.serving) })}</dd></dl>
      <dl class="fig"><dt>${t('site.over', { n: n(limit, 0) })}</dt><dd class="num ${site.overLimit > 0 && kind !== 'nodata' ? 'is-crit' : ''}">${n(site.overLimit)} <small>${t('people')}</small></dd><dd class="ctx">${when || before(then, then?.overLimit == null ? null : n(then.overLimit)) || t('site.walked', { n: n(site.walkAways) })}</dd></dl>
      <dl class="fig"><dt>${t('site.within15')}</dt><dd class="num">${site.within15 == null ? '–' : html`${percent(site.within15, 0)}<small>%</small>`}</dd><dd class="ctx">${t('site.mean', { mean: site.meanWaitMs == null ? '–' : prime(Math.round(site.meanWaitMs / MINUTE)), p90: site.p90WaitMs == null ? '–' : prime(Math.round(site.p90WaitMs / MINUTE)) })}</dd></dl>
      <dl class="fig"><dt>${t('site.counters-open')}</dt><dd class="num">${kind === 'nodata' ? '–' : n(site.countersOpen)}<small> / ${n(site.counters)}</small></dd><dd class="ctx">${kind === 'nodata' ? t('site.not-known') : t('site.idle-paused', { idle: n(idle), paused: n(site.countersPaused ?? 0) })}</dd></dl>
      <div class="advice">${this.#advice(site, kind, idle)}</div>
    </section>`;
  }

  #verdict(site, kind, wait, limit) {
    const two = (shape, first, second) => html`<span class="state is-${shape}">${glyph(shape, false)}${first}</span><br><span class="q">${second}</span>`;
    if (site.state === 'never') return two('nodata', t('site.never'), t('site.never-means'));
    if (kind === 'nodata') return two('nodata', t('site.lost', { span: span(live.now() - (site.lostSince ?? site.heardAt)) }), t('site.last', { time: hm(site.heardAt) }));
    if (kind === 'closed') return two('pause', t(`hours.${site.hours ?? 'closed'}`), site.reopensAt ? t('site.reopens', { time: `${hm(site.reopensAt)}${sameDay(site.reopensAt, live.now()) ? '' : ` ${weekday(site.reopensAt)}`}` }) : '');
    if (wait > limit) return html`<b class="is-crit">${site.longestTicket ? t('site.ticket', { ticket: site.longestTicket }) : t('site.over-now')}</b><br><span class="q">${t('site.beyond', { n: n(Math.floor(wait - limit)) })}</span>`;
    return two(kind === 'warn' ? 'warn' : 'ok', t(kind === 'warn' ? 'site.near' : 'site.within'), t('site.room', { n: n(Math.max(0, Math.ceil(limit - wait))) }));
  }

  #advice(site, kind, idle) {
    if (kind === 'nodata') return html`<p>${t(site.state === 'never' ? 'advice.never' : 'advice.lost')}</p><p>${t('advice.lost-why')}</p>`;
    if (kind === 'closed') return html`<p>${t('advice.closed', { served: n(site.served) })}</p><p>${t('advice.closed-why')}</p>`;
    const spare = site.counters - site.countersOpen;
    if (kind !== 'ok' && spare > 0) return html`<p><b>${t('advice.open')}</b></p><p>${t('advice.open-why', { spare: n(spare), waiting: n(site.waiting) })}</p>`;
    if (kind !== 'ok' && idle > 0) return html`<p><b>${t('advice.idle')}</b></p><p>${t('advice.idle-why', { idle: n(idle) })}</p>`;
    if (kind !== 'ok') return html`<p><b>${t('advice.full')}</b></p><p>${t('advice.full-why')}</p>`;
    return html`<p>${t('advice.none')}</p><p>${t('advice.none-why', { arrived: n(site.arrived), served: n(site.served) })}</p>`;
  }

  #services(site, topic) {
    const services = topic.all('service:').sort((a, b) => a.order - b.order);
    const limit = site.limitMs / MINUTE;
    return html`<section class="card" aria-labelledby="h-svc"><header><h2 id="h-svc">${t('site.services')}</h2><p>${t('site.services-note', { n: n(limit, 0) })}</p></header>
      ${services.length === 0 ? blank('nodata', t('site.never')) : html`<table class="tbl services"><thead><tr><th>${t('site.service')}</th><th class="r">${t('site.queue')}</th><th>${t('site.longest')}</th><th class="r">${t('site.calling')}</th><th class="r opt">${t('site.service-time')}</th></tr></thead><tbody>
      ${services.map((service) => {
        const wait = minutesSince(service.longestSince);
        const over = wait !== null && wait > limit;
        return html`<tr class=${over ? 'hot' : ''}><td>${name(service.name)}</td><td class="r n">${n(service.waiting)}</td><td><div class="two">${gauge((wait ?? 0) / limit / 2, .5, over ? 'crit' : '')}<span class=${over ? 'is-crit' : ''}>${prime(wait)}</span></div></td><td class="r">${service.calling ?? '–'}</td><td class="r opt">${service.meanServiceMs == null ? '–' : prime(Math.round(service.meanServiceMs / MINUTE))}</td></tr>`;
      })}</tbody></table>`}</section>`;
  }

  #counters(topic) {
    const counters = topic.all('counter:').sort((a, b) => a.order - b.order);
    const shape = { serving: 'busy', idle: 'idle', paused: 'pause', closed: 'shut' };
    const words = new Map(topic.all('service:').map((service) => [service.id, name(service.name)]));
    return html`<section class="card" aria-labelledby="h-cnt"><header><h2 id="h-cnt">${t('site.counters')}</h2></header>
      <ul class="counters ${counters.length > 4 ? 'tight' : ''}">${counters.map((counter) => {
        const kind = counter.state === 'paused' ? 'is-warn' : counter.state === 'lost' || counter.state === 'never' ? 'is-nodata' : '';
        return html`<li><p><b>${name(counter.name)}</b></p><p class="tk ${counter.ticket ? '' : 'none'}">${counter.ticket ?? '–'}</p>
          <p><span class="state ${kind}">${glyph(shape[counter.state] ?? 'nodata', false)}${t(`counter.${counter.state}`)}</span><small title=${(counter.services ?? []).map((id) => words.get(id) ?? id).join(', ')}>${(counter.services ?? []).map((id) => words.get(id) ?? id).join(', ')}</small></p>
          <p class="r"><b class=${counter.state === 'paused' ? 'is-warn' : ''}>${counter.since == null ? '–' : span(live.now() - counter.since)}</b><small>${counter.busyShare == null ? '' : t('site.busy', { share: percent(counter.busyShare, 0) })}</small></p></li>`;
      })}</ul></section>`;
  }

  #flow(site, topic) {
    const flow = topic.all('flow:').sort((a, b) => Number(a.id) - Number(b.id)).slice(-8);
    const most = Math.max(1, ...flow.map((each) => Math.max(each.arrived ?? 0, each.served ?? 0))) * 1.12;
    const wide = 100 / Math.max(6, flow.length);
    const sum = (site.served ?? 0) + (site.serving ?? 0) + (site.waiting ?? 0) + (site.walkAways ?? 0);
    return html`<section class="card" aria-labelledby="h-flow"><header><h2 id="h-flow">${t('site.flow')}</h2><ul class="legend"><li><i class="ka"></i>${t('site.came')}</li><li><i class="kb"></i>${t('site.done')}</li></ul></header>
      ${flow.length === 0 ? blank('nodata', t('site.flow-none')) : html`<svg class="flow" role="img" aria-label=${t('site.flow-label', { arrived: n(site.arrived), served: n(site.served) })}>${flow.map((each, i) => {
        const x = i * wide, a = (each.arrived ?? 0) / most * 100, b = (each.served ?? 0) / most * 100, w = wide * .37;
        return svg`<rect class="a" x="${x + wide * .07}%" y="${100 - a}%" width="${w}%" height="${a}%"></rect><rect class="b" x="${x + wide * .48}%" y="${100 - b}%" width="${w}%" height="${b}%"></rect>
          <text x="${x + wide * .07 + w / 2}%" y="${100 - a}%" dy="-.3em" text-anchor="middle">${n(each.arrived)}</text><text class="strong" x="${x + wide * .48 + w / 2}%" y="${100 - b}%" dy="-.3em" text-anchor="middle">${n(each.served)}</text>
          <text x="${x + wide * .46}%" y="100%" dy="1.35em" text-anchor="middle">${hm(Number(each.id))}</text>`;
      })}${svg`<line class="axis" x1="0" x2="100%" y1="100%" y2="100%"></line>`}</svg>`}
      ${site.arrived == null ? nothing : html`<p class="note eq"><span>${t('site.balance', { arrived: n(site.arrived), served: n(site.served), serving: n(site.serving), waiting: n(site.waiting), walked: n(site.walkAways) })}</span>
        <span class="state is-${sum === site.arrived ? 'ok' : 'warn'}">${glyph(sum === site.arrived ? 'ok' : 'warn', false)}${sum === site.arrived ? t('balanced') : t('off-by', { n: n(Math.abs(sum - site.arrived)) })}</span></p>`}</section>`;
  }

  #satisfaction(site, then) {
    const past = before(then, then?.share == null ? null : `${percent(then.share)}%`);
    const rated = site.rated ?? 0;
    return html`<section class="card split" aria-labelledby="h-sat"><header><h2 id="h-sat">${t('wall.satisfaction')}</h2><p>${t('wall.ratings', { n: n(rated) })}</p></header>
      <div class="row"><b class="num">${site.share == null ? '–' : html`${shareOf(site)}<small>%</small>`}</b><p>${site.share == null ? t('site.too-few') : site.share < site.target ? html`<span class="state is-warn">${glyph('warn', false)}${t('site.under-target')}</span>` : html`<span class="state is-ok">${glyph('ok', false)}${t('wall.target-kept')}</span>`}<br>${t('wall.target', { share: percent(site.target, 0) })}${past ? html`<br>${past}` : nothing}</p></div>
      ${rated > 0 ? html`<div class="shares" role="img" aria-label=${t('site.shares', { good: n(site.good), mid: n(site.mid), bad: n(site.bad) })}><i class="good" ${vars({ '--w': share(site.good / rated) })}></i><i class="mid" ${vars({ '--w': share(site.mid / rated) })}></i><i class="hatched" ${vars({ '--w': share(site.bad / rated) })}></i></div>` : nothing}
      <ul><li><b>${n(site.good)}</b> ${t('rating.good')}</li><li><b>${n(site.mid)}</b> ${t('rating.mid')}</li><li><b>${n(site.bad)}</b> ${t('rating.bad')}</li>${site.reason ? html`<li>${t('rating.reason')} <b>${has(`reason.${site.reason}`) ? t(`reason.${site.reason}`) : site.reason}</b></li>` : nothing}</ul></section>`;
  }

  #people(site, topic) {
    const cameras = topic.all('camera:');
    const door = cameras.find((camera) => camera.in != null);
    return html`<section class="card split" aria-labelledby="h-cam"><header><h2 id="h-cam">${t('site.people')}</h2><p>${cameras.length > 0 ? t('site.cameras', { n: n(cameras.length) }) : ''}</p></header>
      ${cameras.length === 0 ? html`<p class="note">${t('site.no-camera')}</p>` : html`<div class="row"><b class="num">${n(site.people)}<small> / ${t('site.seats', { n: n(site.seats) })}</small></b><p>${door ? html`${t('site.in-out', { in: n(door.in), out: n(door.out) })}<br>` : nothing}${site.peakAt ? t('site.peak', { n: n(site.peakPeople), time: hm(site.peakAt) }) : ''}</p></div>
      ${gauge((site.people ?? 0) / Math.max(1, site.seats ?? 1), null)}<ul><li>${t('site.no-faces')}</li></ul>`}</section>`;
  }

  #wifi(site, topic) {
    const points = topic.all('wifi:');
    return html`<section class="card" aria-labelledby="h-ap"><header><h2 id="h-ap">${t('site.wifi')}</h2><p>${t('site.stations', { n: n(site.stations) })}</p></header>
      <table class="tbl devs"><thead><tr><th>${t('site.ap')}</th><th class="r">${t('site.ap-stations')}</th><th class="r">${t('site.ap-rate')}</th></tr></thead><tbody>${points.map((point) => html`<tr><td>${name(point.name)}</td><td class="r">${n(point.stations)}</td><td class="r">${rate(point.receiveRate)}</td></tr>`)}</tbody></table></section>`;
  }

  #alerts(alerts) {
    const open = alerts.filter(isWaiting).length;
    return html`<section class="card" aria-labelledby="h-al"><header><h2 id="h-al">${t('site.alerts')}</h2><p>${alerts.length === 0 ? '' : html`${n(alerts.length)} · <b>${t('alerts.open-count', { n: n(open) })}</b>`}</p></header>
      ${alerts.length === 0 ? html`<p class="state is-ok">${glyph('ok', false)}${t('site.alerts-none')}</p>` : html`<ul class="alertlist">${alerts.slice(0, 5).map((alert) => html`<li class=${isWaiting(alert) ? '' : 'seen'}>${glyph(shapeOf(alert))}<p class="t">${alertLine(alert)}</p><p class="nw is-${shapeOf(alert)}">${span(live.now() - alert.raisedAt)}</p>
        <p class="m">${alert.holder ? html`<span>${alert.holder}</span>` : html`<span>${t('alerts.nobody')}</span>${may('handle') ? html`<button @click=${() => accept(alert)}>${t('alerts.take')}</button>` : nothing}`}</p></li>`)}</ul>`}</section>`;
  }

  #devices(site, topic) {
    const devices = topic.all('device:').map((device) => [device, deviceState(device)]).sort((a, b) => b[1].rank - a[1].rank);
    const connected = devices.filter(([device]) => device.connected === true).length;
    const reporting = devices.filter(([device]) => device.reporting === 'ok').length;
    return html`<section class="card devices" aria-labelledby="h-dev"><header><h2 id="h-dev">${t('nav.devices')}</h2><p>${t('site.two-facts', { connected: n(connected), reporting: n(reporting), all: n(devices.length) })}</p></header>
      <div class="scroll" tabindex="0" role="group" aria-labelledby="h-dev"><table class="tbl devs"><thead><tr><th>${t('device.name')}</th><th>${t('device.connected')}</th><th>${t('device.reporting')}</th></tr></thead><tbody>${devices.map(([device, state]) => html`<tr><td><a href="/devices/${site.id || this.site}/${device.kind}/${device.id.split('/').pop()}">${name(device.name)}</a></td>
        <td><span class="state is-${state.link[0]}">${glyph(state.link[0], false)}${state.link[1]}</span></td><td><span class="state is-${state.says[0]}">${glyph(state.says[0], false)}${state.says[1]}</span></td></tr>`)}</tbody></table></div>
      <p class="note">${site.org ? html`${t('site.belongs')} <b>${name(site.org)}</b>` : nothing}</p></section>`;
  }
}

customElements.define('page-site', SitePage);
