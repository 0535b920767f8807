/**
 * Words, numbers and times in the reader's language. Words come from messages/<language>.json by key, names from the
 * server in both languages. Times are shown in the zone of the server, 24 h, dd/mm/yyyy.
 */
import { live } from './live.js';

const LANGUAGES = ['vi', 'en'];
const LOCALES = { vi: 'vi-VN', en: 'en-GB' };
const SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE, DAY = 24 * HOUR;

let language = asked();
let messages = await load(language);
document.documentElement.lang = language;

function asked() {
  const wish = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem('language');
  return LANGUAGES.includes(wish) ? wish : LANGUAGES[0];
}

async function load(name) {
  const answer = await fetch(new URL(`../messages/${name}.json`, import.meta.url));
  return answer.json();
}

export function lang() {
  return language;
}

export async function speak(name) {
  messages = await load(name);
  language = name;
  localStorage.setItem('language', name);
  document.documentElement.lang = name;
  formats.clear();
  dispatchEvent(new CustomEvent('language'));
  live.redraw();
}

/** The message of a key with {names} filled in; {n|person|people} is the word that fits the number n. */
export function t(key, values) {
  const message = messages[key];
  if (message === undefined) {
    console.error(`no message: ${key}`);
    return key;
  }
  return values ? message.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g,
      (whole, name, one, more) => one === undefined ? values[name] ?? whole : String(values[name]) === '1' ? one : more) : message;
}

export function has(key) {
  return key in messages;
}

/** A name that came in both languages; a plain text stays as it is. */
export function name(both) {
  return both == null ? '' : typeof both === 'string' ? both : both[language] ?? both.vi ?? both.en ?? '';
}

// numbers ------------------------------------------------------------------------------------------------------------

const formats = new Map();

function format(key, make) {
  let found = formats.get(key);
  if (!found) {
    found = make();
    formats.set(key, found);
  }
  return found;
}

/** 1.284.472 or 1,284,472; a dash for what nobody knows. */
export function n(value, digits = 0) {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  return format(`n${digits}`, () => new Intl.NumberFormat(LOCALES[language],
      { minimumFractionDigits: digits, maximumFractionDigits: digits })).format(value);
}

/** A share 0..1 as 94,6, without the sign. */
export function percent(share, digits = 1) {
  return share === null || share === undefined ? '–' : n(share * 100, digits);
}

/** A share with its target as 94,6: never rounded up to a target that was missed, 100 without digits. */
export function shareOf({ share, target } = {}) {
  return share == null ? '–' : share >= 1 ? n(100) : n(share < target ? Math.floor(share * 1000) / 10 : share * 100, 1);
}

/** A fault that a device reports; of hardware also which part, as the device calls it. */
export function faultWord(fault) {
  if (!fault) return t('trouble.fault');
  if (has(`fault.${fault}`)) return t(`fault.${fault}`);
  return fault.startsWith('hardware-') ? `${t('fault.hardware')}: ${fault.slice(9)}` : fault;
}

export function bytes(value) {
  if (value == null) return '–';
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let at = 0;
  let rest = value;
  while (rest >= 1000 && at < units.length - 1) {
    rest /= 1000;
    at++;
  }
  return `${n(rest, rest < 10 && at > 0 ? 1 : 0)} ${units[at]}`;
}

/** Bytes a second as bits a second, the way lines are sold. */
export function rate(bytesPerSecond) {
  if (bytesPerSecond == null) return '–';
  const bits = bytesPerSecond * 8;
  return bits < 1e6 ? `${n(bits / 1e3)} kb/s` : `${n(bits / 1e6, bits < 1e7 ? 1 : 0)} Mb/s`;
}

// times --------------------------------------------------------------------------------------------------------------

