/** The account of dossiers in a period: what came in = what went out + what is still there. It checks itself. */
import { css, html, nothing } from 'lit';
import { glyph } from '../parts.js';
import { dmy, n, t } from '../words.js';
import { blank } from './sheet.js';

export const accountStyle = css`
  .ledger { display: flex; flex-flow: row wrap; justify-content: space-between; align-items: flex-start; gap: .5rem .75rem; padding-block: .625rem .6875rem; } .ledger .op { font-size: var(--t-xl); color: var(--text-3); padding-top: 1.25rem; line-height: 1; } .ledger dt { font-size: var(--t-s); color: var(--text-2); white-space: nowrap; } .ledger .num { font-size: 1.875rem; margin: .25rem 0 .3125rem; } .ledger .sub { font-size: var(--t-s); color: var(--text-2); white-space: nowrap; } .ledger .sub b { color: var(--text); font-weight: var(--w-semibold); } .ledger .is-crit b, .ledger .is-warn b { color: inherit; }
  .check { text-align: right; border-left: 1px solid var(--line); padding-left: 1rem; align-self: stretch; display: grid; gap: .1875rem; align-content: start; justify-items: end; font-size: var(--t-s); color: var(--text-2); white-space: nowrap; } .check .state { font-size: var(--t-m); font-weight: var(--w-semibold); color: var(--ok); } .check .state.is-warn { color: var(--warn); }
  @media (max-width: 110em) { .ledger { column-gap: .4375rem; } .check { padding-left: .625rem; } }
  @media (max-width: 64em) { .ledger dt { white-space: normal; } .ledger { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem 1rem; } .ledger .op { display: none; } .ledger .sub { white-space: normal; } .check { border: 0; padding: 0; text-align: left; justify-items: start; } }
`;

/** The two sides of the account; equal when every dossier is in one group. */
export function sides(totals) {
  const v = (field) => totals[field] ?? 0;
  return [v('carriedOver') + v('receivedNow'), v('settledNow') + v('open') + v('stoppedNow') + v('unsorted')];
}

export function account(totals) {
  if (!totals?.received) return html`<section class="card">${blank('nodata', t('wall.orgs-none'), t('wall.orgs-none-how'))}</section>`;
  const v = (field) => totals[field] ?? 0;
  const [came, went] = sides(totals);
  const inTime = v('open') - v('overdue') - v('soon') - v('paused') - v('toReceive');
  const op = (sign) => html`<span class="op" aria-hidden="true">${sign}</span>`;
  const b = (key, field, value = v(field)) => html`<span class="nw">${t(key)} <b>${n(value)}</b></span>`;
  return html`<section class="card ledger" aria-label=${t('account')}>
    <dl><dt>${t('account.carried-over')}</dt><dd class="num">${n(totals.carriedOver)}</dd><dd class="sub">${totals.periodAt == null ? '' : t('account.before', { date: dmy(totals.periodAt) })}</dd></dl>${op('+')}
    <dl><dt>${t('account.received')}</dt><dd class="num">${n(totals.receivedNow)}</dd><dd class="sub">${b('channel.online', 'receivedOnline')}</dd><dd class="sub">${b('channel.direct', '', v('receivedNow') - v('receivedOnline') - v('receivedByPost'))} · ${b('channel.post', 'receivedByPost')}</dd></dl>${op('=')}
    <dl><dt>${t('account.settled')}</dt><dd class="num">${n(totals.settledNow)}</dd><dd class="sub">${b('account.on-time', '', v('settledNow') - v('settledLate'))} · ${b('account.late', 'settledLate')}</dd><dd class="sub">${b('account.handover', 'handover')}</dd></dl>${op('+')}
    <dl><dt>${t('account.open')}</dt><dd class="num">${n(totals.open)}</dd><dd class="sub"><span class=${v('overdue') ? 'is-crit' : ''}>${b('overdue', 'overdue')}</span> · <span class=${v('soon') ? 'is-warn' : ''}>${b('soon', 'soon')}</span> · ${b('in-time', '', inTime)}</dd><dd class="sub">${b('account.supplement', '', v('paused') - v('pausedForPayment'))} · ${b('account.payment', 'pausedForPayment')} · ${b('account.to-receive', 'toReceive')}</dd></dl>${op('+')}
    <dl><dt>${t('account.stopped')}</dt><dd class="num">${n(totals.stoppedNow)}</dd></dl>
    ${v('unsorted') > 0 ? html`${op('+')}<dl><dt>${t('account.unsorted')}</dt><dd class="num is-warn">${n(totals.unsorted)}</dd><dd class="sub">${came === went ? html`<a href="/dossiers?state=unsorted">${t('account.see-unsorted')}</a>` : nothing}</dd></dl>` : nothing}
    <div class="check">${came === went ? html`<span class="state is-ok">${glyph('ok', false)}${t('account.balanced')}</span><span>${n(came)} = ${n(went)}</span>`
      : html`<span class="state is-warn">${glyph('warn', false)}${t('account.off-by', { n: n(Math.abs(came - went)) })}</span><span>${t('account.in-out', { in: n(came), out: n(went) })}</span><a href="/dossiers?state=unsorted">${t('account.see-unsorted')}</a>`}${totals.periodAt == null ? nothing : html`<span>${t('account.since', { date: dmy(totals.periodAt) })}</span>`}</div>
  </section>`;
}
