/** Who may come in: people by unit, their sign-ins, keys of machines, and what everybody did. */
import { LitElement, css, html, nothing } from 'lit';
import { live } from '../live.js';
import { may, me, post } from '../me.js';
import { glyph, rest } from '../parts.js';
import { dmy, hm, n, name, span, t } from '../words.js';
import './audit.js';
import { bar, blank, sheet, sheets, waiting } from './sheet.js';
import { edit, makeToken } from './person.js';

const DAY = 86_400_000;

class People extends LitElement {
  static styles = [...sheets, css`
    main { grid-template-columns: minmax(12rem, 15rem) minmax(0, 1fr) minmax(17rem, 21rem); grid-template-rows: minmax(0, 1fr) auto; grid-auto-rows: auto; align-content: stretch; } ioc-audit { grid-column: 3; grid-row: 1 / span 2; min-height: 0; } .screens { grid-column: 1 / span 2; min-width: 0; } .screens:empty { display: none; }
    .tree ul { display: grid; } .tree li button { border: 0; background: none; width: 100%; display: flex; justify-content: space-between; gap: .5rem; text-align: left; padding: .3125rem .5rem; border-left: 3px solid transparent; cursor: pointer; line-height: 1.3; } .tree button[aria-pressed="true"] { background: var(--panel); border-left-color: var(--info); font-weight: var(--w-semibold); } .tree .below { padding-left: 1.25rem; } .tree .n { color: var(--text-2); font-weight: var(--w-regular); } .tree .scroll, .list { overflow: auto; min-height: 0; }
    .list { flex: 1; } .head { display: flex; gap: .5rem 1rem; align-items: center; flex-wrap: wrap; margin-bottom: .5rem; } .head .tabs { border: 0; flex: 1 0 25rem; } @media (max-width: 47.99em) { .head .tabs { flex: 1 1 100%; } .head .field { flex: 1; } } td button.who { border: 0; background: none; padding: .25rem 0; text-align: left; cursor: pointer; color: inherit; } td button.who:hover b { text-decoration: underline; } .tbl td small { display: inline; } .tbl td small.under { display: none; } td .tag.off { border-style: dashed; } tr.off { color: var(--text-3); }
    .tbl { font-size: var(--t-s); } .tbl td { white-space: nowrap; } .tbl td.wide { white-space: normal; min-width: 8rem; } .btn.bad { color: var(--crit); border-color: currentColor; } .more { margin-top: auto; padding-top: .5rem; font-size: var(--t-s); color: var(--text-2); line-height: 1.4; } .failed { color: var(--crit); }
    @media (max-width: 100em) { .tbl .who small { display: block; } .everybody :is(th, td):nth-child(5) { display: none; } }
    @media (max-width: 47.99em) { .everybody :is(th, td):is(:nth-child(3), :nth-child(4)) { display: none; } .everybody td:first-child { white-space: normal; } .tbl td small.under { display: block; } }
    @media (max-width: 70em) { main { grid-template-columns: minmax(0, 1fr); grid-template-rows: none; align-content: start; } ioc-audit, .screens { grid-column: 1; grid-row: auto; } .tree { display: none; } .list { overflow-x: auto; } ioc-audit { max-height: 40rem; } }
  `];
  static properties = { people: { state: true }, signIns: { state: true }, tokens: { state: true }, places: { state: true }, tab: { state: true }, org: { state: true }, words: { state: true }, failed: { state: true }, sure: { state: true } };

  constructor() {
    super();
    this.tab = 'people';
    this.org = this.words = this.failed = this.sure = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.redraw = () => this.requestUpdate();
    addEventListener('language', this.redraw);
    this.every = setInterval(this.redraw, 1000);
    if (may('people')) this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('language', this.redraw);
    clearInterval(this.every);
  }

