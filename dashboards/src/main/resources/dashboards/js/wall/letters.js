/** Letters of apology: how many are owed, how far they are, and which units owe the most. */
import { LitElement, css, html, nothing } from 'lit';
import { Watch } from '../live.js';
import { glyph } from '../parts.js';
import { n, name, t } from '../words.js';
import { head, sheets } from './sheet.js';

const ROWS = 3;
const MANY = 1000;    // letters, from which on the figure is smaller

class Letters extends LitElement {
  static styles = [...sheets, css`
    .owed { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 1.25rem; align-items: center; margin-bottom: .625rem; } .owed .num { font-size: 5rem; } .owed .num.many { font-size: 3.25rem; } .owed p { color: var(--text-2); font-size: var(--t-s); line-height: 1.3; white-space: nowrap; } .owed span { display: block; }
    ul { flex: 1; display: grid; grid-auto-rows: 1fr; max-height: 11rem; } li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: .75rem; align-items: center; border-top: .0625rem solid var(--line); white-space: nowrap; } li span { overflow: hidden; text-overflow: ellipsis; }
    .calm { flex: 1; display: flex; align-items: center; gap: .75rem; color: var(--text-2); border-top: .0625rem solid var(--line); } .calm .glyph { font-size: 1.75rem; }
  `];

  #watch = new Watch(this, 'overview', ['org:', 'dossiers']);

  render() {
    const { topic } = this.#watch;
    const { apologyOwed: owed = 0, apologyPast: past = 0, apologyDraft: draft = 0, apologySigned: signed = 0, apologySent: sent = 0 } = topic.of('dossiers') ?? {};
    const orgs = topic.all('org:').filter((org) => org.apologyOwed > 0).sort((a, b) => b.apologyPast - a.apologyPast || b.apologyOwed - a.apologyOwed || a.order - b.order).slice(0, ROWS);
    return html`<section class="panel" aria-labelledby="h">${head(html`<span id="h">${t('wall.letters-title')}</span>`, html`<b>${n(sent)}</b> ${t('wall.letters-sent')}`)}
      <div class="owed"><b class="num ${owed < MANY ? '' : 'many'}">${n(owed)}</b><p><span>${t('wall.letters-owed')}</span><span class=${past ? 'is-crit' : ''}>${t('wall.letters-late', { n: n(past) })}</span><span>${t('wall.letters-begun', { draft: n(draft), signed: n(signed) })}</span></p></div>
      ${orgs.length === 0 ? html`<p class="calm">${glyph('ok', false)}${t('wall.letters-none')}</p>` : html`<ul>${orgs.map((org) => html`<li><span>${name(org.name)}</span>
        <b class=${org.apologyPast ? 'is-crit' : nothing}>${org.apologyPast ? t('wall.letters-late', { n: n(org.apologyPast) }) : t('wall.letters-to-send', { n: n(org.apologyOwed) })}</b></li>`)}</ul>`}
    </section>`;
  }
}

customElements.define('wall-letters', Letters);
