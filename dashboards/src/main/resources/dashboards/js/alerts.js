/** Alerts in words, made of rule and figures; the messages hold the sentences. */
import { faultWord, has, n, name, percent, t } from './words.js';

const RANK = { critical: 0, high: 1, low: 2 };

/** Whether it asks for somebody: nobody has it, and no other alert stands for it. */
export function isWaiting(alert) {
  return (alert.state === 'new' || alert.state === 'returned') && !alert.within;
}

/** Those nobody has first, then the more urgent, then the newer. */
export function urgency(a, b) {
  return (isWaiting(a) ? 0 : 1) - (isWaiting(b) ? 0 : 1)
    || (RANK[a.priority] ?? 1) - (RANK[b.priority] ?? 1) || b.raisedAt - a.raisedAt;
}

/** "Bàu Đồn: chờ quá 30 phút, 7 người". */
export function alertText(alert) {
  if (alert.storm > 0) return t('alert.storm', { rule: name(alert.ruleName), n: n(alert.storm) });
  const whole = `alert.${alert.kind}.whole`;
  const who = has(`part.${alert.subject}`) ? t(`part.${alert.subject}`) : name(alert.name);
  if (has(whole)) return t(whole, { ...figures(alert), who });
  const what = alertWhat(alert);
  return who ? `${who}: ${what}` : what;
}

/** The same without the name of its subject. */
export function alertWhat(alert) {
  const key = `alert.${alert.kind}`;
  const counted = alert.count != null && alert.count > 0 && has(`${key}.counted`) ? `${key}.counted` : key;
  return has(counted) ? t(counted, figures(alert)) : name(alert.ruleName) || t('alert.other', { rule: alert.rule });
}

/** As a line of a list about one point: what happened, with the device's name when it is one. */
export function alertLine(alert) {
  const text = alert.kind?.startsWith('device') ? alertText(alert) : alertWhat(alert);
  return text[0].toUpperCase() + text.slice(1);
}

function figures(alert) {
  return {
    value: n(alert.value), limit: n(alert.limit), count: n(alert.count),
    minutes: n(alert.value == null ? null : Math.floor(alert.value / 60_000)),
    limitMinutes: n(alert.limit == null ? null : Math.round(alert.limit / 60_000)),
    seconds: n(alert.value), days: n(alert.value), share: percent(alert.value), limitShare: percent(alert.limit, 0),
    fault: faultWord(alert.fault),
  };
}
