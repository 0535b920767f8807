/** Why a dossier is due when it is due: the question, the days as a strip, the steps as a sum, and what they rest on. */
import { css, html, nothing } from 'lit';
import { live } from '../live.js';
import { glyph, vars } from '../parts.js';
import { dayOfWeek, dm, dmy, hm, hours, midnight, n, name, shortWeekday, t, weekday, workingSpan } from '../words.js';

const DAY = 86_400_000, HOUR = 3_600_000;
const AXIS = [7 * HOUR, 17 * HOUR];   // the least that a day of the strip shows, from midnight
const APART = 4;                      // so many days off, or of waiting, are drawn one by one; more as one
const WIDEST = 5;                     // in days, whatever the number of days drawn as one
const DAY_WIDE = 10;                  // rem, at most

export const clockStyle = css`
  .why > header { display: flex; justify-content: space-between; align-items: flex-start; gap: .5rem 1.5rem; } .why h2 { font-size: var(--t-l); font-weight: var(--w-semibold); line-height: 1.3; } .why .answer { font-size: var(--t-s); color: var(--text-2); text-align: right; white-space: nowrap; } .why .answer .num { display: block; font-size: 1.75rem; color: var(--text); margin-bottom: .25rem; }
  .days { overflow-x: auto; margin: .875rem 0 1rem; } .days ol { max-width: var(--widest); display: grid; grid-auto-flow: column; gap: 2px; font-size: var(--t-xs); } .days li { min-width: 1.875rem; text-align: center; color: var(--text-2); line-height: 1.25; white-space: nowrap; }
  .days .count { display: block; height: 1.125rem; } .days .cell { display: grid; place-items: center; position: relative; height: 2.375rem; border: 1px solid var(--line); background: var(--panel); overflow: hidden; } .days .off { background: var(--bg); } .days .cell i { position: absolute; top: .25rem; bottom: .25rem; left: var(--x); width: var(--w); background: var(--data-1); } .days .cell .halt { background: repeating-linear-gradient(135deg, var(--line-strong) 0 1.5px, transparent 1.5px 6px); outline: 1px dashed var(--line-strong); outline-offset: -1px; } .days .cell span { padding: 0 .25rem; max-width: 100%; white-space: normal; line-height: 1.15; text-wrap: balance; } .days b { display: block; font-weight: var(--w-regular); } .days .in b { font-weight: var(--w-semibold); color: var(--text); }
  .sum { table-layout: fixed; } .sum th:nth-child(1) { width: 2rem; } .sum th:nth-child(2) { width: 14rem; } .sum th:nth-child(4) { width: 5rem; } .sum th:nth-child(5) { width: 6rem; } .sum td { padding-block: .3125rem; } .sum td:nth-child(3) { white-space: normal; font-size: var(--t-s); color: var(--text-2); } .sum .stop td { color: var(--text-2); } .sum .total td { border-top: 2px solid var(--text); border-bottom: 0; font-weight: var(--w-semibold); padding-top: .4375rem; } .sum .total td:nth-child(3) { color: var(--text); font-weight: var(--w-regular); }
  .basis { margin-top: .625rem; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; font-size: var(--t-s); color: var(--text-2); } .basis b { color: var(--text); font-weight: var(--w-medium); }
  @media (max-width: 47.99em) { .days li { min-width: 2.375rem; } .days .named { min-width: 6rem; } .why > header { flex-wrap: wrap; } .why .answer { text-align: left; } .why .answer .num { display: inline; font-size: var(--t-l); margin-right: .5rem; } .sum, .sum tbody, .sum tr, .sum td { display: block; width: auto; } .sum thead { display: none; } .sum tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 .75rem; padding: .375rem 0; border-bottom: 1px solid var(--line); } .sum td { border: 0 !important; padding: 0 !important; } .sum td:nth-child(1), .sum td:nth-child(4) { display: none; } .sum td:nth-child(2) { font-weight: var(--w-medium); } .sum td:nth-child(3) { grid-column: 1 / -1; order: 3; } .sum .total { border-top: 2px solid var(--text); border-bottom: 0; } }
`;

const day = (ms) => `${weekday(ms)[0].toUpperCase()}${weekday(ms).slice(1)} ${dm(ms)}`;
const next = (ms) => midnight(ms + 26 * HOUR);
const same = (a, b) => midnight(a) === midnight(b);
const rounded = (ms) => Math.round(ms / 60_000) * 60_000;

