/** The two facts of a device in shape and word, never mixed: is it connected, does it report. */
import { live } from '../live.js';
import { bytes, faultWord, has, hm, n, percent, rate, shortSpan, span, t } from '../words.js';

/** `link` and `says` are [shape, words]; `rank` is higher the more it needs someone. */
export function deviceState(device) {
  const gone = device.connected === false && !device.asleep;
  const link = device.connected === true ? ['ok', t('device.yes')] : device.asleep ? ['idle', t('device.asleep')] : gone
    ? ['nodata', device.connectedSince ? t('device.lost', { span: shortSpan(live.now() - device.connectedSince) }) : t('device.lost-some')] : ['nodata', t('device.not-said')];
  const age = device.receivedAt == null ? null : live.now() - device.receivedAt;
  let says;
  if (device.fault) says = ['crit', faultWord(device.fault)];
  else if (device.reporting === 'never' || age === null) says = ['nodata', t('kind.never')];
  else if (device.reporting === 'silent') says = [device.asleep ? 'idle' : 'nodata', t('device.no-data', { span: shortSpan(age) })];
  else if (device.reporting === 'late') says = ['warn', t('device.late', { span: shortSpan(age) })];
  else says = ['ok', span(age)];
  const lost = gone && !(device.receivedAt > device.connectedSince); // what says something is here
  const rank = device.fault ? 4 : device.asleep ? 0 : lost ? 3 : device.reporting === 'silent' ? 2 : device.reporting === 'late' ? 1 : device.reporting === 'never' ? .5 : 0;
  return { link, says, rank };
}

/** Quantities that are not shown as the plain number. */
const HOW = {
  receive_rate: rate, send_rate: rate, link_rate: (bits) => rate(bits / 8), memory_free: bytes,
  packet_loss: share, link_quality: share, processor: share,
};

function plain(value) {
  return n(value, Number.isInteger(value) ? 0 : 1);
}

function share(value) {
  return `${percent(value, value < .1 ? 1 : 0)}%`;
}

/** A value with its unit, in words. */
export function quantity(key, value) {
  const shown = typeof value === 'number' ? (HOW[key] ?? plain)(value) : has(`value.${key}.${value}`) ? t(`value.${key}.${value}`) : value;
  return has(`value.${key}`) ? t(`value.${key}`, { n: shown }) : `${key} ${shown}`;
}

/** What a device last said, in words. */
export function lastValues(device) {
  const values = device.values ?? {};
  const words = [];
  for (const key in values) {
    const value = values[key];
    if (value == null) continue;
    words.push(quantity(key, value));
  }
  return words.length > 0 ? words.join(', ') : device.receivedAt ? hm(device.receivedAt) : '–';
}

/** The device's clock against ours: +0,4 giây. */
export function offset(ms) {
  if (ms == null) return '–';
  const sign = Math.abs(ms) < 50 ? '' : ms < 0 ? '−' : '+';
  return Math.abs(ms) < 60_000 ? `${sign}${t('span.seconds', { n: n(Math.abs(ms) / 1000, 1) })}` : `${sign}${span(Math.abs(ms))}`;
}
