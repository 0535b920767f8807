/** A point's figures as cards: its queue, its counters, what people say, its devices. For its page and for alerts about it. */
import { css, html, nothing } from 'lit';
import { live } from '../live.js';
import { gauge, glyph, shapeOfSite, share, vars } from '../parts.js';
import { before, has, hm, minutesSince, n, name, percent, prime, sameDay, shareOf, span, t, weekday } from '../words.js';
import { deviceState } from './device.js';
import { blank } from './sheet.js';

const MINUTE = 60_000;

export const queueStyle = css`
  .hero { display: grid; grid-template-columns: 18rem repeat(4, auto) minmax(14rem, 25rem); gap: .5rem 1.5rem; align-items: center; justify-content: space-between; padding: .75rem 1rem .75rem 1.125rem; }
  .hero.crit { border-left: .375rem solid var(--crit-solid); } .hero.warn { border-left: .375rem solid var(--warn); } .hero.crit .big { color: var(--crit); } .hero.warn .big { color: var(--warn); }
  .hero.nodata { background: none; border: 2px dashed var(--line-strong); } .hero.nodata .num { color: var(--text-3); font-weight: var(--w-regular); } .hero.nodata .advice { background: var(--tile); } .hero.closed .big { color: var(--text-3); font-weight: var(--w-regular); }
  .lead { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0 1rem; align-items: end; } .big { font-size: var(--t-3xl); white-space: nowrap; } .big small { font-size: .38em; font-weight: var(--w-medium); letter-spacing: 0; margin-left: .25rem; } .lead p { font-size: var(--t-s); } .lead p.big { font-size: var(--t-3xl); } .lead .scale { grid-column: 1 / -1; margin: .625rem 0 .125rem; } .ends { grid-column: 1 / -1; position: relative; height: 1.25em; font-size: var(--t-xs); color: var(--text-2); } .ends span { position: absolute; } .ends .then { left: 0; } .ends .limit { left: 50%; translate: -50%; } .ends span:last-child { right: 0; }
  .fig dt { font-size: var(--t-s); color: var(--text-2); white-space: nowrap; } .fig dd.num { font-size: var(--t-2xl); margin: .25rem 0 .3125rem; white-space: nowrap; } .fig dd.num small { font-size: .5em; font-weight: var(--w-medium); letter-spacing: 0; color: var(--text-2); } .fig .ctx { font-size: var(--t-s); color: var(--text-2); white-space: nowrap; }
  .advice { background: var(--panel); border-radius: var(--radius-s); padding: .625rem .875rem .6875rem; display: grid; gap: .125rem; } .advice p + p { font-size: var(--t-s); color: var(--text-2); }
  .two { display: grid; grid-template-columns: minmax(2.5rem, 1fr) 2.5rem; gap: .625rem; align-items: center; text-align: right; } .services td { padding-block: .4375rem; white-space: nowrap; } .services .hot td { font-weight: var(--w-semibold); } .services .n { font-size: var(--t-l); }
  .counters { display: grid; flex: 1; align-content: start; grid-auto-rows: minmax(3rem, auto); overflow: auto; } .counters li { display: grid; grid-template-columns: 4.75rem 4rem minmax(0, 1fr) auto; gap: 0 .75rem; align-items: center; border-top: 1px solid var(--line); padding: .3125rem 0; } .counters li:first-child { border-top: 0; } .counters small { font-size: var(--t-s); color: var(--text-2); display: block; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; } .tk { font-size: var(--t-xl); font-weight: var(--w-semibold); letter-spacing: -.01em; } .tk.none { color: var(--text-3); font-weight: var(--w-regular); }
  .counters.tight { grid-auto-rows: minmax(2.25rem, auto); } .counters.tight small { display: inline; margin-left: .375rem; } .counters.tight .tk { font-size: var(--t-l); }
  .devices { flex: 1; min-height: 12rem; } .scroll { overflow: auto; min-height: 0; flex: 1; } .devs td, .devs th { font-size: var(--t-s); padding-block: .25rem; white-space: nowrap; } .devices .tbl :is(td, th) { padding-right: .375rem; } .devices .tbl :is(td, th):last-child { padding-right: 0; } .devices .state { gap: .25rem; } .devs td:first-child { overflow: hidden; text-overflow: ellipsis; max-width: 9rem; }
  .split { gap: .375rem; } .split .num { font-size: var(--t-2xl); white-space: nowrap; } .split .num small { font-size: .5em; font-weight: var(--w-medium); letter-spacing: 0; color: var(--text-2); } .row { display: flex; align-items: baseline; justify-content: space-between; gap: .75rem; } .row p { font-size: var(--t-s); color: var(--text-2); text-align: right; } .split ul { font-size: var(--t-s); color: var(--text-2); display: flex; flex-wrap: wrap; gap: 0 1rem; } .split ul b { color: var(--text); }
  .shares { display: flex; height: .75rem; } .shares i { width: var(--w); } .good { background: var(--data-1); } .mid { background: color-mix(in srgb, var(--line-strong) 50%, var(--tile)); } .shares .hatched { background: repeating-linear-gradient(135deg, var(--hatch-ink) 0 3px, var(--hatch-ground) 3px 6px); }
  .services th:first-child { width: 37%; } .services td:first-child { white-space: normal; }
  @media (max-width: 110em) { .counters li { grid-template-columns: 5rem 4.25rem minmax(0, 1fr) auto; gap: 0 .5rem; } }
  @media (max-width: 47.99em) { .hero { grid-template-columns: 1fr 1fr; } .hero .lead, .hero .advice { grid-column: 1 / -1; } .services .opt { display: none; } .services td { padding-inline: .125rem; } .services td:first-child { white-space: normal; } .two { grid-template-columns: minmax(2rem, 1fr) 2.25rem; gap: .375rem; } .scroll { overflow: visible; } }
`;