/** The whole box. `id` is that of its heading. */
export function explained(dossier, id) {
  const { clock } = dossier;
  const standing = clock.standsSince != null && dossier.left != null;
  const total = clock.steps.at(-1)?.total ?? 0;
  return html`<div class="why"><header><div><p class="note">${dossier.code} · ${name(dossier.procedureName) || dossier.procedure}</p><h2 id=${id}>${question(clock)}</h2></div>
      ${clock.steps.length === 0 ? nothing : html`<p class="answer"><span class="num">${hours(rounded(total))}</span>${clock.limit ? limit(clock) : t('clock.by-source')}</p>`}</header>
    ${clock.steps.length === 0 ? html`<p class="note">${t('clock.no-steps')}</p>` : html`${strip(clock)}${sum(clock, standing)}`}
    ${basis(dossier)}</div>`;
}

function question(clock) {
  if (clock.standsSince != null) return t('clock.why-standing', { time: hm(clock.standsSince), day: `${weekday(clock.standsSince)} ${dmy(clock.standsSince)}` });
  return clock.dueAt == null ? t('clock.why-none') : t('clock.why', { time: hm(clock.dueAt), day: `${weekday(clock.dueAt)} ${dmy(clock.dueAt)}` });
}

function limit(clock) {
  const { amount, unit } = clock.limit;
  const words = t(`clock.limit-${unit}`, { n: n(amount) });
  return unit === 'days' ? t('clock.limit-times', { limit: words, n: n(clock.perDay / HOUR, clock.perDay % HOUR ? 1 : 0) }) : words;
}

// the strip ----------------------------------------------------------------------------------------------------------

/** Days, or runs of days, each with the parts that count and those that wait. */
export function cells(clock, now) {
  const made = [];
  const cell = (at, until, kind, more = {}) => {
    const last = made.at(-1);
    if (last && kind !== 'off' && last.kind !== 'off' && same(last.at, at) && last.until <= next(last.at)) return last;
    made.push({ at: midnight(at), until, kind, parts: [], holidays: [], ...more });
    return made.at(-1);
  };
  const part = (from, until, kind) => cell(from, next(from), 'day').parts.push({ from, until, kind });
  const run = (from, until, kind, more) => {   // whole days, from midnight to midnight
    const count = Math.round((until - from) / DAY);
    if (count > APART || more?.holidays?.length) cell(from, until, kind, more);
    else for (let at = from; at < until; at = next(at)) cell(at, next(at), kind, more);
  };
  for (const step of clock.steps) {
    const until = step.until ?? Math.max(now, step.from);
    if (step.kind === 'off') {
      let from = midnight(step.from), to = until;
      const edges = [];
      if (step.holidays?.length) {   // the days of rest at its two ends are no part of the holiday
        while (from < to && weekend(from)) {
          cell(from, next(from), 'off');
          from = next(from);
        }
        while (to > from && weekend(midnight(to - 1))) {
          to = midnight(to - 1);
          edges.unshift(to);
        }
      }
      if (from < to) run(from, to, 'off', { holidays: step.holidays ?? [] });
      for (const at of edges) cell(at, next(at), 'off');
    } else if (step.kind === 'worked') {
      if (same(step.from, until)) {
        part(step.from, until, 'work');
        made.at(-1).counted = (made.at(-1).counted ?? 0) + step.counted;
      } else cell(step.from, until, 'work', { counted: step.counted });
    } else if (step.kind === 'calendar-days') {
      cell(step.from, until, 'work', { days: Math.round((midnight(until) - midnight(step.from)) / DAY) });
    } else if (step.kind === 'paused') {
      if (same(step.from, until)) part(step.from, until, 'halt');
      else {
        part(step.from, next(step.from), 'halt');
        run(next(step.from), midnight(until), 'halt', {});
        part(midnight(until), until, 'halt');
      }
    } else if (step.kind.startsWith('received')) {
      if (clock.steps.every((other) => other.kind !== 'worked' && other.kind !== 'off' || !same(other.from, step.from))) cell(step.from, next(step.from), 'day');
    }
  }
  return made;
}

function weekend(at) {
  return ['sat', 'sun'].includes(dayOfWeek(at));
}

