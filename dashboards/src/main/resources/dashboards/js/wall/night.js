/** Outside office hours: a large clock, the day's figures, how the devices are, what tomorrow brings. */
import { LitElement, css, html, nothing } from 'lit';
import { live, Ticking, Watch } from '../live.js';
import { alertText, isWaiting, urgency } from '../alerts.js';
import { glyph, shapeOf } from '../parts.js';
import { dm, hm, longDate, n, name, percent, sameDay, span2, t, weekday } from '../words.js';
import { head, sheets } from './sheet.js';

const DAY = 86_400_000;

class Night extends LitElement {
  static styles = [...sheets, css`
    :host { display: grid; grid-template-rows: minmax(0, 1fr) 21rem 4.5rem; gap: .875rem; }
    .hush { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 4.5rem; align-items: center; padding: 0 .5rem; } .hush .num { font-size: 17rem; font-weight: 300; letter-spacing: -.04em; margin-left: -.05em; }
    .hush h2 { font-size: 4.25rem; font-weight: var(--w-medium); line-height: 1.25; letter-spacing: -.015em; } .hush p { font-size: 2.125rem; color: var(--text-2); line-height: 1.4; } .hush p b { color: var(--text); }
    .dayend { display: grid; grid-template-columns: 1.15fr 1fr 1fr; gap: .875rem; min-height: 0; } .dayend .panel { padding: 1.125rem 1.5rem 1.25rem; }
    dl { flex: 1; display: grid; grid-template-columns: 1fr 1fr; gap: .5rem 1.5rem; align-content: space-evenly; } dl > div { display: flex; flex-direction: column-reverse; min-width: 0; } dt { color: var(--text-2); white-space: nowrap; overflow: hidden; text-overflow: ellipsis; } dd.num { font-size: var(--t-2xl); font-weight: var(--w-num, var(--w-medium)); } dd small { font-size: .6em; font-weight: var(--w-regular); color: var(--text-2); }
    .todo { flex: 1; display: grid; grid-auto-rows: 1fr; } .todo li { display: grid; grid-template-columns: 1.75rem minmax(0, 1fr); gap: .125rem .75rem; align-items: center; border-top: .0625rem solid var(--line); } .todo .glyph { font-size: 1.625rem; } .todo p { line-height: 1.25; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; } .todo small { display: block; color: var(--text-2); font-size: var(--t-s); }
    .alerts { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: .625rem; } .alerts p { background: var(--panel); color: var(--text-2); border-radius: var(--radius-s); display: flex; align-items: center; gap: .75rem; padding: 0 1.125rem; min-width: 0; white-space: nowrap; } .alerts .glyph { font-size: 1.75rem; } .alerts span { overflow: hidden; text-overflow: ellipsis; } .alerts b { color: var(--text); font-weight: var(--w-medium); } .alerts p:last-child { justify-content: flex-end; }
  `];

  #watch = new Watch(this, 'overview');
  #tick = new Ticking(this);

  render() {
    const { topic } = this.#watch;
    const wall = topic.of('wall') ?? {};
    const now = live.now();
    return html`
      <section class="hush" aria-labelledby="h"><time class="num">${hm(now)}</time>
        <div><h2 id="h">${t(`hours.${wall.hours}`)}</h2><p>${longDate(now)}${wall.holiday ? html`. ${name(wall.holiday)}` : nothing}</p>
          ${wall.reopensAt ? html`<p>${t('night.reopens')} <b>${hm(wall.reopensAt)}${sameDay(wall.reopensAt, now) ? nothing : html`, ${weekday(wall.reopensAt)} ${dm(wall.reopensAt)}`}</b>, ${t('night.after', { span: span2(wall.reopensAt - now) })}</p>` : nothing}</div>
      </section>
      <div class="dayend">${this.#today(topic)}${this.#devices(topic)}${this.#next(topic, wall, now)}</div>
      ${this.#alerts(topic)}`;
  }

