/** Today on one screen: what is wrong, how much, where. */
import { LitElement, css, html, nothing } from 'lit';
import { live, Ticking, Watch } from '../live.js';
import { alertText, isWaiting, urgency } from '../alerts.js';
import { gauge, glyph, shapeOf, shapeOfSite } from '../parts.js';
import { feedState } from '../feeds.js';
import { before, hm, minutesSince, n, name, percent, prime, sameDay, shareOf, span, t, weekday } from '../words.js';
import { accept, mayDo } from './handle.js';
import { bar, sheet, sheets, waiting } from './sheet.js';

const KINDS = ['counter', 'kiosk', 'tablet', 'camera', 'wifi'];

class Today extends LitElement {
  static styles = [...sheets, css`
    main { grid-template-columns: minmax(0, 1.5fr) minmax(0, 1fr); max-width: 96rem; width: 100%; margin-inline: auto; } .left, .right, .duo { display: grid; gap: var(--gap); align-content: start; grid-template-columns: minmax(0, 1fr); min-width: 0; } .duo { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
    .tile { background: var(--tile); border: 1px solid var(--line); border-radius: .75rem; padding: .75rem 1rem .8125rem; text-decoration: none; color: inherit; display: block; min-width: 0; } a.tile:hover { border-color: var(--line-strong); } h2 { font-size: var(--t-m); font-weight: var(--w-semibold); display: flex; justify-content: space-between; align-items: center; gap: .5rem; } h2 .glyph { font-size: 1.375rem; }
    .hot { background: var(--crit-solid); border-color: var(--crit-solid); color: var(--on-crit); --glyph-ink: var(--crit-solid); } .hot .glyph, .hot .q, .hot p, .hot .pair p { color: inherit; } .hot .track { fill: rgb(255 255 255 / .28); } .hot .gauge .val, .hot .gauge .limit { fill: var(--on-crit); }
    .pair { display: flex; align-items: baseline; gap: .5rem; margin: .375rem 0 .125rem; white-space: nowrap; } .pair .num { font-size: var(--t-2xl); } .pair .num small { font-size: .5em; font-weight: var(--w-medium); letter-spacing: 0; margin-left: .1875rem; } .pair p { font-size: var(--t-s); color: var(--text-2); } .pair .end { margin-left: auto; } .duo .pair .num { font-size: 2rem; } .tile .gauge { margin: .5rem 0 .4375rem; } .foot { font-size: var(--t-s); color: var(--text-2); display: flex; justify-content: space-between; gap: .5rem; } .hot .foot { color: inherit; }
    .ten { display: grid; grid-template-columns: repeat(5, minmax(0, 1fr)); gap: .5rem; margin-top: .625rem; } .ten a { display: block; text-decoration: none; border: 1px solid var(--line); border-radius: .375rem; padding: .375rem .125rem .4375rem; text-align: center; font-size: .8125rem; line-height: 1.25; color: var(--text-2); height: 100%; } .ten b { display: block; font-size: 1.25rem; line-height: 1.2; color: var(--text); } .ten a:hover { border-color: var(--line-strong); }
    .ten .warn { border-color: var(--warn); background: var(--warn-bg); } .ten .warn b { color: var(--warn); } .ten .crit { background: var(--crit-solid); border-color: var(--crit-solid); color: var(--on-crit); } .ten .crit b { color: inherit; } .ten .nodata { border-style: dashed; border-color: var(--line-strong); } .ten .nodata b { color: var(--text-3); font-weight: var(--w-regular); }
    .gonesites { display: grid; gap: .25rem; margin-top: .625rem; font-size: var(--t-s); color: var(--text-2); } .gonesites li { display: flex; gap: .5rem; align-items: center; } .gonesites .glyph { font-size: 1.125rem; }
    .list { margin: .375rem -1rem -.8125rem; } .list li { display: grid; grid-template-columns: 1.375rem minmax(0, 1fr) auto; gap: 0 .625rem; padding: .5625rem 1rem .625rem; border-top: 1px solid var(--line); } .list .glyph { font-size: 1.25rem; grid-row: span 2; margin-top: .0625rem; } .list .t { font-weight: var(--w-semibold); line-height: 1.28; } .list .seen { font-weight: var(--w-regular); } .list .m { grid-column: 2 / -1; font-size: var(--t-s); color: var(--text-2); display: flex; justify-content: space-between; gap: .5rem; align-items: center; } .list button { border: 0; background: none; color: var(--info); font-weight: var(--w-medium); cursor: pointer; padding: .5rem .75rem; margin: -.5rem -.75rem; }
    .kinds { display: grid; grid-template-columns: repeat(5, minmax(0, 1fr)); gap: .5rem; margin-top: .5rem; } .kinds dt { font-size: var(--t-s); color: var(--text-2); } .kinds dd { font-size: 1.25rem; font-weight: var(--w-semibold); white-space: nowrap; } .kinds small { font-weight: var(--w-regular); color: var(--text-2); font-size: .75em; }
    .feeds { display: grid; grid-template-columns: 1fr 1fr; gap: .25rem 1.5rem; margin-top: .5rem; font-size: var(--t-s); } .feeds li { display: flex; gap: .375rem; align-items: center; } .feeds .age { margin-left: auto; }
    @media (max-width: 64em) { main { grid-template-columns: minmax(0, 1fr); } } @media (max-width: 47.99em) { .duo .pair, .duo .foot { flex-wrap: wrap; gap: 0 .5rem; } .ten { gap: .375rem; } .ten b { font-size: 1.1875rem; } .kinds { grid-template-columns: repeat(3, minmax(0, 1fr)); } }
  `];