function strip(clock) {
  const all = cells(clock, live.now());
  const worked = clock.steps.filter((step) => step.kind === 'worked');
  const opens = Math.min(AXIS[0], ...worked.map((step) => step.from - midnight(step.from)));
  const closes = Math.max(AXIS[1], ...worked.map((step) => step.until - midnight(step.until)));
  const place = (at, begin) => Math.min(1, Math.max(0, (at - begin - opens) / (closes - opens)));
  const weights = all.map((each) => Math.max(each.holidays.length > 0 ? 2 : 1, Math.min(WIDEST, Math.round((midnight(each.until - 1) - each.at) / DAY) + 1)));
  const look = { 'grid-template-columns': weights.map((weight) => `minmax(min-content, ${weight}fr)`).join(' '), '--widest': `${weights.reduce((sum, weight) => sum + weight) * DAY_WIDE}rem` };
  return html`<div class="days" tabindex="0" role="group" aria-label=${t('clock.strip', { from: dmy(all[0]?.at), to: dmy(all.at(-1)?.until - 1) })}><ol ${vars(look)}>${all.map((each) => {
    const whole = midnight(each.until - 1) > each.at;
    const words = each.holidays.map(name).join(', ') || (each.kind === 'off' && whole ? t('clock.off') : '');
    const waits = each.kind === 'halt' || each.parts.length > 0 && each.parts.every((one) => one.kind === 'halt');
    return html`<li class="${each.counted || each.parts.length > 0 ? 'in' : ''} ${words ? 'named' : ''}"><span class="count">${each.counted ? hours(rounded(each.counted)) : each.days ? t('span.days', { n: n(each.days) }) : waits ? t('clock.stands') : ''}</span>
      <span class="cell ${each.kind === 'off' ? 'off' : ''}" title=${words || nothing}>${each.kind === 'work' || each.kind === 'halt' ? html`<i class=${each.kind} ${vars({ '--x': '0%', '--w': '100%' })}></i>` : nothing}${each.parts.map((one) => {
        const x = place(one.from, each.at), w = place(one.until, each.at) - x;
        return html`<i class=${one.kind} ${vars({ '--x': `${x * 100}%`, '--w': `${w * 100}%` })}></i>`;
      })}${words ? html`<span>${words}</span>` : nothing}</span>${whole ? html`${shortWeekday(each.at)}–${shortWeekday(each.until - 1)}<b>${dm(each.at)}–${dm(each.until - 1)}</b>` : html`${shortWeekday(each.at)}<b>${dm(each.at)}</b>`}</li>`;
  })}</ol></div>`;
}

// the sum ------------------------------------------------------------------------------------------------------------

function sum(clock, standing) {
  const { steps } = clock;
  const end = steps.findLast((step) => step.kind !== 'promised');
  let before = 0, number = 0;
  const rows = [];
  steps.forEach((step, i) => {
    if (step.kind === 'due' || step.kind === 'promised') return;
    const following = steps.slice(i + 1).find((other) => other.kind !== 'appointed');
    if (step.kind === 'received' && following?.kind === 'worked' && same(following.from, step.from)) return;
    if (step.kind === 'restarted') before = 0;
    const counts = step.kind === 'worked';
    const total = rounded(step.total);
    rows.push(html`<tr class=${counts ? '' : 'stop'}><td class="q">${++number}</td><td>${when(step)}</td><td>${why(step, i, clock)}</td><td class="r">${counts ? hours(total - before) : '–'}</td><td class="r">${hours(total)}</td></tr>`);
    before = total;
  });
  const isDue = end.kind === 'due';
  return html`<table class="tbl sum"><thead><tr><th><span class="vh">${t('clock.step')}</span></th><th>${t('clock.when')}</th><th>${t('clock.because')}</th><th class="r">${t('clock.counted')}</th><th class="r">${t('clock.total')}</th></tr></thead><tbody>${rows}
    ${isDue ? html`<tr class="total"><td></td><td>${dmy(end.from)} ${hm(end.from)}</td><td>${conclusion(clock, standing)}</td><td class="r">${hours(rounded(end.total))}</td><td class="r">${standing ? '' : t('clock.full')}</td></tr>` : nothing}${steps.filter((step) => step.kind === 'promised').map((step) => html`<tr><td></td><td>${dmy(step.from)} ${hm(step.from)}</td><td>${t('clock.step-promised', { time: `${hm(step.until)} ${dmy(step.until)}` })}</td><td></td><td></td></tr>`)}</tbody></table>`;
}

