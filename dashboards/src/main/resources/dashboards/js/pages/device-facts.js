/** The two facts of a device with all that is known about it: for its page and for alerts about it. */
import { css, html, nothing } from 'lit';
import { live } from '../live.js';
import { glyph } from '../parts.js';
import { dm, faultWord, hm, hms, sameDay, span, t } from '../words.js';
import { deviceState, lastValues, offset } from './device.js';

export const CLOCK_OFF = 60_000;   // ms a device's clock may lie before it is shown as wrong

export const deviceStyle = css`
  .twof { display: grid; grid-template-columns: 1fr 1fr; gap: .625rem; } .twof > div { border: 1px solid var(--line); border-radius: var(--radius-s); padding: .5rem .75rem; background: var(--panel); min-width: 0; } .twof dt { font-size: var(--t-s); color: var(--text-2); } .twof .state { font-weight: var(--w-semibold); font-size: var(--t-l); white-space: normal; color: var(--text); } .twof .state.is-warn { color: var(--warn); } .twof .state.is-crit { color: var(--crit); } .twof .state.is-nodata { color: var(--nodata); }
  .fault { display: flex; gap: .5rem; padding-left: .75rem; border-left: .25rem solid var(--crit-solid); } .fault .glyph { font-size: 1.25rem; } .kv { display: grid; gap: .25rem; font-size: .9375rem; } .kv > div { display: grid; grid-template-columns: 7.5rem minmax(0, 1fr); gap: .5rem; } .kv dt { color: var(--text-2); }
`;

export function deviceFacts(device) {
  const state = deviceState(device);
  return html`<dl class="twof"><div><dt>${t('device.connected')}</dt><dd><span class="state is-${state.link[0]}">${glyph(state.link[0], false)}${state.link[1]}</span><p class="note">${device.connectedSince ? t('devices.since', { time: sameDay(device.connectedSince, live.now()) ? hms(device.connectedSince) : `${dm(device.connectedSince)} ${hm(device.connectedSince)}` }) : t('devices.no-session')}</p></dd></div>
      <div><dt>${t('device.reporting')}</dt><dd>${reports(device)}<p class="note">${device.periodMs ? t('devices.period', { span: span(device.periodMs) }) : t('devices.no-period')}</p></dd></div></dl>
    ${device.fault ? html`<p class="fault">${glyph('crit')}<span><b>${faultWord(device.fault)}</b>. ${t('devices.fault-why')}</span></p>` : nothing}
    <dl class="kv"><div><dt>${t('devices.col-last')}</dt><dd>${device.observedAt == null ? '–' : t('devices.last', { observed: hms(device.observedAt), received: hms(device.receivedAt) })}</dd></div><div><dt>${t('devices.said')}</dt><dd>${lastValues(device)}</dd></div><div><dt>${t('devices.col-offset')}</dt><dd class=${Math.abs(device.offsetMs ?? 0) > CLOCK_OFF ? 'is-warn' : ''}>${offset(device.offsetMs)}</dd></div></dl>`;
}

/** The second fact alone: a device with a fault may well report. */
function reports(device) {
  const [shape, words] = deviceState({ ...device, fault: null }).says;
  return html`<span class="state is-${shape}">${glyph(shape, false)}${shape === 'ok' ? t('devices.ago', { span: words }) : words}</span>`;
}
