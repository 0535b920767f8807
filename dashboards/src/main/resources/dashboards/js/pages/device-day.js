/** How much devices said in the last hours, and when they were silent: as pictures of one line, and in words. */
import { css, html, nothing, svg } from 'lit';
import { live } from '../live.js';
import { hm, n, percent, span, span2, t } from '../words.js';

const MINUTE = 60_000, DAY = 24 * 60 * MINUTE;
const BINS = 288, BIN = DAY / BINS;
const LEAST = .6;                    // per cent of the bar a silence takes at least, so that one of a minute is seen
const STEPS_A_MINUTE = 1 / 5;        // counts are of five minutes

export const dayStyle = css`
  .spark { width: 100%; height: 1.25rem; display: block; overflow: visible; } .spark path { fill: none; stroke: var(--data-1); stroke-width: 1.5px; vector-effect: non-scaling-stroke; stroke-linejoin: round; }
  .strip { width: 100%; height: .875rem; display: block; background: color-mix(in srgb, var(--line) 35%, var(--tile)); } .strip .on { fill: color-mix(in srgb, var(--data-1) 38%, var(--tile)); } .strip .gap { fill: var(--text); } .strip .some { fill: var(--text); opacity: .5; }
`;

/** Silences of the last 24 hours with the one that goes on, as [from, until] in ms; since when they are known. */
function silences(device) {
  const now = live.now(), begin = now - DAY;
  const all = [...device.gaps ?? []];
  if (isSilent(device)) all.push([device.receivedAt, now]);
  return { begin, now, since: device.gapsSince == null ? now : Math.max(begin, device.gapsSince), all: all.filter(([, until]) => until > begin).map(([from, until]) => [Math.max(from, begin), until]) };
}

function isSilent(device) {
  return device.reporting === 'silent' && !device.asleep && device.receivedAt != null;
}

/** Share of the time that is known, ms of silence, how often. Null while nothing is known. */
export function availability(device) {
  const { since, now, all } = silences(device);
  if (now <= since) return null;
  const silent = all.reduce((sum, [from, until]) => sum + until - from, 0);
  return { share: Math.max(0, 1 - silent / (now - since)), silent, times: all.length, known: now - since };
}

/** "98,8% · trống 17 phút, 1 lần"; less than a whole day is said. */
export function availabilityWords(device) {
  const day = availability(device);
  if (!day) return t('devices.day-unknown');
  const shown = day.silent > 0 ? Math.min(.999, day.share) : 1;
  const words = `${percent(shown, shown === 1 ? 0 : 1)}% · ${day.times === 0 ? t('devices.day-whole') : t('devices.day-gaps', { span: span2(day.silent), n: n(day.times) })}`;
  return day.known < DAY - MINUTE ? t('devices.day-since', { words, span: span(day.known) }) : words;
}

/** The last 24 hours of one device; dark where it was silent. */
export function strip(device) {
  const { begin, since, all } = silences(device);
  const day = availability(device);
  const label = !day ? t('devices.day-unknown') : all.length === 0 ? t('devices.strip-whole') : t('devices.strip-gaps', { n: n(all.length), span: span2(day.silent) });
  return bars(label, (since - begin) / DAY, all.map(([from, until]) => ['gap', (from - begin) / DAY, (until - from) / DAY]));
}

/** The same of several devices: dark where at least half of them were silent, lighter where some were. */
export function stripOf(devices) {
  const counts = new Uint16Array(BINS);
  let earliest = live.now(), begin = earliest - DAY;
  for (const device of devices) {
    const { since, all } = silences(device);
    earliest = Math.min(earliest, since);
    let last = -1;
    for (const [from, until] of all) {
      for (let bin = Math.max(last + 1, Math.floor((from - begin) / BIN)); bin < BINS && bin * BIN < until - begin; bin++) counts[last = bin]++;
    }
  }
  const shown = [];
  let most = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const kind = counts[bin] === 0 ? '' : counts[bin] * 2 >= devices.length ? 'gap' : 'some';
    most = Math.max(most, counts[bin]);
    const before = shown[shown.length - 1];
    if (before && before[0] === kind && before[1] + before[2] >= bin / BINS - 1e-9) before[2] = (bin + 1) / BINS - before[1];
    else if (kind) shown.push([kind, bin / BINS, 1 / BINS]);
  }
  return bars(most === 0 ? t('devices.strip-all') : t('devices.strip-some', { n: n(most), of: n(devices.length) }), (earliest - begin) / DAY, shown);
}

function bars(label, from, all) {
  return html`<svg class="strip" role="img" aria-label=${label}>${from < 1 ? svg`<rect class="on" x="${(from * 100).toFixed(2)}%" width="${((1 - from) * 100).toFixed(2)}%" height="100%"></rect>` : nothing}${all.map(([kind, at, wide]) => {
    const width = Math.max(LEAST, wide * 100);
    return svg`<rect class="${kind}" x="${Math.min(at * 100, 100 - width).toFixed(2)}%" width="${width.toFixed(2)}%" height="100%"></rect>`;
  })}</svg>`;
}

/** Messages over the last three hours, by five minutes. */
export function spark(counts) {
  const most = Math.max(0, ...counts ?? []);
  if (!counts || most === 0) return html`<svg class="spark" viewBox="0 0 35 20" preserveAspectRatio="none" role="img" aria-label=${t('devices.pace-none')}>${counts ? svg`<path d="M0 19H35"></path>` : nothing}</svg>`;
  const path = counts.map((count, i) => `${i === 0 ? 'M' : 'L'}${i} ${(19 - count / most * 18).toFixed(1)}`).join('');
  return html`<svg class="spark" viewBox="0 0 ${counts.length - 1} 20" preserveAspectRatio="none" role="img" aria-label=${t('devices.pace-label', { now: perMinute(counts[counts.length - 1]), most: perMinute(most) })}><path d=${path}></path></svg>`;
}

/** The counts of several devices added up. */
export function paceOf(devices) {
  const counted = devices.filter((device) => device.pace?.length > 0);
  return counted.length === 0 ? null : counted[0].pace.map((_, i) => counted.reduce((sum, device) => sum + (device.pace[i] ?? 0), 0));
}

/** "2,4 tin mỗi phút", of the last five minutes that are over. */
export function paceWords(device) {
  const { pace } = device;
  return pace?.length > 0 ? t('devices.pace', { n: perMinute(pace[pace.length - 1]) }) : '–';
}

function perMinute(count) {
  const value = count * STEPS_A_MINUTE;
  return n(value, Number.isInteger(value) ? 0 : 1);
}

/** "kẹt giấy từ 09:15". */
export function sinceWords(words, at) {
  return at == null ? words : t('devices.since-at', { what: words, time: hm(at) });
}