  #watch = new Watch(this, 'overview');
  #tick = new Ticking(this);

  render() {
    const { topic } = this.#watch;
    const head = bar(this, { title: t('nav.today') });
    if (topic.keys.size === 0) return sheet(head, waiting());
    const sites = topic.all('site:').sort((a, b) => a.order - b.order);
    const alerts = topic.all('alert:').sort(urgency);
    return sheet(head, html`<main>
      <div class="left">${this.#hot(sites, alerts)}${this.#ten(topic, sites)}
        <div class="duo">${this.#dossiers(topic)}${this.#tasks(topic)}${this.#satisfaction(topic)}${this.#served(topic)}</div></div>
      <div class="right">${this.#alerts(alerts, topic)}${this.#devices(topic)}${this.#feeds(topic)}</div>
    </main>`);
  }

  #hot(sites, alerts) {
    const hot = sites.filter((site) => site.state === 'crit').sort((a, b) => a.longestSince - b.longestSince)[0];
    if (!hot) return nothing;
    const wait = minutesSince(hot.longestSince) ?? 0, limit = hot.limitMs / 60_000;
    const alert = alerts.find((each) => each.site === hot.id);
    return html`<a class="tile hot" href="/sites/${hot.id}"><h2>${t('today.hot', { site: name(hot.name) })}${glyph('crit')}</h2>
      <div class="pair"><b class="num">${n(wait)}<small>${t('unit.minutes')}</small></b><p>${t('site.limit', { n: n(limit, 0) })}</p><b class="num end">${n(hot.waiting)}<small>${t('people')}</small></b></div>
      ${gauge(wait / limit / 2, .5)}
      <p class="foot"><span>${alert ? `${t('today.for', { span: span(live.now() - alert.raisedAt) })}, ${name(alert.holder) || t('alerts.nobody')}` : t('wall.counters-open', { open: n(hot.countersOpen), all: n(hot.counters) })}</span><b>${t('today.see')} ›</b></p></a>`;
  }

  #ten(topic, sites) {
    const totals = topic.of('totals'), wall = topic.of('wall');
    const gone = sites.filter((site) => site.state === 'lost' || site.state === 'stale');
    return html`<section class="tile" aria-labelledby="h-ten"><h2 id="h-ten">${t('today.ten', { n: n(sites.length) })} <span class="q s">${wall && wall.hours !== 'open' ? t(`hours.${wall.hours}`) + (wall.reopensAt ? `, ${t('site.reopens', { time: hm(wall.reopensAt) + (sameDay(wall.reopensAt, live.now()) ? '' : ` ${weekday(wall.reopensAt)}`) })}` : '')
      : `${n(totals?.waiting)} ${t('wall.people-waiting')}`}</span></h2>
      <ul class="ten">${sites.map((site) => {
        const shape = shapeOfSite(site.state);
        return html`<li><a class=${shape} href="/sites/${site.id}"><b>${shape === 'nodata' || site.state === 'closed' ? '–' : prime(minutesSince(site.longestSince) ?? 0)}</b>${name(site.name)}${shape === 'ok' ? nothing : html`<span class="vh">, ${t(`status.${shape}`)}</span>`}</a></li>`;
      })}</ul>
      ${gone.length > 0 ? html`<ul class="gonesites">${gone.map((site) => html`<li>${glyph('nodata')}${t('today.gone', { site: name(site.name), time: hm(site.lostSince ?? site.heardAt) })}</li>`)}</ul>` : nothing}</section>`;
  }

  #dossiers(topic) {
    const sums = topic.of('dossiers'), of = sums?.received ? sums : null;
    return html`<a class="tile" href="/dossiers?state=overdue"><h2>${t('nav.dossiers')}${glyph(of?.open == null ? 'nodata' : of.overdue ? 'crit' : of.soon ? 'warn' : 'ok')}</h2>
      <div class="pair"><b class="num ${of?.overdue ? 'is-crit' : ''}">${n(of?.overdue)}</b><p>${t('overdue')}<br>${before(topic.of('before'), topic.of('before')?.dossiersOverdue)}</p></div><p class="foot"><span class=${of?.soon ? 'is-warn' : ''}>${n(of?.soon)} ${t('soon')}</span><span>${t('today.of', { n: n(of?.open) })}</span></p></a>`;
  }

  #tasks(topic) {
    const sums = topic.of('assignments'), of = sums && (sums.open || sums.doneOnTime || sums.doneLate) ? sums : null;
    return html`<a class="tile" href="/assignments"><h2>${t('nav.assignments-long')}${glyph(of?.open == null ? 'nodata' : of.overdue ? 'crit' : of.soon ? 'warn' : 'ok')}</h2>
      <div class="pair"><b class="num ${of?.overdue ? 'is-crit' : ''}">${n(of?.overdue)}</b><p>${t('overdue')}<br>${before(topic.of('before'), topic.of('before')?.assignmentsOverdue)}</p></div><p class="foot"><span class=${of?.soon ? 'is-warn' : ''}>${n(of?.soon)} ${t('soon')}</span><span>${t('today.of', { n: n(of?.open) })}</span></p></a>`;
  }

  #satisfaction(topic) {
    const of = topic.of('satisfaction'), then = topic.of('before'), worst = of?.worstSite && topic.of(`site:${of.worstSite}`);
    return html`<section class="tile"><h2>${t('wall.satisfaction')}${of?.share == null ? nothing : glyph(of.share < of.target ? 'warn' : 'ok')}</h2>
      <div class="pair"><b class="num">${shareOf(of)}${of?.share == null ? nothing : html`<small>%</small>`}</b><p>${of?.share == null ? t('site.too-few') : t('wall.target', { share: percent(of.target, 0) })}<br>${before(then, then?.share == null ? null : `${percent(then.share)}%`)}</p></div>
      <p class="foot"><span>${worst ? t('wall.worst', { site: name(worst.name), share: percent(of.worstShare) }) : t('wall.ratings', { n: n(of?.count ?? 0) })}</span></p></section>`;
  }

  #served(topic) {
    const of = topic.of('totals');
    return html`<section class="tile"><h2>${t('today.served')}</h2><div class="pair"><b class="num">${n(of?.served)}</b><p>${t('today.of-arrived', { n: n(of?.arrived) })}</p></div><p class="foot"><span>${t('site.serving', { n: n(of?.serving) })}</span><span>${t('site.walked', { n: n(of?.walkAways) })}</span></p></section>`;
  }

  #alerts(alerts, topic) {
    const counts = topic.of('alerts');
    return html`<section class="tile" aria-labelledby="h-al"><h2 id="h-al">${t('nav.alerts')} ${alerts.length === 0 ? nothing : html`<a class="s quiet-link" href="/alerts">${t('today.all', { n: n(counts?.active ?? alerts.length) })}</a>`}</h2>
      ${alerts.length === 0 ? html`<p class="state is-ok">${glyph('ok', false)}${t('site.alerts-none')}</p>` : html`<ul class="list">${alerts.map((alert) => html`<li>${glyph(shapeOf(alert))}<p class="t ${isWaiting(alert) ? '' : 'seen'}">${alertText(alert)}</p><p class="nw is-${shapeOf(alert)}">${span(live.now() - alert.raisedAt)}</p>
        <p class="m">${alert.holder ? html`<span>${name(alert.holder)}</span>` : html`<span>${t('alerts.nobody')}</span>${mayDo('accept', alert) ? html`<button @click=${() => accept(alert)}>${t('alerts.take')}</button>` : nothing}`}</p></li>`)}</ul>`}</section>`;
  }

  #devices(topic) {
    return html`<a class="tile" href="/devices"><h2>${t('wall.equipment')}</h2><dl class="kinds">${KINDS.map((kind) => {
      const of = topic.of(`kind:${kind}`);
      return html`<div><dt>${t(`kind.${kind}`)}</dt><dd>${of?.heard ? n(kind === 'counter' ? of.open : of.reporting) : '–'}<small>/${n(of?.total)}</small></dd></div>`;
    })}</dl></a>`;
  }

  #feeds(topic) {
    return html`<section class="tile" aria-labelledby="h-feeds"><h2 id="h-feeds">${t('wall.freshness')}</h2><ul class="feeds">${topic.all('feed:').map((feed) => {
      const [shape, age] = feedState(feed);
      return html`<li>${glyph(shape)}<span>${name(feed.label)}</span><span class="age is-${shape === 'ok' ? '' : shape}">${age}</span></li>`;
    })}</ul></section>`;
  }
}

customElements.define('page-today', Today);