  async #load() {
    try {
      [this.people, this.signIns, this.tokens, this.places] = await Promise.all([rest('/people'), rest('/sign-ins'), rest('/tokens'), this.places ?? rest('/places')]);
      this.failed = '';
    } catch (error) {
      this.failed = t('alerts.failed', { why: error.message });
    }
  }

  async #changed(path, body) {
    try {
      await post(path, body);
      await this.#load();
      this.renderRoot.querySelector('ioc-audit')?.look();
    } catch (error) {
      this.failed = t('alerts.failed', { why: error.message });
    }
  }

  render() {
    const figures = this.people ? html`<p class="kpi"><b>${n(this.people.length)}</b>${t('people.people')}</p><p class="kpi"><b>${n(this.signIns.length)}</b>${t('people.sign-ins')}</p>` : nothing;
    const head = bar(this, { title: t('people.title'), figures });
    if (!may('people')) return sheet(head, html`<main>${blank('nodata', t('people.not-yours'), t('people.not-yours-means'))}</main>`);
    if (me().mode === 'open') return sheet(head, html`<main>${blank('nodata', t('people.open'), t('people.open-means'))}</main>`);
    if (!this.people) return this.failed ? sheet(head, html`<main>${blank('nodata', this.failed)}</main>`) : sheet(head, waiting());
    return sheet(head, html`<main>${this.#tree()}
      <section class="card" aria-label=${t('people.title')}><div class="head"><div class="tabs">${['people', 'sign-ins', 'tokens'].map((each) => html`<button aria-pressed=${this.tab === each ? 'true' : 'false'} @click=${() => this.tab = each}>${t(`people.tab-${each}`)}<span class="num">${n(this.#count(each))}</span></button>`)}</div>
        ${this.tab === 'people' ? html`<input class="field" type="search" aria-label=${t('people.find')} placeholder=${t('people.find')} .value=${this.words} @input=${(event) => this.words = event.target.value}><button class="btn" id="invite" @click=${() => this.#edit(null)}>${t('people.invite')}</button>` : this.tab === 'tokens' ? html`<button class="btn" id="token" @click=${() => makeToken(this.places, () => this.#load())}>${t('people.make-token')}</button>` : nothing}</div>
        ${this.failed ? html`<p class="failed" role="alert">${this.failed}</p>` : nothing}
        <div class="list" tabindex="0" role="region" aria-label=${t(`people.tab-${this.tab}`)}>${this.tab === 'people' ? this.#people() : this.tab === 'tokens' ? this.#tokens() : this.#signIns()}</div>
        <p class="more">${t('people.scope-means')}</p></section>
      <ioc-audit .people=${this.people}></ioc-audit><div class="screens" id="screens"></div></main>`);
  }

  #count(tab) {
    return { people: this.people, 'sign-ins': this.signIns, tokens: this.tokens }[tab].length;
  }

  #edit(person) {
    edit(person, this.places, () => {
      this.#load();
      this.renderRoot.querySelector('ioc-audit')?.look();
    });
  }

  // units ------------------------------------------------------------------------------------------------------------

  #tree() {
    const count = (id) => this.people.filter((person) => person.orgs.includes(id)).length;
    const used = this.places.orgs.filter((org) => count(org.id) > 0);
    const row = (id, words, many, below) => html`<li class=${below ? 'below' : ''}><button aria-pressed=${this.org === id ? 'true' : 'false'} @click=${() => this.org = id}><span>${words}</span><span class="n">${n(many)}</span></button></li>`;
    return html`<section class="card tree" aria-labelledby="h-tree"><header><h2 id="h-tree">${t('people.by-unit')}</h2></header><ul class="scroll">${row('', t('people.everybody'), this.people.length)}${row('*', t('people.whole'), this.people.filter((person) => person.orgs.length === 0).length, true)}${used.map((org) => row(org.id, name(org.name), count(org.id), true))}</ul><p class="more">${t('people.unit-means')}</p></section>`;
  }

  #scope(orgs) {
    return orgs.length === 0 ? t('people.whole') : orgs.map((id) => name(this.places.orgs.find((org) => org.id === id)?.name) || id).join(', ');
  }

  // lists ------------------------------------------------------------------------------------------------------------

  #people() {
    const words = this.words.trim().toLowerCase();
    const rows = this.people.filter((person) => (this.org === '' || (this.org === '*' ? person.orgs.length === 0 : person.orgs.includes(this.org)))
      && (words === '' || `${person.name} ${person.login} ${this.#scope(person.orgs)}`.toLowerCase().includes(words)));
    if (rows.length === 0) return blank('nodata', t('people.none'));
    return html`<table class="tbl everybody"><thead><tr><th>${t('people.person')}</th><th>${t('people.role')}</th><th>${t('people.scope')}</th><th>${t('people.by')}</th><th class="r">${t('people.sign-ins')}</th><th>${t('people.last')}</th></tr></thead><tbody>
      ${rows.map((person) => html`<tr class=${person.active ? '' : 'off'} data-id=${person.id}><td><button class="who" @click=${() => this.#edit(person)}><b>${person.name}</b> <small>${person.login}</small></button><small class="under">${this.#scope(person.orgs)}</small></td>
        <td><span class="tag ${person.active && person.role ? '' : 'off'}">${!person.active ? t('people.inactive') : person.role ? t(`role.${person.role}`) : t('role.none')}</span>${person.unused ? html`<br><span class="state is-warn">${glyph('warn', false)}${t('people.unused')}</span>` : nothing}</td><td class="wide">${this.#scope(person.orgs)}</td>
        <td class="wide">${person.provider ? t('people.by-provider') : person.second ? t('people.by-second') : person.password ? t('people.by-password') : person.invitedUntil > live.now() ? t('people.by-invitation', { time: dmy(person.invitedUntil) }) : '–'}</td><td class="r ${person.signIns ? '' : 'zero'}">${n(person.signIns)}</td><td>${person.unused ? dmy(person.usedAt) : this.#ago(person.seenAt ?? (person.signIns || person.password || person.provider ? person.usedAt : null))}</td></tr>`)}</tbody></table>`;
  }

  #ago(at) {
    if (at == null) return '–';
    const past = live.now() - at;
    return past < 120_000 ? t('people.now') : past < DAY ? t('people.ago', { span: span(past) }) : `${hm(at)} ${dmy(at)}`;
  }

  #signIns() {
    const whose = (one) => this.people.find((person) => person.id === one.person);
    return html`<table class="tbl"><thead><tr><th>${t('people.person')}</th><th>${t('people.since')}</th><th>${t('people.last')}</th><th>${t('people.address')}</th><th>${t('people.browser')}</th><th><span class="vh">${t('people.end')}</span></th></tr></thead><tbody>
      ${this.signIns.map((one) => html`<tr><td><b>${whose(one)?.name ?? one.person}</b>${one.id === me().person.signIn ? html` <span class="tag new">${t('people.this')}</span>` : nothing}</td><td>${hm(one.begunAt)} ${dmy(one.begunAt)}</td><td>${this.#ago(one.seenAt)}</td><td>${one.address}</td><td class="wide">${browser(one.browser)}</td><td class="r">${this.#end(one.id, `/sign-ins/${one.id}/end`)}</td></tr>`)}</tbody></table>`;
  }

  #tokens() {
    if (this.tokens.length === 0) return blank('ok', t('people.no-tokens'), t('people.tokens-mean'));
    return html`<table class="tbl"><thead><tr><th>${t('people.token')}</th><th>${t('people.role')}</th><th>${t('people.scope')}</th><th>${t('people.made')}</th><th>${t('people.until')}</th><th>${t('people.last')}</th><th><span class="vh">${t('people.end')}</span></th></tr></thead><tbody>
      ${this.tokens.map((one) => html`<tr><td><b>${one.name}</b></td><td><span class="tag">${t(`role.${one.role}`)}</span></td><td class="wide">${this.#scope(one.orgs)}</td><td>${one.madeBy}</td><td>${dmy(one.endsAt)}</td><td>${this.#ago(one.seenAt)}</td><td class="r">${this.#end(one.id, `/tokens/${one.id}/end`)}</td></tr>`)}</tbody></table>`;
  }

  #end(id, path) {
    return this.sure === id ? html`<button class="btn small bad" @click=${() => this.#changed(path)} @blur=${() => this.sure = ''}>${t('people.end-sure')}</button>` : html`<button class="btn small" @click=${(event) => this.#askTwice(id, event)}>${t('people.end')}</button>`;
  }

  #askTwice(id, event) {
    const cell = event.target.closest('td');
    this.sure = id;
    this.updateComplete.then(() => cell.querySelector('button')?.focus());
  }
}

function browser(text) {
  return /(Edg|Firefox|Chrome|Safari)\/[\d]+/.exec(text)?.[0].replace('/', ' ') ?? text.slice(0, 30);
}

customElements.define('page-people', People);