function conclusion(clock, standing) {
  const halted = clock.pauses.length > 0 && clock.originalDueAt != null && clock.originalDueAt !== clock.dueAt;
  return [standing ? t('clock.due-before', { hours: hours(rounded(Math.max(0, clock.left ?? 0))) }) : t('clock.due'), halted ? t('clock.without', { time: `${dmy(clock.originalDueAt)} ${hm(clock.originalDueAt)}` }) : ''].filter(Boolean).join(' ');
}

function when(step) {
  if (step.until === step.from) return `${day(step.from)} ${hm(step.from)}`;
  if (step.kind === 'off') {
    const last = midnight(step.until - 1);
    return same(step.from, last) ? day(step.from) : `${dm(step.from)}–${dm(last)}`;
  }
  if (step.kind === 'paused') return `${dm(step.from)} ${hm(step.from)}–${step.until == null ? t('clock.now') : `${dm(step.until)} ${hm(step.until)}`}`;
  return same(step.from, step.until) ? day(step.from) : `${dm(step.from)}–${dm(step.until)}`;
}

function why(step, i, clock) {
  const { steps, perDay } = clock;
  switch (step.kind) {
    case 'off': return step.holidays?.length ? t(same(step.from, step.until - 1) ? 'clock.step-holiday' : 'clock.step-holidays', { names: step.holidays.map(name).join(', ') }) : t('clock.step-off');
    case 'paused': return t(step.until == null ? 'clock.step-paused-on' : 'clock.step-paused', { what: t(`clock.waits-${step.pause}`), span: workingSpan(step.counted, perDay), hours: hours(rounded(step.counted)) });
    case 'worked': return worked(step, i, steps, perDay);
    default: return t(`clock.step-${step.kind}`, { time: hm(step.from) });
  }
}

function worked(step, i, steps, perDay) {
  const one = same(step.from, step.until);
  const words = [one ? `${step.counted === perDay ? `${t('clock.whole-day')}, ` : ''}${hm(step.from)}–${hm(step.until)}` : t('clock.run', { n: n(step.counted / perDay) })];
  const before = steps.slice(0, i).filter((other) => other.kind !== 'appointed').at(-1), after = steps.slice(i + 1).find((other) => other.kind !== 'appointed');
  if (before?.kind === 'received' && same(before.from, step.from)) words.push(t('clock.step-received', { time: hm(before.from) }));
  if (before?.kind === 'paused') words.push(t('clock.goes-on'));
  if (step.swapped) words.push(t('clock.swapped'));
  if (after?.kind === 'paused') words.push(t(`clock.asked-${after.pause}`, { time: hm(after.from) }));
  if (after?.kind === 'due') words.push(t('clock.reached', { hours: hours(rounded(step.total)), time: hm(after.from) }));
  return words.join(' · ');
}

// the foot -----------------------------------------------------------------------------------------------------------

function basis({ clock, dueAt }) {
  const other = clock.byLimit != null && clock.originalDueAt != null && clock.byLimit !== clock.originalDueAt;
  return html`<p class="basis"><span>${t('clock.limit')}: <b>${clock.limit ? t(`clock.limit-${clock.limit.unit}`, { n: n(clock.limit.amount) }) : t('clock.limit-none')}</b></span>
    <span>${t('clock.for-supplement')}: <b>${t(`clock.rule-${clock.supplement}`)}</b></span><span>${t('clock.for-payment')}: <b>${t(`clock.rule-${clock.payment}`)}</b></span>
    ${clock.calendars.map((year) => html`<span title=${year.source || nothing}>${t('clock.calendar')}: <b>${t('clock.version', { year: String(year.year), n: n(year.version) })}</b>${year.confirmed ? '' : `, ${t('clock.unconfirmed')}`}</span>`)}
    ${clock.provisional ? html`<span class="state is-warn">${glyph('warn', false)}${t('clock.provisional')}</span>` : nothing}</p>
  ${other ? html`<p class="basis"><span>${t(clock.originalDueAt < clock.byLimit ? 'clock.appointed-earlier' : 'clock.appointed-later', { appointed: `${hm(clock.originalDueAt)} ${dmy(clock.originalDueAt)}`, limit: `${hm(clock.byLimit)} ${dmy(clock.byLimit)}` })}</span></p>` : nothing}`;
}
