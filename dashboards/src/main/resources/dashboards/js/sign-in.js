/** The door: signing in, and the first administrator of a server that knows nobody. */
import { LitElement, css, html, nothing } from 'lit';
import { base, glyph, rest } from './parts.js';
import { post } from './me.js';
import './second.js';
import { has, lang, n, name, speak, t } from './words.js';

const GROUPS = [0, 1, 2];
const SHORTEST = 12;
const ASK_AGAIN = 10_000;

class SignIn extends LitElement {
  static styles = [base, css`
    :host { display: grid; min-height: 100dvh; grid-template-columns: minmax(18rem, 26rem) minmax(0, 1fr); background: #e3e6ea; font-size: 1rem; }
    :focus-visible { outline: 3px solid var(--info); outline-offset: 2px; }
    aside { background: #1c2531; color: #b9c4d1; padding: 2.25rem; display: flex; flex-direction: column; gap: 1rem; }
    .brand { font-size: 1.5rem; font-weight: var(--w-bold); color: #f1f4f8; line-height: 1.25; } .brand small { display: block; font-size: .9375rem; font-weight: var(--w-regular); color: #b9c4d1; margin-top: .25rem; }
    .now { margin-top: auto; } .now b { display: block; font-size: 5rem; line-height: 1.1; font-weight: var(--w-medium); color: #fff; letter-spacing: -.03em; font-variant-numeric: tabular-nums; } .now span { color: #f1f4f8; }
    .well { border-top: 1px solid #46566a; padding-top: 1.25rem; display: flex; gap: .5rem; align-items: center; } .well .is-ok { color: #83c79a; } .well .is-nodata { color: #ffc552; }
    .boot { margin-top: auto; display: grid; gap: .75rem; font-size: 1.0625rem; } .boot li { display: flex; gap: .75rem; align-items: center; } .boot .is-ok { color: #83c79a; font-size: 1.2em; } .boot .here { color: #fff; font-weight: var(--w-semibold); } .boot i { width: 1.1em; height: 1.1em; border-radius: 50%; border: 2px solid #5b6d86; flex: none; } .boot .here i { border: .3rem solid #fff; }
    .langs { display: flex; gap: .25rem; } .langs button { border: 0; background: none; color: #b9c4d1; padding: .375rem .625rem; border-radius: var(--radius-s); cursor: pointer; } .langs [aria-pressed="true"] { background: #2c3847; color: #f1f4f8; font-weight: var(--w-semibold); } aside :focus-visible { outline-color: #7cb9f2; }
    main { display: grid; place-content: center; padding: 2rem 1.5rem; grid-template-columns: minmax(0, 26rem); }
    h1 { font-size: 1.875rem; font-weight: var(--w-bold); letter-spacing: -.01em; line-height: 1.25; } .sub { color: var(--text-2); margin: .5rem 0 1.25rem; line-height: 1.4; }
    form { display: grid; gap: 1rem; } label, legend { display: grid; gap: .375rem; font-size: .9375rem; color: var(--text-2); padding: 0; } fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
    input { height: 2.75rem; border: 1px solid var(--line-strong); border-radius: var(--radius-s); padding: 0 .75rem; font-size: 1.0625rem; background: #fff; color: var(--text); min-width: 0; width: 100%; } input[aria-invalid="true"] { border: 2px solid var(--crit); }
    .otp { display: flex; gap: .75rem; align-items: center; margin-top: .375rem; } .otp input { text-align: center; font-size: 1.5rem; font-weight: var(--w-bold); letter-spacing: .1em; height: 3.25rem; text-transform: uppercase; padding: 0; } .two { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; }
    .btn { height: 2.75rem; border-radius: var(--radius-s); border: 1px solid var(--line-strong); background: #fff; color: var(--text); font-weight: var(--w-semibold); font-size: 1.0625rem; cursor: pointer; display: flex; align-items: center; justify-content: center; gap: .625rem; text-decoration: none; width: 100%; } .btn.main { background: #14191f; color: #fff; border-color: #14191f; } .btn[disabled] { opacity: .6; cursor: default; } 
    .bad { color: var(--crit); font-size: .9375rem; display: flex; gap: .5rem; line-height: 1.4; } .bad .glyph { font-size: 1.25rem; } .left { font-size: .875rem; color: var(--text-2); } .left b { color: var(--text); } .checks { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; font-size: .875rem; color: var(--text-2); } .checks li { display: flex; gap: .375rem; align-items: center; }
    .or { display: flex; align-items: center; gap: .875rem; font-size: .875rem; color: var(--text-2); margin: 1.125rem 0; } .or::before, .or::after { content: ''; flex: 1; border-top: 1px solid #a8b0bb; } .btn svg { width: 1.125rem; height: 1.125rem; flex: none; } .told { margin-top: .75rem; }
    .fine { border-top: 1px solid #a8b0bb; margin-top: 1.25rem; padding-top: 1rem; font-size: .875rem; color: var(--text-2); line-height: 1.5; } .turn { border: 0; background: none; padding: .5rem 0; color: var(--info); text-decoration: underline; text-underline-offset: .2em; cursor: pointer; justify-self: start; }
    @media (max-width: 47.99em) { :host { grid-template-columns: minmax(0, 1fr); grid-template-rows: auto 1fr; } aside { padding: 1.25rem 1.25rem 1rem; gap: .5rem; } .now, .boot { display: none; } .well { border: 0; padding: 0; } main { place-content: start stretch; grid-template-columns: minmax(0, 1fr); padding: 1.5rem 1.25rem; } .two { grid-template-columns: 1fr; } }
  `];
  static properties = { me: { state: true }, parts: { state: true }, failed: { state: true }, busy: { state: true }, second: { state: true }, invited: { state: true }, length: { state: true }, shown: { state: true }, minute: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    addEventListener('language', () => this.requestUpdate());
    const query = new URLSearchParams(location.search);
    this.invited = query.has('code');
    this.turned = query.get('provider');
    this.#ask();
    setInterval(() => this.#ask(), ASK_AGAIN);
    setInterval(() => this.minute = Math.floor(this.#now() / 1000), 1000);
  }

  async #ask() {
    try {
      this.me = await rest('/me');
      this.ahead = this.me.now - Date.now();
      const ready = await fetch('/health/ready');
      this.parts = await ready.json();
      if ((this.me.person?.role && !this.shown) || this.me.mode === 'open') this.#enter();
    } catch {
      this.parts = null;
    }
  }

  #now() {
    return Date.now() + (this.ahead ?? 0);
  }

  #enter() {
    const to = new URLSearchParams(location.search).get('to') ?? '/';
    location.replace(/^\/(?![/\\])/.test(to) ? to : '/');
  }

