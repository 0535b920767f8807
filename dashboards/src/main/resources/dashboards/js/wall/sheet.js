/** Style and head of a panel of the wall. */
import { css, html, nothing } from 'lit';
import { live } from '../live.js';
import { base } from '../parts.js';
import { hm } from '../words.js';

/* Captions 1.375rem, names 1.5rem, headings 1.75rem, figures >= 2.25rem: legible at five metres on an 86" screen. */
const panel = css`
  :host { display: flex; min-width: 0; min-height: 0; font-size: 1.5rem; --t-s: 1.375rem; --t-m: 1.5rem; --t-l: 1.75rem; --t-xl: 2.5rem; --t-2xl: 3.25rem; --t-3xl: 4.25rem; }
  .panel { flex: 1; background: var(--panel); border-radius: var(--radius-m); padding: .875rem 1.125rem 1rem; display: flex; flex-direction: column; min-width: 0; min-height: 0; }
  .panel > header { display: flex; align-items: last baseline; gap: 1.25rem; margin-bottom: .625rem; min-height: 2.5rem; white-space: nowrap; }
  h2 { font-size: var(--t-l); font-weight: var(--w-semibold); letter-spacing: -.005em; }
  .sum { margin-left: auto; color: var(--text-2); font-size: var(--t-m); }
  .sum b { color: var(--text); font-size: 2.25rem; font-weight: var(--w-num, var(--w-semibold)); letter-spacing: -.02em; line-height: 1; margin-right: .125rem; }
  .sum .is-crit, .sum .is-crit b { color: var(--crit); } .sum .is-warn, .sum .is-warn b { color: var(--warn); }
  .sum span + span { margin-left: 1.5rem; }
  .stamp { font-size: var(--t-s); font-weight: var(--w-medium); padding: 0 .4375rem; border-radius: var(--radius-s); line-height: 1.35; align-self: center; border: .125rem dashed var(--text-2); color: var(--text-2); }
  header:has(.stamp) { gap: .625rem; } .stamp ~ .sum b { font-size: 2rem; } .stamp ~ .sum span + span { margin-left: .75rem; }
  .key { display: inline-block; width: 1.25rem; height: 1.25rem; vertical-align: -.0625rem; margin-right: .5rem; } .key.late { background: var(--crit-solid); }
  .empty { flex: 1; border: .125rem dashed var(--line-strong); border-radius: var(--radius-s); padding: 1rem 1.25rem; display: flex; flex-direction: column; justify-content: center; gap: .5rem; color: var(--text-2); }
  .empty b { color: var(--text); font-size: var(--t-l); line-height: 1.28; }
`;

export const sheets = [base, panel];

/** Heading of a panel, with the time of its figures while the connection is lost. */
export function head(title, sum = nothing) {
  const stamp = live.state === 'lost' ? html`<span class="stamp">${hm(live.lostSince)}</span>` : nothing;
  return html`<header><h2>${title}</h2>${stamp}${sum === nothing ? nothing : html`<p class="sum">${sum}</p>`}</header>`;
}

export function empty(title, text) {
  return html`<div class="empty"><b>${title}</b><p>${text}</p></div>`;
}
