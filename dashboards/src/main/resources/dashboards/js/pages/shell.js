/** The frame of all pages: one navigation, at the side or, on a phone, at the bottom; and the page of the address. */
import { LitElement, css, html, nothing } from 'lit';
import { alarm } from '../alarm.js';
import { live, Watch } from '../live.js';
import { may, me, signInAgain, signOut, who } from '../me.js';
import { base, rest } from '../parts.js';
import { lang, n, name, speak, t } from '../words.js';
import { mine } from './mine.js';
import { go } from './route.js';

const LOOK_IN = 60_000;      // ms between two looks into the inbox

const PAGES = [
  [/^\/$/, () => import('./today.js'), () => html`<page-today></page-today>`],
  [/^\/alerts$/, () => import('./alerts.js'), () => html`<page-alerts></page-alerts>`],
  [/^\/dossiers$/, () => import('./dossiers.js'), () => html`<page-dossiers></page-dossiers>`],
  [/^\/dossiers\/(.+)$/, () => import('./dossier.js'), (code) => html`<page-dossier .code=${decodeURIComponent(code)}></page-dossier>`],
  [/^\/assignments(?:\/(.+))?$/, () => import('./assignments.js'), (id) => html`<page-assignments .chosen=${decodeURIComponent(id ?? '')}></page-assignments>`],
  [/^\/sites$/, () => import('./sites.js'), () => html`<page-sites></page-sites>`],
  [/^\/sites\/([\w-]+)$/, () => import('./site.js'), (id) => html`<page-site .site=${id}></page-site>`],
  [/^\/score$/, () => import('./score.js'), () => html`<page-score></page-score>`],
  [/^\/devices(?:\/([\w-]+\/[\w-]+\/[\w.:-]+))?$/, () => import('./devices.js'), (id) => html`<page-devices .device=${id ?? ''}></page-devices>`],
  [/^\/handover$/, () => import('./handover.js'), () => html`<page-handover></page-handover>`],
  [/^\/reports$/, () => import('./reports.js'), () => html`<page-reports></page-reports>`],
  [/^\/rules$/, () => import('./rules.js'), () => html`<page-rules></page-rules>`],
  [/^\/inbox$/, () => import('./inbox.js'), () => html`<page-inbox></page-inbox>`],
  [/^\/screens$/, () => import('./screens.js'), () => html`<page-screens></page-screens>`],
  [/^\/people$/, () => import('./people.js'), () => html`<page-people></page-people>`],
  [/^\/health$/, () => import('./health.js'), () => html`<page-health></page-health>`],
];