function parts(ms) {
  const found = format(`p${live.zone}`, () => new Intl.DateTimeFormat('en-GB', { timeZone: live.zone, hourCycle: 'h23',
    year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' }));
  const at = {};
  for (const part of found.formatToParts(ms)) at[part.type] = part.value;
  return at;
}

export function hm(ms) {
  if (ms == null) return '–';
  const at = parts(ms);
  return `${at.hour}:${at.minute}`;
}

export function hms(ms) {
  if (ms == null) return '–';
  const at = parts(ms);
  return `${at.hour}:${at.minute}:${at.second}`;
}

export function seconds(ms) {
  return parts(ms).second;
}

export function dmy(ms) {
  if (ms == null) return '–';
  const at = parts(ms);
  return `${at.day}/${at.month}/${at.year}`;
}

export function dm(ms) {
  if (ms == null) return '–';
  const at = parts(ms);
  return `${at.day}/${at.month}`;
}

export function sameDay(a, b) {
  return a != null && b != null && dmy(a) === dmy(b);
}

/** 09:34 today, 23/11 09:34 on another day. */
export function moment(ms) {
  return ms == null ? '–' : sameDay(ms, live.now()) ? hm(ms) : `${dm(ms)} ${hm(ms)}`;
}

/** mon to sun. */
export function dayOfWeek(ms) {
  return format(`w${live.zone}`, () => new Intl.DateTimeFormat('en-GB', { timeZone: live.zone, weekday: 'short' })).format(ms).toLowerCase();
}

export function weekday(ms) {
  return t(`day.${dayOfWeek(ms)}`);
}

/** Thứ Ba, 24/11/2026. */
export function longDate(ms) {
  const day = weekday(ms);
  return `${day[0].toUpperCase()}${day.slice(1)}, ${dmy(ms)}`;
}

/** How many days ago that day, such as 2026-11-20, was; null for none. */
export function daysAgo(day) {
  if (!day) return null;
  const at = parts(live.now());
  return Math.round((Date.UTC(at.year, at.month - 1, at.day) - Date.parse(`${day}T00:00Z`)) / DAY);
}

/** That day in a word, as seen from today: hôm qua, thứ Sáu, 20/11. */
export function dayWord(day) {
  const ago = daysAgo(day);
  const noon = Date.parse(`${day}T12:00Z`);
  return ago === 1 ? t('yesterday') : ago < 7 ? t(`weekday.${new Date(noon).getUTCDay()}`) : dm(noon);
}

/** A figure of the day before with its day, "hôm qua 14"; nothing when it is not known. */
export function before(of, text) {
  return of?.day && text != null ? t('before', { day: dayWord(of.day), figure: text }) : '';
}

/** T3, CN; Tue, Sun. */
export function shortWeekday(ms) {
  return t(`day.short.${dayOfWeek(ms)}`);
}

/** Start of the day of `ms` in the server's zone. */
export function midnight(ms) {
  const at = parts(ms);
  return ms - ms % SECOND - (Number(at.hour) * 3600 + Number(at.minute) * 60 + Number(at.second)) * SECOND;
}

/** The instant that `dd/mm/yyyy HH:mm` means in the server's zone; null for what is none. */
export function clockTime(text) {
  const found = /^\s*(\d{1,2})\/(\d{1,2})\/(\d{4})\s+(\d{1,2}):(\d{2})\s*$/.exec(text ?? '');
  if (!found) return null;
  const [day, month, year, hour, minute] = found.slice(1).map(Number);
  const asIfUtc = Date.UTC(year, month - 1, day, hour, minute);
  const there = parts(asIfUtc);
  const guess = 2 * asIfUtc - Date.UTC(there.year, there.month - 1, there.day, there.hour, there.minute);
  const at = parts(guess);
  return Number(at.day) === day && Number(at.month) === month && Number(at.year) === year && Number(at.hour) === hour && Number(at.minute) === minute ? guess : null;
}

/** How long, in its largest unit: 40 giây, 18 phút, 3 giờ, 4 ngày. */
export function span(ms) {
  const long = Math.max(0, ms);
  if (long < MINUTE) return t('span.seconds', { n: n(Math.floor(long / SECOND)) });
  if (long < HOUR) return t('span.minutes', { n: n(Math.floor(long / MINUTE)) });
  if (long < DAY) return t('span.hours', { n: n(Math.floor(long / HOUR)) });
  return t('span.days', { n: n(Math.floor(long / DAY)) });
}

/** The same with a prime for minutes, where room is scarce: 18′. */
export function shortSpan(ms) {
  return ms >= MINUTE && ms < HOUR ? prime(Math.floor(ms / MINUTE)) : span(ms);
}

/** How long, in its two largest units: 2 giờ 5 phút. */
export function span2(ms) {
  const long = Math.max(0, ms);
  if (long < HOUR) return span(long);
  const [big, small, over, under] = long < DAY ? [HOUR, MINUTE, 'hours', 'minutes'] : [DAY, HOUR, 'days', 'hours'];
  const rest = Math.floor(long % big / small);
  const first = t(`span.${over}`, { n: n(Math.floor(long / big)) });
  return rest === 0 ? first : `${first} ${t(`span.${under}`, { n: n(rest) })}`;
}

/** Working time in its two largest units, where a day is as long as the office works: 3 ngày 2 giờ. */
export function workingSpan(ms, perDay) {
  const minutes = Math.floor(Math.abs(ms) / MINUTE), day = perDay / MINUTE;
  const amounts = [['days', Math.floor(minutes / day)], ['hours', Math.floor(minutes % day / 60)], ['minutes', Math.floor(minutes % day % 60)]];
  const first = amounts.findIndex(([, amount]) => amount > 0);
  if (first < 0) return t('span.minutes', { n: n(0) });
  return amounts.slice(first, first + 2).filter(([, amount]) => amount > 0).map(([unit, amount]) => t(`span.${unit}`, { n: n(amount) })).join(' ');
}

/** Hours and minutes of working time: 40:00. */
export function hours(ms) {
  const minutes = Math.floor(ms / MINUTE);
  return `${n(Math.floor(minutes / 60))}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Whole minutes since an instant, never negative; null for none. */
export function minutesSince(ms) {
  return ms == null ? null : Math.max(0, Math.floor((live.now() - ms) / MINUTE));
}

/** Whole minutes with a prime: 42′. */
export function prime(minutes) {
  return minutes === null ? '–' : `${n(minutes)}′`;
}

/** Late by or left, in days when it is days: "quá 4 ngày", "còn 5 giờ". */
export function due(dueAt) {
  if (dueAt == null) return t('due.none');
  const left = dueAt - live.now();
  return left < 0 ? t('due.late', { span: span(-left) }) : t('due.left', { span: span(left) });
}

/**
 * How fresh a value is by its own rhythm: ok, late after two periods, silent after ten, never. A source without a
 * rhythm is as fresh as the server says.
 */
export function freshness(heardAt, periodMs) {
  if (heardAt == null) return 'never';
  if (!periodMs) return 'ok';
  const age = live.now() - heardAt;
  return age > 10 * periodMs ? 'silent' : age > 2 * periodMs ? 'late' : 'ok';
}
