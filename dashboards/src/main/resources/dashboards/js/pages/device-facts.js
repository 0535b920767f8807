/** The two facts of a device with all that is known about it: for its page and for alerts about it. */
import { css, html, nothing } from 'lit';
import { live } from '../live.js';
import { glyph } from '../parts.js';
import { dm, faultWord, hm, hms, sameDay, span, span2, t } from '../words.js';
import { availabilityWords, paceWords } from './device-day.js';
import { deviceState, lastValues, offset, quantity } from './device.js';

export const CLOCK_OFF = 60_000;   // ms a device's clock may lie before it is shown as wrong

export const deviceStyle = css`
  .twof { display: grid; grid-template-columns: 1fr 1fr; gap: .625rem; } .twof > div { border: 1px solid var(--line); border-radius: var(--radius-s); padding: .5rem .625rem; background: var(--panel); min-width: 0; } .twof dt { font-size: var(--t-s); color: var(--text-2); } .twof .state { font-weight: var(--w-semibold); font-size: 1.0625rem; letter-spacing: -.01em; white-space: normal; color: var(--text); } .twof .state.is-warn { color: var(--warn); } .twof .state.is-crit { color: var(--crit); } .twof .state.is-nodata { color: var(--nodata); }
  .fault { display: flex; gap: .5rem; padding-left: .75rem; border-left: .25rem solid var(--crit-solid); } .fault .glyph { font-size: 1.25rem; margin-top: .0625rem; } .kv { display: grid; gap: .25rem; font-size: .9375rem; } .kv > div { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: .5rem; } .kv dt { color: var(--text-2); } .kv dd { overflow-wrap: anywhere; }
`;

/** @param more further [word, what] pairs before the last two */
export function deviceFacts(device, more = []) {
  const state = deviceState(device);
  const line = (word, what, style = '') => html`<div><dt>${word}</dt><dd class=${style}>${what}</dd></div>`;
  return html`<dl class="twof"><div><dt>${t('device.connected')}</dt><dd><span class="state is-${state.link[0]}">${glyph(state.link[0], false)}${state.link[1]}</span><p class="note">${session(device)}</p></dd></div>
      <div><dt>${t('device.reporting')}</dt><dd>${reports(device)}<p class="note">${device.periodMs ? t(`devices.period-${device.periodFrom ?? 'configured'}`, { span: span2(device.periodMs) }) : t('devices.no-period')}</p></dd></div></dl>
    ${device.fault ? html`<p class="fault">${glyph('crit')}<span>${fault(device)} ${t('devices.fault-why')}</span></p>` : nothing}
    <dl class="kv">${line(t('devices.col-last'), device.observedAt == null ? device.receivedAt == null ? '–' : t('devices.last-no-clock', { received: at(device.receivedAt) }) : t('devices.last', { observed: at(device.observedAt), received: at(device.receivedAt) }))}
      ${Object.values(device.values ?? {}).some((value) => value != null) ? line(t('devices.said'), lastValues(device)) : nothing}${Object.keys(device.parts ?? {}).length > 0 ? line(t('devices.parts'), parts(device)) : nothing}${line(t('devices.col-offset'), offset(device.offsetMs), Math.abs(device.offsetMs ?? 0) > CLOCK_OFF ? 'is-warn' : '')}
      ${more.map(([word, what]) => line(word, what))}${device.firmware ? line(t('devices.firmware'), device.firmware) : nothing}
      ${device.pace ? line(t('devices.rate'), paceWords(device)) : nothing}${line(t('devices.available'), availabilityWords(device))}</dl>`;
}

/** What each zone or radio said, the whole first. */
function parts(device) {
  return Object.entries(device.parts).flatMap(([key, parts]) => Object.entries(parts).map(([part, value]) => part ? `${part} ${quantity(key, value)}` : quantity(key, value))).join(', ');
}

/** 09:41:05 today, 23/11 09:41 on another day. */
function at(ms) {
  return sameDay(ms, live.now()) ? hms(ms) : `${dm(ms)} ${hm(ms)}`;
}

/** Since when, and whether its will went out. */
function session(device) {
  if (device.connectedSince == null || device.connected == null) return t('devices.no-session');
  return t(device.asleep ? 'devices.session-asleep' : device.connected ? 'devices.session-here' : 'devices.session-gone', { time: at(device.connectedSince) });
}

function fault(device) {
  const words = faultWord(device.fault), word = words[0].toUpperCase() + words.slice(1);
  return device.faultSince == null ? html`<b>${word}</b>.` : html`<b>${word} ${span(live.now() - device.faultSince)}</b>${t('devices.fault-since', { time: at(device.faultSince) })}`;
}

/** The second fact alone: a device with a fault may well report. */
function reports(device) {
  const [shape, words] = deviceState({ ...device, fault: null }).says;
  return html`<span class="state is-${shape}">${glyph(shape, false)}${shape === 'ok' ? t('devices.ago', { span: words }) : words}</span>`;
}
