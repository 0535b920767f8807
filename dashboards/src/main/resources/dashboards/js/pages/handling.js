/** The steps in the handling of a dossier: where it is, what each took of the working time it had. */
import { css, html, nothing, svg } from 'lit';
import { glyph } from '../parts.js';
import { dm, hm, hours, n, name, t } from '../words.js';

export const handlingStyle = css`
  .steps { grid-column: 1 / -1; } .handled { table-layout: fixed; } .handled th:nth-child(1) { width: 34%; } .handled th:nth-child(2) { width: 15%; } .handled th:nth-child(3) { width: 18%; } .handled th:nth-child(5) { width: 9.5rem; } .handled td { padding-block: .4375rem; vertical-align: middle; } .handled td:first-child { white-space: normal; } .handled th:last-child, .handled td:last-child { text-align: right; font-variant-numeric: tabular-nums; }
  .handled svg.b { width: 100%; height: 1.125rem; display: block; } .b .plan { fill: none; stroke: var(--line-strong); vector-effect: non-scaling-stroke; } .b .used { fill: var(--data-1); } .b .ex { fill: var(--crit-solid); } .handled .now > td { font-weight: var(--w-semibold); } .handled .now small { font-weight: var(--w-regular); } .handled .late > td:last-child { color: var(--crit); font-weight: var(--w-semibold); } .handled .odd > td { color: var(--text-2); }
  @media (max-width: 47.99em) { .handled, .handled tbody, .handled tr, .handled td { display: block; width: auto; } .handled thead { display: none; } .handled tr { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .125rem .75rem; padding: .5rem 0; border-bottom: 1px solid var(--line); } .handled td { border: 0 !important; padding: 0 !important; } .handled td:nth-child(2) { text-align: right; } .handled td:nth-child(3), .handled td:nth-child(5) { font-size: var(--t-s); } .handled td:nth-child(3) { white-space: nowrap; } .handled td:nth-child(3) small { display: inline; } .handled td:nth-child(4) { order: 1; grid-column: 1 / -1; } }
`;

export function handling({ steps, stepsBy }) {
  const most = Math.max(1, ...steps.map((step) => Math.max(step.used, step.allowed ?? 0)));
  const late = steps.filter((step) => step.late).length;
  return html`<section class="card steps" id="steps" aria-labelledby="h-steps"><header><h2 id="h-steps">${t('steps.title')}</h2><p>${steps.length === 0 ? '' : html`${late > 0 ? html`<span class="state is-crit">${glyph('crit', false)}${t('steps.late-n', { n: n(late) })}</span> · ` : nothing}${name(stepsBy)} · ${t('steps.legend')}`}</p></header>
    ${steps.length === 0 ? html`<p class="note">${t('steps.none')}</p>` : html`<table class="tbl handled"><thead><tr><th>${t('steps.step')}</th><th>${t('dossier.status')}</th><th>${t('steps.when')}</th><th><span class="vh">${t('steps.time')}</span></th><th>${t('steps.used')}</th></tr></thead>
      <tbody>${steps.map((step) => html`<tr class="${step.current ? 'now' : ''} ${step.late ? 'late' : ''} ${step.doubtful ? 'odd' : ''}" aria-current=${step.current ? 'step' : nothing}>
        <td>${step.text || t('steps.unnamed')}<small>${[step.office, step.title].filter(Boolean).join(' · ')}</small></td><td>${state(step)}</td>
        <td>${dm(step.from)} ${hm(step.from)}<small>${step.dueAt == null ? t('steps.undated') : t('steps.due', { time: `${dm(step.dueAt)} ${hm(step.dueAt)}` })}</small></td><td>${step.doubtful ? nothing : track(step, most)}</td>
        <td>${step.doubtful ? '–' : html`${hours(step.used)} / ${step.allowed == null ? '–' : hours(step.allowed)}`}</td></tr>`)}</tbody></table>`}</section>`;
}

function state(step) {
  if (step.doubtful) return html`<span class="state">${t('steps.doubtful')}</span><small>${t('steps.doubtful-means')}</small>`;
  const shape = step.late ? 'crit' : step.current ? 'pending' : 'ok';
  const word = t(step.current ? 'steps.current' : 'steps.done');
  return step.late ? html`<span class="state is-crit">${glyph(shape, false)}${t('steps.late', { state: word })}</span>` : html`${word}`;
}

/** Frame: allowed; filled: used; red: more than allowed. All steps on one scale. */
function track({ used, allowed }, most) {
  const x = (ms) => ms / most * 100;
  const within = allowed == null ? used : Math.min(used, allowed);
  return html`<svg class="b" viewBox="0 0 100 18" preserveAspectRatio="none" aria-hidden="true">${svg`<rect class="used" x="0" y="4" width=${x(within)} height="10"></rect>${used > within ? svg`<rect class="ex" x=${x(within)} y="4" width=${x(used - within)} height="10"></rect>` : nothing}${allowed == null ? nothing : svg`<rect class="plan" x="0" y="2" width=${x(allowed)} height="14"></rect>`}`}</svg>`;
}