class Shell extends LitElement {
  static styles = [base, css`
    :host { display: grid; height: 100dvh; grid-template-columns: 12.25rem minmax(0, 1fr); grid-template-rows: minmax(0, 1fr); }
    .skip { position: absolute; left: -99rem; } .skip:focus { left: .5rem; top: .5rem; z-index: 9; background: #fff; padding: .5rem 1rem; }
    :focus-visible { outline: 3px solid #7cb9f2; outline-offset: -2px; }
    nav { background: #1c2531; color: #b9c4d1; padding: 1rem .75rem; display: flex; flex-direction: column; gap: .1875rem; overflow: auto; }
    .brand { font-size: 1.0625rem; font-weight: var(--w-bold); color: #f1f4f8; padding: 0 .75rem 1.125rem; line-height: 1.25; } .brand small { display: block; font-size: .875rem; font-weight: var(--w-regular); color: #b9c4d1; }
    a, .more > button { display: flex; align-items: center; justify-content: space-between; gap: .375rem; text-decoration: none; padding: .4375rem .75rem; border-radius: var(--radius-s); white-space: nowrap; color: inherit; } a:hover { background: #25303e; }
    a[aria-current] { background: #2c3847; font-weight: var(--w-semibold); color: #f1f4f8; }
    .n { font-size: .875rem; min-width: 1.5rem; text-align: center; border-radius: 1rem; background: #2c3847; color: #f1f4f8; padding: 0 .375rem; } a[aria-current] .n { background: #46566a; } .n.hot { background: #c9331e; color: #fff; font-weight: var(--w-semibold); } a[aria-current] .n.hot { background: #c9331e; }
    .grp { margin-top: 1rem; padding: .75rem .75rem .25rem; border-top: 1px solid #2c3847; font-size: .875rem; }
    .foot { margin-top: auto; padding: .75rem .75rem 0; border-top: 1px solid #2c3847; display: flex; gap: .25rem; font-size: .875rem; } .foot button { white-space: nowrap; border: 0; background: none; padding: .25rem .5rem; border-radius: var(--radius-s); cursor: pointer; color: #b9c4d1; } .foot button[aria-pressed="true"] { background: #2c3847; color: #f1f4f8; font-weight: var(--w-semibold); }
    .me { padding: .75rem .75rem 0; font-size: .875rem; display: grid; gap: .125rem; } .me b { color: #f1f4f8; } .me div { display: flex; gap: .25rem; margin-left: -.5rem; } .me button { white-space: nowrap; border: 0; background: none; padding: .25rem .5rem; border-radius: var(--radius-s); cursor: pointer; color: #b9c4d1; text-decoration: underline; text-underline-offset: .2em; }
    .more { display: contents; } .more > button { display: none; border: 0; background: none; cursor: pointer; } .sheet { display: contents; }
    .page { min-width: 0; min-height: 0; height: 100%; } .none { padding: 2rem; } .short { display: none; }
    @media (max-width: 47.99em) {
      :host { grid-template-columns: minmax(0, 1fr); grid-template-rows: minmax(0, 1fr) auto; background: var(--panel); } .page { order: -1; }
      nav { flex-direction: row; background: var(--tile); color: var(--text-2); border-top: 1px solid var(--line); padding: .375rem .5rem calc(.375rem + env(safe-area-inset-bottom)); gap: 0; overflow: visible; position: relative; } .brand, .long { display: none; } .short { display: inline; }
      nav > a, .more > button { flex: 1; display: grid; place-content: center; grid-auto-flow: column; gap: .25rem; min-height: 3rem; padding: 0; font-size: .8125rem; text-align: center; border-radius: .5rem; color: inherit; }
      a:hover { background: none; } a[aria-current], a[aria-current]:hover { color: var(--text); background: var(--bg); } nav > a { position: relative; } nav > a .n { min-width: 1.125rem; padding: 0 .25rem; font-size: .6875rem; line-height: 1.125rem; position: absolute; top: .125rem; left: calc(50% + .75rem); } nav > a .n.plain { display: none; }
      .sheet { display: none; } .more[data-open] .sheet { display: grid; position: absolute; right: .5rem; bottom: calc(100% + .5rem); z-index: 5; background: var(--raised); border: 1px solid var(--line-strong); border-radius: .75rem; box-shadow: var(--shadow); padding: .5rem; min-width: 14rem; color: var(--text); } .sheet a { min-height: 2.75rem; } .sheet .n { background: var(--bg); color: var(--text); }
      .grp { display: none; } .foot { margin: .25rem 0 0; border-color: var(--line); padding: .5rem .25rem 0; } .me { padding: .5rem .75rem; } .me b { color: var(--text); } .me button { color: var(--text-2); min-height: 2.75rem; } .foot button { color: var(--text-2); min-height: 2.75rem; padding: 0 .75rem; } .foot button[aria-pressed="true"] { background: var(--bg); color: var(--text); }
    }
  `];
  static properties = { open: { state: true }, known: { state: true }, strange: { state: true } };

  #watch = new Watch(this, 'overview', ['wall', 'alerts', 'dossiers', 'assignments']);
  #loaded = new Set();
  #path = '';
  #asked = 0;