/** How long people wait, how many, and what to do about it. */
export function hero(site, topic, then) {
  const kind = shapeOfSite(site.state) === 'nodata' ? 'nodata' : site.state;
  const limit = site.limitMs / MINUTE;
  const wait = kind === 'closed' ? null : kind === 'nodata' ? (site.longestSince && site.heardAt ? Math.floor((site.heardAt - site.longestSince) / MINUTE) : null) : minutesSince(site.longestSince) ?? 0;
  const when = kind === 'nodata' ? site.heardAt == null ? t('site.never') : t('at-time', { time: hm(site.heardAt) }) : '';
  const idle = topic.all('counter:').filter((counter) => counter.state === 'idle').length;
  return html`<section class="card hero ${kind}" aria-label=${t('site.now')}>
    <div class="lead"><p class="num big">${wait === null ? '–' : html`${n(wait)}<small>${t('unit.minutes')}</small>`}</p><p>${verdict(site, kind, wait, limit)}</p>
      <div class="scale">${kind === 'nodata' ? gauge(0, .5) : gauge((wait ?? 0) / limit / 2, .5, kind)}</div><p class="ends"><span class="then">${before(then, then?.longestMs == null ? null : n(Math.floor(then.longestMs / MINUTE)))}</span><span class="limit">${t('site.limit', { n: n(limit, 0) })}</span><span>${n(limit * 2, 0)}</span></p></div>
    <dl class="fig"><dt>${t('site.waiting')}</dt><dd class="num">${n(site.waiting)} <small>${t('people')}</small></dd><dd class="ctx">${when || before(then, then?.waiting == null ? null : n(then.waiting)) || t('site.serving', { n: n(site.serving) })}</dd></dl>
    <dl class="fig"><dt>${t('site.over', { n: n(limit, 0) })}</dt><dd class="num ${site.overLimit > 0 && kind !== 'nodata' ? 'is-crit' : ''}">${n(site.overLimit)} <small>${t('people')}</small></dd><dd class="ctx">${when || before(then, then?.overLimit == null ? null : n(then.overLimit)) || t('site.walked', { n: n(site.walkAways) })}</dd></dl>
    <dl class="fig"><dt>${t('site.within15')}</dt><dd class="num">${site.within15 == null ? '–' : html`${percent(site.within15, 0)}<small>%</small>`}</dd><dd class="ctx">${t('site.mean', { mean: site.meanWaitMs == null ? '–' : prime(Math.round(site.meanWaitMs / MINUTE)), p90: site.p90WaitMs == null ? '–' : prime(Math.round(site.p90WaitMs / MINUTE)) })}</dd></dl>
    <dl class="fig"><dt>${t('site.counters-open')}</dt><dd class="num">${kind === 'nodata' ? '–' : n(site.countersOpen)}<small> / ${n(site.counters)}</small></dd><dd class="ctx">${kind === 'nodata' ? t('site.not-known') : t('site.idle-paused', { idle: n(idle), paused: n(site.countersPaused ?? 0) })}</dd></dl>
    <div class="advice">${advice(site, kind, idle)}</div>
  </section>`;
}

function verdict(site, kind, wait, limit) {
  const two = (shape, first, second) => html`<span class="state is-${shape}">${glyph(shape, false)}${first}</span><br><span class="q">${second}</span>`;
  if (site.state === 'never') return two('nodata', t('site.never'), t('site.never-means'));
  if (kind === 'nodata') return two('nodata', t('site.lost', { span: span(live.now() - (site.lostSince ?? site.heardAt)) }), t('site.last', { time: hm(site.heardAt) }));
  if (kind === 'closed') return two('pause', t(`hours.${site.hours ?? 'closed'}`), site.reopensAt ? t('site.reopens', { time: `${hm(site.reopensAt)}${sameDay(site.reopensAt, live.now()) ? '' : ` ${weekday(site.reopensAt)}`}` }) : '');
  if (wait > limit) return html`<b class="is-crit">${site.longestTicket ? t('site.ticket', { ticket: site.longestTicket }) : t('site.over-now')}</b><br><span class="q">${t('site.beyond', { n: n(Math.floor(wait - limit)) })}</span>`;
  return two(kind === 'warn' ? 'warn' : 'ok', t(kind === 'warn' ? 'site.near' : 'site.within'), t('site.room', { n: n(Math.max(0, Math.ceil(limit - wait))) }));
}