  #time(options) {
    return new Intl.DateTimeFormat(lang() === 'vi' ? 'vi-VN' : 'en-GB', { timeZone: this.me?.zone ?? 'Asia/Ho_Chi_Minh', hourCycle: 'h23', ...options }).format(this.#now());
  }

  render() {
    const { me } = this;
    document.title = `${t('door.title')} – IOC`;
    return html`<aside aria-label=${t('door.server')}><p class="brand">${name(me?.title) || 'IOC'}<small>${me?.sites ? t('nav.sites', { n: n(me.sites) }) : ''}</small></p>
        ${me?.first ? this.#boot() : html`<p class="now">${t('door.now')}<b>${this.#time({ hour: '2-digit', minute: '2-digit' })}</b><span>${this.#time({ weekday: 'long', day: '2-digit', month: '2-digit', year: 'numeric' })}</span></p>`}
        <p class="well">${this.parts?.state === 'up' ? html`${glyph('ok', false)}${t('door.up')}` : html`${glyph('nodata', false)}${t(this.parts === null ? 'door.away' : 'door.waits')}`}</p>
        <div class="langs" role="group" aria-label=${t('nav.language')}>${['vi', 'en'].map((each) => html`<button lang=${each} aria-pressed=${lang() === each ? 'true' : 'false'} @click=${() => speak(each)}>${t(`language.${each}`)}</button>`)}</div></aside>
      <main>${!me ? html`<p role="status">${t('loading')}…</p>` : this.shown || me.person?.need === 'second-set-up' ? this.#setUp() : me.person?.need ? this.#check() : me.person && !me.person.role ? this.#noRole() : me.first ? this.#first() : this.invited ? this.#code() : this.#usual()}</main>`;
  }

  #boot() {
    const up = (part) => this.parts?.parts?.[part] === 'up';
    const step = (done, words) => html`<li>${done ? glyph('ok') : html`<i></i>`}${words}</li>`;
    return html`<ol class="boot">${step(true, t('door.boot-server', { version: this.me.version }))}${step(up('journal'), t('door.boot-journal'))}${step(up('records') && up('series'), t('door.boot-stores'))}<li class="here" aria-current="step"><i></i>${t('door.boot-administrator')}</li>${step(false, t('door.boot-people'))}${step(false, t('door.boot-screen'))}</ol>`;
  }

  #noRole() {
    return html`<h1>${t('door.no-role')}</h1><p class="sub">${t('door.no-role-means', { name: this.me.person.name })}</p><button class="btn" @click=${() => this.#out()}>${t('me.sign-out')}</button>`;
  }