  #today(topic) {
    const totals = topic.of('totals') ?? {}, dossiers = topic.of('dossiers') ?? {}, satisfaction = topic.of('satisfaction') ?? {};
    return html`<section class="panel" aria-labelledby="d">${head(html`<span id="d">${t('night.today')}</span>`)}<dl>
      <div><dt>${t('night.served')}</dt><dd class="num">${n(totals.served)}</dd></div>
      <div><dt>${t('night.arrived')}</dt><dd class="num">${n(totals.arrived)}</dd></div>
      <div><dt>${t('night.dossiers')}</dt><dd class="num">${n(dossiers.received ? dossiers.open : null)}</dd></div>
      <div><dt>${satisfaction.share == null ? t('night.satisfied-few', { n: n(satisfaction.count ?? 0) }) : t('night.satisfied', { n: n(satisfaction.count) })}</dt><dd class="num">${percent(satisfaction.share)}${satisfaction.share == null ? nothing : html`<small>%</small>`}</dd></div>
    </dl></section>`;
  }

  #devices(topic) {
    const figure = (kind, label, of) => html`<div><dt>${t(label)}</dt><dd class="num">${n(of?.count)}<small>/${n(of?.total)}</small></dd></div>`;
    const kind = (id) => topic.of(`kind:${id}`);
    const reports = (id) => ({ count: kind(id)?.reporting, total: kind(id)?.total });
    const counters = kind('counter');
    let total = 0;
    for (const each of topic.all('kind:')) total += each.total;
    return html`<section class="panel" aria-labelledby="n">${head(html`<span id="n">${t('night.devices')}</span>`, t('night.devices-all', { n: n(total) }))}<dl>
      ${figure('camera', 'night.cameras', reports('camera'))}${figure('wifi', 'night.wifi', reports('wifi'))}
      ${figure('kiosk', 'night.kiosks', reports('kiosk'))}${figure('counter', 'night.counters', { count: counters ? counters.total - (counters.open ?? 0) : null, total: counters?.total })}
    </dl></section>`;
  }

  #next(topic, wall, now) {
    const dossiers = topic.of('dossiers'), tasks = topic.of('assignments');
    const title = wall.reopensAt == null ? t('night.next') : wall.reopensAt - now < DAY && sameDay(wall.reopensAt, now) ? t(wall.hours === 'lunch' ? 'night.next-today' : 'night.next-morning') : t('night.next-day', { day: weekday(wall.reopensAt) });
    return html`<section class="panel" aria-labelledby="t">${head(html`<span id="t">${title}</span>`)}<ul class="todo">
      ${!dossiers?.received ? nothing : html`<li>${glyph(dossiers.overdue ? 'crit' : 'ok')}<p>${t('night.overdue', { n: n(dossiers.overdue) })}<small>${t('night.overdue-of', { n: n(dossiers.open) })}</small></p></li>
      <li>${glyph(dossiers.soon ? 'warn' : 'ok')}<p>${t('night.soon', { n: n(dossiers.soon) })}<small>${t('night.paused', { n: n(dossiers.paused) })}</small></p></li>`}
      ${!tasks || !(tasks.open || tasks.doneOnTime || tasks.doneLate) ? nothing : html`<li>${glyph(tasks.overdue ? 'crit' : tasks.soon ? 'warn' : 'ok')}<p>${t('night.tasks', { n: n(tasks.overdue) })}<small>${t('night.tasks-of', { soon: n(tasks.soon), n: n(tasks.open) })}</small></p></li>`}
    </ul></section>`;
  }

  #alerts(topic) {
    const first = topic.all('alert:').filter(isWaiting).sort(urgency)[0];
    const counts = topic.of('alerts') ?? {};
    return html`<footer class="alerts"><p>${first ? html`${glyph(shapeOf(first))}<span><b>${alertText(first)}</b></span>` : html`${glyph('ok', false)}<span>${t('night.calm')}</span>`}</p>
      <p><span>${counts.waiting ? t('night.alerts', { n: n(counts.waiting) }) : t('night.wakes')}</span></p></footer>`;
  }
}

customElements.define('wall-night', Night);