function advice(site, kind, idle) {
  if (kind === 'nodata') return html`<p>${t(site.state === 'never' ? 'advice.never' : 'advice.lost')}</p><p>${t('advice.lost-why')}</p>`;
  if (kind === 'closed') return html`<p>${t('advice.closed', { served: n(site.served) })}</p><p>${t('advice.closed-why')}</p>`;
  const spare = site.counters - site.countersOpen;
  if (kind !== 'ok' && spare > 0) return html`<p><b>${t('advice.open')}</b></p><p>${t('advice.open-why', { spare: n(spare), waiting: n(site.waiting) })}</p>`;
  if (kind !== 'ok' && idle > 0) return html`<p><b>${t('advice.idle')}</b></p><p>${t('advice.idle-why', { idle: n(idle) })}</p>`;
  if (kind !== 'ok') return html`<p><b>${t('advice.full')}</b></p><p>${t('advice.full-why')}</p>`;
  return html`<p>${t('advice.none')}</p><p>${t('advice.none-why', { arrived: n(site.arrived), served: n(site.served) })}</p>`;
}

/** The queue of each service. */
export function services(site, topic) {
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

export function counters(topic) {
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

export function satisfaction(site, then) {
  const past = before(then, then?.share == null ? null : `${percent(then.share)}%`);
  const rated = site.rated ?? 0;
  return html`<section class="card split" aria-labelledby="h-sat"><header><h2 id="h-sat">${t('wall.satisfaction')}</h2><p>${t('wall.ratings', { n: n(rated) })}</p></header>
    <div class="row"><b class="num">${site.share == null ? '–' : html`${shareOf(site)}<small>%</small>`}</b><p>${site.share == null ? t('site.too-few') : site.share < site.target ? html`<span class="state is-warn">${glyph('warn', false)}${t('site.under-target')}</span>` : html`<span class="state is-ok">${glyph('ok', false)}${t('wall.target-kept')}</span>`}<br>${t('wall.target', { share: percent(site.target, 0) })}${past ? html`<br>${past}` : nothing}</p></div>
    ${rated > 0 ? html`<div class="shares" role="img" aria-label=${t('site.shares', { good: n(site.good), mid: n(site.mid), bad: n(site.bad) })}><i class="good" ${vars({ '--w': share(site.good / rated) })}></i><i class="mid" ${vars({ '--w': share(site.mid / rated) })}></i><i class="hatched" ${vars({ '--w': share(site.bad / rated) })}></i></div>` : nothing}
    <ul><li><b>${n(site.good)}</b> ${t('rating.good')}</li><li><b>${n(site.mid)}</b> ${t('rating.mid')}</li><li><b>${n(site.bad)}</b> ${t('rating.bad')}</li>${site.reason ? html`<li>${t('rating.reason')} <b>${has(`reason.${site.reason}`) ? t(`reason.${site.reason}`) : site.reason}</b></li>` : nothing}</ul></section>`;
}

/** The two facts of each device. */
export function devices(site, topic, id) {
  const devices = topic.all('device:').map((device) => [device, deviceState(device)]).sort((a, b) => b[1].rank - a[1].rank);
  const connected = devices.filter(([device]) => device.connected === true).length;
  const reporting = devices.filter(([device]) => device.reporting === 'ok').length;
  return html`<section class="card devices" aria-labelledby="h-dev"><header><h2 id="h-dev">${t('nav.devices')}</h2><p>${t('site.two-facts', { connected: n(connected), reporting: n(reporting), all: n(devices.length) })}</p></header>
    <div class="scroll" tabindex="0" role="group" aria-labelledby="h-dev"><table class="tbl devs"><thead><tr><th>${t('device.name')}</th><th>${t('device.connected')}</th><th>${t('device.reporting')}</th></tr></thead><tbody>${devices.map(([device, state]) => html`<tr><td><a href="/devices/${id}/${device.kind}/${device.id.split('/').pop()}">${name(device.name)}</a></td>
      <td><span class="state is-${state.link[0]}">${glyph(state.link[0], false)}${state.link[1]}</span></td><td><span class="state is-${state.says[0]}">${glyph(state.says[0], false)}${state.says[1]}</span></td></tr>`)}</tbody></table></div>
    <p class="note">${site.org ? html`${t('site.belongs')} <b>${name(site.org)}</b>` : nothing}</p></section>`;
}