  connectedCallback() {
    super.connectedCallback();
    addEventListener('popstate', () => this.requestUpdate());
    addEventListener('route', () => {
      this.open = false;
      this.requestUpdate();
    });
    addEventListener('language', () => this.requestUpdate());
    addEventListener('signed-out', () => signInAgain());
    this.#who();
    this.addEventListener('click', (event) => this.#click(event));
    addEventListener('keydown', (event) => event.key === 'Escape' && (this.open = false));
  }

  /** Who nobody knows goes to the door; a server that is away is shown as that. */
  async #who() {
    this.#asked = performance.now();
    const heard = await who().catch(() => null);
    if (heard && !heard.person?.role) signInAgain();
    else if (heard) {
      this.known = heard;
      alarm.start(this);
      if (may('inbox')) this.#lookIn();
    } else setTimeout(() => this.#who(), 2000);
  }

  /** How many shapes wait in the inbox: nobody is told of them otherwise. */
  async #lookIn() {
    const { shapes } = await rest('/inbox').catch(() => ({ shapes: [] }));
    this.strange = shapes.filter((shape) => !shape.introduces).length;
    setTimeout(() => this.#lookIn(), LOOK_IN);
  }

  render() {
    if (!this.known) return html`<p class="none" role="status">${t('loading')}…</p>`;
    const { topic } = this.#watch;
    const dossiers = topic.of('dossiers'), tasks = topic.of('assignments'), alerts = topic.of('alerts'), wall = topic.of('wall');
    const late = (dossiers?.overdue ?? 0) + (dossiers?.soon ?? 0);
    return html`<a class="skip" href="#main" @click=${(event) => this.#skip(event)}>${t('nav.skip')}</a>
    <nav aria-label=${t('nav.label')}>
      <p class="brand">${name(wall?.title) || 'IOC'}<small>${wall?.sites ? t('nav.sites', { n: n(wall.sites) }) : ''}</small></p>
      ${this.#link('/', t('nav.today'))}
      ${this.#link('/alerts', t('nav.alerts'), alerts?.waiting, true)}
      ${this.#link('/dossiers', t('nav.dossiers'), late)}
      ${this.#link('/assignments', t('nav.assignments'), tasks?.open)}
      ${this.#link('/sites', html`<span class="long">${t('nav.sites-list')}</span><span class="short">${t('nav.sites-short')}</span>`)}
      <div class="more" ?data-open=${this.open}><button aria-expanded=${this.open ? 'true' : 'false'} @click=${() => this.open = !this.open}>${t('nav.more')}</button>
        <div class="sheet">${this.#link('/dossiers?state=apology-owed', t('nav.apologies'), dossiers?.apologyPast, true)}${this.#link('/score', t('nav.score'))}${this.#link('/devices', t('nav.devices'))}${this.#link('/handover', t('nav.handover'))}${this.#link('/reports', t('nav.reports'))}
          <p class="grp">${t('nav.system')}</p>${may('inbox') ? this.#link('/inbox', t('nav.inbox'), this.strange) : nothing}${this.#link('/rules', t('nav.rules'))}${may('people') ? this.#link('/people', t('nav.people')) : nothing}${may('screens') ? this.#link('/screens', t('nav.screens')) : nothing}${this.#link('/health', t('nav.health'))}<a href="/wall">${t('nav.wall')}</a><a href="/api">${t('nav.api')}</a>
          <p class="foot" role="group" aria-label=${t('nav.language')}>${['vi', 'en'].map((each) => html`<button lang=${each} aria-pressed=${lang() === each ? 'true' : 'false'} @click=${() => this.#speak(each)}>${t(`language.${each}`)}</button>`)}</p>
          <div class="me"><b>${me().person.name}</b><span>${t(`role.${me().person.role}`)}</span>${me().mode === 'open' ? nothing : html`<div><button id="mine" @click=${() => this.#mine()}>${t('me.account')}</button><button id="sign-out" @click=${() => signOut()}>${t('me.sign-out')}</button></div>`}</div>
        </div></div>
    </nav>
    <div class="page">${this.#page()}</div>`;
  }

  #link(path, label, count = 0, hot = false) {
    const letters = location.pathname === '/dossiers' && (new URLSearchParams(location.search).get('state') ?? '').startsWith('apology-');
    const here = path === '/' ? location.pathname === '/' : path.includes('?') ? letters : location.pathname.startsWith(path) && !letters;
    return html`<a href=${path} aria-current=${here ? 'page' : nothing}>${label}${count > 0 ? html`<span class="n ${hot ? 'hot' : 'plain'}">${n(count)}</span>` : nothing}</a>`;
  }

  #page() {
    for (const [pattern, load, draw] of PAGES) {
      const found = pattern.exec(location.pathname);
      if (!found) continue;
      if (!this.#loaded.has(load)) {
        load().then(() => {
          this.#loaded.add(load);
          this.requestUpdate();
        });
      }
      return draw(found[1]);
    }
    return html`<p class="none">${t('page.none')} <a href="/">${t('nav.today')}</a></p>`;
  }

  #mine() {
    this.open = false;
    mine();
  }

  async updated() {
    if (live.state === 'refused' || (live.state === 'lost' && performance.now() - this.#asked > 5000)) this.#who();
    if (this.#path === location.pathname) return;
    const first = this.#path === '';
    this.#path = location.pathname;
    if (!first) this.#focus();
  }

  async #focus() {
    const page = this.renderRoot.querySelector('.page > *');
    if (page?.localName.includes('-')) await customElements.whenDefined(page.localName);
    await page?.updateComplete;
    page?.shadowRoot?.querySelector('h1')?.focus({ preventScroll: true });
  }

  #skip(event) {
    event.preventDefault();
    event.stopPropagation();
    this.#focus();
  }

  #speak(language) {
    speak(language);
    this.open = false;
  }

  #click(event) {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (!link || link.origin !== location.origin || link.target || !PAGES.some(([pattern]) => pattern.test(link.pathname))) return;
    event.preventDefault();
    go(link.pathname + link.search);
  }
}

customElements.define('ioc-shell', Shell);