  /** Whoever may do everything needs a second factor first. */
  #setUp() {
    return html`<section aria-labelledby="h"><h1 id="h">${t(this.shown ? 'second.done' : 'second.title')}</h1><p class="sub">${this.shown ? t('second.done-means') : t('second.first', { name: this.me.person.name })}</p>
      <ioc-second .login=${this.me.person.login} @second=${() => this.shown = true} @noted=${() => this.#noted()}><button @click=${() => this.#out()} type="button">${t('me.sign-out')}</button></ioc-second></section>`;
  }

  async #noted() {
    this.shown = false;
    await this.#ask();
  }

  /** Somebody came by a provider, but has a second factor here. */
  #check() {
    return html`<section aria-labelledby="h"><h1 id="h">${t('me.second')}</h1><p class="sub">${t('second.check', { name: this.me.person.name })}</p>
      <form @submit=${(event) => this.#checked(event)}><label>${t('door.second')}<input name="code" id="second" autocomplete="one-time-code" maxlength="20" required autofocus aria-describedby="bad"></label>${this.#bad()}<button class="btn main" ?disabled=${this.busy}>${t('door.enter')}</button></form>
      <p class="fine"><button class="turn" @click=${() => this.#out()}>${t('me.sign-out')}</button></p></section>`;
  }

  async #checked(event) {
    event.preventDefault();
    const { code } = Object.fromEntries(new FormData(event.target));
    this.busy = true;
    try {
      await post('/me/second-factor', { step: 'check', code });
      await this.#ask();
    } catch (error) {
      await this.#refused(error);
    } finally {
      this.busy = false;
    }
  }

  #provider(look = 'btn main') {
    const { provider } = this.me;
    if (!provider) return nothing;
    const to = new URLSearchParams(location.search).get('to') ?? '/';
    return html`<a class=${look} id="provider" href="/api/v1/sign-in/provider?to=${encodeURIComponent(to)}"><svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.2" aria-hidden="true"><circle cx="7.5" cy="15.5" r="4.5"></circle><path d="M10.8 12.2L20 3M16 7l3 3"></path></svg>${t('door.by', { name: name(provider) })}</a>
      ${this.turned ? html`<p class="bad told" role="alert">${glyph('crit', false)}<span>${has(`door.by-${this.turned}`) ? t(`door.by-${this.turned}`, { name: name(provider) }) : t('door.by-failed', { name: name(provider) })}</span></p>` : nothing}<p class="or">${t('door.or')}</p>`;
  }

  async #out() {
    await post('/sign-out').catch(() => null);
    this.me = { ...this.me, person: null };
  }

  #usual() {
    const bad = this.failed ? 'true' : 'false';
    return html`<section aria-labelledby="h"><h1 id="h">${t('door.title')}</h1>
      <p class="sub">${t(this.me.provider ? 'door.sub-provider' : 'door.sub')}</p>${this.#provider()}
      <form @submit=${(event) => this.#signIn(event)}>
        <label>${t('door.login')}<input name="login" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="80" required autofocus></label>
        <label>${t('door.password')}<input name="password" type="password" autocomplete="current-password" maxlength="200" required aria-invalid=${bad} aria-describedby="bad"></label>
        ${this.second ? html`<label>${t('door.second')}<input name="code" id="second" autocomplete="one-time-code" maxlength="20" required aria-describedby="bad"></label>` : nothing}
        ${this.#bad()}<button class=${this.me.provider ? 'btn' : 'btn main'} ?disabled=${this.busy}>${t('door.enter')}</button>
      </form><p class="fine">${t('door.forgotten')}<br><button class="turn" @click=${() => this.#turn(true)}>${t('door.have-code')}</button></p></section>`;
  }

  #turn(invited) {
    this.invited = invited;
    this.failed = '';
    this.updateComplete.then(() => this.renderRoot.querySelector('main input')?.focus());
  }

  #groups() {
    return html`<fieldset><legend>${t('door.code')}</legend><div class="otp">${GROUPS.map((at) => html`${at > 0 ? html`<span aria-hidden="true">–</span>` : nothing}<input name="g${at}" aria-label=${t('door.group', { n: at + 1 })} maxlength="4" autocomplete="off" autocapitalize="characters" spellcheck="false" required @input=${(event) => this.#next(event, at)} @paste=${(event) => this.#paste(event)}>`)}</div></fieldset>`;
  }

  #next(event, at) {
    if (event.target.value.length === 4) this.renderRoot.querySelector(`[name=g${at + 1}]`)?.focus();
  }

  #paste(event) {
    const text = event.clipboardData.getData('text').replace(/[\s–-]/g, '');
    if (text.length < 12) return;
    event.preventDefault();
    for (const at of GROUPS) this.renderRoot.querySelector(`[name=g${at}]`).value = text.slice(4 * at, 4 * at + 4);
  }

  #password() {
    const long = (this.length ?? 0) >= SHORTEST;
    return html`<label>${t('door.new-password')}<input name="password" type="password" autocomplete="new-password" minlength=${SHORTEST} maxlength="200" required @input=${(event) => this.length = event.target.value.length}></label>
      <ul class="checks"><li>${glyph(long ? 'ok' : 'nodata')}${t('door.characters', { n: n(this.length ?? 0) })}</li></ul>`;
  }

  #first() {
    const { first } = this.me;
    return html`<section aria-labelledby="h"><h1 id="h">${t('door.first')}</h1><p class="sub">${t('door.first-means')}</p>${this.#provider('btn')}
      <form @submit=${(event) => this.#accept(event)}>${this.#groups()}<p class="left">${t('door.left-minutes', { n: n(Math.max(0, Math.ceil((first.until - this.#now()) / 60_000))), tries: n(first.left) })}</p>
        <div class="two"><label>${t('door.name')}<input name="name" autocomplete="name" maxlength="100" required></label><label>${t('door.login')}<input name="login" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="80" required></label></div>
        ${this.#password()}${this.#bad()}<button class="btn main" ?disabled=${this.busy}>${t('door.make')}</button></form><p class="fine">${t('door.first-then')}</p></section>`;
  }

  #code() {
    return html`<section aria-labelledby="h"><h1 id="h">${t('door.invited')}</h1><p class="sub">${t('door.invited-means')}</p>
      <form @submit=${(event) => this.#accept(event)}>${this.#groups()}${this.#password()}
        ${this.second ? html`<label>${t('door.second')}<input name="second" id="second" autocomplete="one-time-code" maxlength="20" required></label>` : nothing}
        ${this.#bad()}<button class="btn main" ?disabled=${this.busy}>${t('door.accept')}</button></form><p class="fine"><button class="turn" @click=${() => this.#turn(false)}>${t('door.have-password')}</button></p></section>`;
  }

  #bad() {
    return html`<p class=${this.failed ? 'bad' : ''} id="bad" role="alert">${this.failed ? html`${glyph('crit', false)}<span>${this.failed}</span>` : nothing}</p>`;
  }

  #signIn(event) {
    event.preventDefault();
    return this.#send('/sign-in', Object.fromEntries(new FormData(event.target)));
  }

  #accept(event) {
    event.preventDefault();
    const { g0, g1, g2, ...rest } = Object.fromEntries(new FormData(event.target));
    return this.#send('/invitation', { code: g0 + g1 + g2, ...rest });
  }

  async #send(path, body) {
    this.busy = true;
    try {
      const { person } = await post(path, body);
      this.me = { ...this.me, person, first: null };
      if (person.role) this.#enter();
      else if (person.need) history.replaceState(null, '', location.pathname + location.search.replace(/([?&])code(=[^&]*)?(&|$)/, '$1'));
    } catch (error) {
      await this.#refused(error);
    } finally {
      this.busy = false;
    }
  }

  async #refused({ problem, message }) {
    const { code, values = {} } = problem ?? {};
    if (code === 'second' && !this.second) {
      this.second = true;
      this.failed = '';
      await this.updateComplete;
      this.renderRoot.querySelector('#second').focus();
      return;
    }
    const until = values.until ? new Intl.DateTimeFormat('vi-VN', { timeZone: this.me.zone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit' }).format(values.until) : '';
    this.failed = !code ? t('door.refused', { why: message }) : code === 'password' ? t(`door.password-${values.why}`) : code === 'wrong' ? t('door.wrong', { n: n(values.left) }) : code === 'locked' ? t('door.locked', { time: until }) : code === 'code' ? t('door.code-wrong') : code === 'unused' ? t('door.unused', { n: n(values.days) }) : code === 'second-key' ? t('door.second-key') : code === 'second' || code === 'second-wrong' ? t('door.second-wrong') : t('door.refused', { why: message });
    if (code === 'code') this.#ask();
  }
}

customElements.define('ioc-sign-in', SignIn);
