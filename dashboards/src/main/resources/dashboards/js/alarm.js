/**
 * The sound of a new critical alert, and the notification of the browser. Rung by one tab, until somebody has the alert.
 * Whoever was given an alert is told so, once.
 *
 * It hears every frame at once and not when the page is drawn, for a page behind others is not drawn.
 */
import { LitElement, css, html, nothing, svg } from 'lit';
import { live, Watch } from './live.js';
import { alertText } from './alerts.js';
import { Leader } from './leader.js';
import { isOperator } from './me.js';
import { base } from './parts.js';
import { isMine, myId, say, shown } from './pages/handle.js';
import { go } from './pages/route.js';
import { n, t } from './words.js';

const EVERY = 4000;   // ms from ring to ring
const TONES = [[880, 0], [660, .22]];   // Hz, and seconds from the start
const LOUD = .14, LONG = .18;
const KEPT = 200;     // remembered

const memory = (key) => ({
  all: () => JSON.parse(localStorage.getItem(key) ?? '[]'),
  add(id) {
    const all = this.all();
    if (!all.includes(id)) localStorage.setItem(key, JSON.stringify([...all, id].slice(-KEPT)));
  },
});
/** An alert, each time nobody has it: after an acceptance that ended it is new again. */
const time = (alert) => `${alert.id} ${alert.newSince}`;

const seen = memory('alarm.seen'), told = memory('alarm.told'), given = memory('alarm.given');

class Alarm extends EventTarget {
  causes = [];          // alerts that ring, the newest first
  isHeard = false;      // the browser lets this page sound
  #shell = null;
  #opened = null;       // server's clock
  #watch = null;
  #sounding = new Leader('ioc-alarm-sound', () => this.#judge());
  #telling = new Leader('ioc-alarm-notice', () => this.#judge());
  #audio = null;
  #timer = 0;
  #notices = new Map();
  isConnected = true;   // as a host of a watch
  #known = '';

  /** In every page, once who looks is known. */
  start(shell) {
    if (this.#shell) return;
    this.#shell = shell;
    this.#watch = new Watch(this, 'alerts', ['alert:'], true);
    this.#watch.hostConnected();
    addEventListener('handled', () => this.#judge());
    document.addEventListener('visibilitychange', () => this.#judge());
    addEventListener('storage', (event) => event.key?.startsWith('alarm.') && this.#judge());
    for (const gesture of ['pointerdown', 'keydown']) addEventListener(gesture, () => this.#wake(), { capture: true });
    if (this.notifies) this.#telling.stand();
    if (this.sounds) this.#tryToSound();
  }

  addController() {}

  requestUpdate() {
    this.#judge();
  }

  /** Whether sound is wanted: whoever may accept alerts hears them unless they said otherwise. */
  get sounds() {
    return (localStorage.getItem('alarm.sound') ?? (isOperator() ? 'on' : 'off')) === 'on';
  }

  set sounds(on) {
    localStorage.setItem('alarm.sound', on ? 'on' : 'off');
    if (on) this.#tryToSound();
    this.#judge();
  }

  get notifies() {
    return canNotify() && Notification.permission === 'granted' && localStorage.getItem('alarm.notify') === 'on';
  }

  /** Asks the browser, which asks the person. False: it may not. */
  async notify(on) {
    const allowed = !on || (canNotify() && await Notification.requestPermission() === 'granted');
    localStorage.setItem('alarm.notify', on && allowed ? 'on' : 'off');
    if (on && allowed) {
      this.#watch?.topic.all('alert:').filter((alert) => this.#isCause(alert)).forEach((alert) => told.add(time(alert)));   // those are on the page
      this.#telling.stand();
    }
    this.#judge();
    return allowed;
  }

  /** Sound is wanted, and the browser wants a click or a key first. */
  get waits() {
    return this.sounds && !this.isHeard && !this.#sounding.taken;
  }

  /** Somebody looked at it: it does not ring in pages that are opened later. */
  saw(alert) {
    seen.add(time(alert));
  }

  #tryToSound() {
    this.#audio ??= new AudioContext();
    this.#audio.onstatechange = () => this.#heard();
    this.#audio.resume().catch(() => null);
    this.#heard();
    this.#sounding.look();
  }

  #heard() {
    this.isHeard = this.#audio?.state === 'running';
    if (this.isHeard) this.#sounding.stand();
    this.#judge();
  }

  #wake() {
    if (this.sounds && !this.isHeard) this.#tryToSound();
  }

  #isCause(alert) {
    return alert.priority === 'critical' && alert.state === 'new' && alert.clearedAt == null && !alert.within;
  }

  #judge() {
    const topic = this.#watch?.topic;
    if (!topic) return;
    if (topic.known) this.#opened ??= live.now();
    const isLive = topic.known && live.state === 'live';
    const before = seen.all();
    this.causes = !isLive ? [] : topic.all('alert:').map(shown).filter((alert) => this.#isCause(alert) && (alert.newSince >= this.#opened || !before.includes(time(alert)))).sort((a, b) => b.newSince - a.newSince);
    this.#ring();
    if (isLive) {
      this.#tell(topic);
      this.#tellGiven(topic);
    }
    const known = [this.causes.map(time), this.sounds, this.waits, this.notifies].join();
    if (known !== this.#known) {
      this.#known = known;
      this.dispatchEvent(new Event('change'));
    }
  }

  #ring() {
    const wanted = this.sounds && this.causes.length > 0;
    const rings = wanted && this.isHeard && this.#sounding.leads;
    if (wanted && !this.isHeard) this.#sounding.look();
    const looks = rings ? 'sound' : wanted && this.waits ? 'waiting' : null;
    if (looks) this.#shell.setAttribute('data-ringing', looks);
    else this.#shell.removeAttribute('data-ringing');
    if (rings && !this.#timer) {
      this.#timer = setInterval(() => this.#judge() || this.#timer && this.#sound(), EVERY);
      this.#sound();
    } else if (!rings && this.#timer) {
      clearInterval(this.#timer);
      this.#timer = 0;
    }
  }

  #sound() {
    for (const [pitch, after] of TONES) {
      const begin = this.#audio.currentTime + .02 + after, end = begin + LONG;
      const tone = new OscillatorNode(this.#audio, { frequency: pitch });
      const volume = new GainNode(this.#audio, { gain: 0 });
      volume.gain.setValueAtTime(0, begin);
      volume.gain.linearRampToValueAtTime(LOUD, begin + .02);
      volume.gain.setValueAtTime(LOUD, end - .06);
      volume.gain.linearRampToValueAtTime(0, end);
      tone.connect(volume).connect(this.#audio.destination);
      tone.start(begin);
      tone.stop(end);
    }
  }

  /** What somebody else gave to me or a unit of mine. */
  #tellGiven(topic) {
    const time = (alert) => `${alert.id} ${alert.heldAt}`, before = given.all();
    const news = topic.all('alert:').filter((alert) => alert.state === 'accepted' && alert.giver && alert.giver.id !== myId() && isMine(alert) && !before.includes(time(alert)));
    const isBehind = document.hidden;   // nobody would read it on this page
    if (news.length === 0 || (isBehind && !(this.notifies && this.#telling.leads))) return;
    news.forEach((alert) => given.add(time(alert)));
    const [first] = news, more = news.length > 1 ? ` ${t('alarm.given-more', { n: n(news.length - 1) })}` : '';
    const text = t('alarm.given-by', { by: first.giver.name, alert: `${alertText(first)}${more}` });
    if (isBehind) this.#notice(t('alarm.given'), text, `ioc given ${time(first)}`, first);
    else say(text);
  }

  #notice(title, body, tag, alert) {
    const notice = new Notification(title, { body, tag, lang: document.documentElement.lang });
    notice.onclick = () => {
      window.focus();
      go(`/alerts?alert=${encodeURIComponent(alert.id)}`);
      notice.close();
    };
    return notice;
  }

  /** One for each, in one tab; it goes when somebody has the alert. */
  #tell(topic) {
    const rings = new Set(this.causes.map(time));
    for (const [which, notice] of this.#notices) {
      if (rings.has(which)) continue;
      notice.close();
      this.#notices.delete(which);
    }
    if (!this.notifies || !this.#telling.leads) return;
    const before = told.all();
    const news = this.causes.filter((alert) => !before.includes(time(alert)));
    if (news.length === 0) return;
    news.forEach((alert) => told.add(time(alert)));
    const more = news.length > 1 ? ` ${t('alarm.and-more', { n: n(news.length - 1) })}` : '';
    this.#notices.set(time(news[0]), this.#notice(t('alarm.notice'), `${alertText(news[0])}${more}`, `ioc ${time(news[0])}`, news[0]));
  }
}

function canNotify() {
  return 'Notification' in window && isSecureContext;
}

export const alarm = new Alarm();

const LOUDSPEAKER = svg`<path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5z" fill="currentColor"/>`;
const ICONS = {
  on: svg`${LOUDSPEAKER}<path d="M15 9a4.2 4.2 0 0 1 0 6M17.5 6.5a7.8 7.8 0 0 1 0 11" fill="none" stroke="currentColor" stroke-width="2"/>`,
  off: svg`${LOUDSPEAKER}<path d="M15.5 9.5l5 5M20.5 9.5l-5 5" fill="none" stroke="currentColor" stroke-width="2"/>`,
  bell: svg`<path d="M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15z" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round"/><path d="M10 21.2h4" stroke="currentColor" stroke-width="2"/>`,
  'bell-off': svg`<path d="M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15z" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round"/><path d="M4 3.5l16 17" stroke="currentColor" stroke-width="2"/>`,
};

/** The two switches, for the bar of the console. */
class AlarmSwitches extends LitElement {
  static styles = [base, css`
    :host { display: flex; gap: .375rem; } button { height: 2.25rem; padding: 0 .625rem; border-radius: var(--radius-s); border: 1px solid var(--line-strong); background: var(--tile); cursor: pointer; display: inline-flex; align-items: center; gap: .375rem; font-size: .875rem; white-space: nowrap; color: var(--text-2); } button:hover { background: var(--bg); } button[aria-pressed="true"] { color: var(--text); font-weight: var(--w-medium); } button.waits { border-color: var(--warn); background: var(--warn-bg); color: var(--text); } svg { width: 1.25rem; height: 1.25rem; flex: none; } :focus-visible { outline: 3px solid var(--info); outline-offset: 2px; }
    @media (max-width: 110em) { button:not(.waits) span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); } } @media (max-width: 47.99em) { button { height: 2.75rem; min-width: 2.75rem; justify-content: center; } }
  `];
  static properties = { refused: { state: true } };

  #again = () => this.requestUpdate();

  connectedCallback() {
    super.connectedCallback();
    alarm.addEventListener('change', this.#again);
    addEventListener('language', this.#again);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    alarm.removeEventListener('change', this.#again);
    removeEventListener('language', this.#again);
  }

  render() {
    const { sounds, waits, notifies } = alarm;
    const sound = t(!sounds ? 'alarm.sound-off' : waits ? 'alarm.sound-waits' : 'alarm.sound-on');
    const notice = t(notifies ? 'alarm.notify-on' : this.refused ? 'alarm.notify-refused' : 'alarm.notify-off');
    return html`<button id="sound" class=${waits ? 'waits' : ''} aria-pressed=${sounds ? 'true' : 'false'} title=${t('alarm.sound-means')} @pointerdown=${this.#begins} @keydown=${this.#begins} @click=${this.#sound}><svg viewBox="0 0 24 24" aria-hidden="true">${ICONS[sounds && !waits ? 'on' : 'off']}</svg><span>${sound}</span></button>
      ${canNotify() ? html`<button id="notify" aria-pressed=${notifies ? 'true' : 'false'} title=${notice} @click=${async () => this.refused = !await alarm.notify(!alarm.notifies)}><svg viewBox="0 0 24 24" aria-hidden="true">${ICONS[notifies ? 'bell' : 'bell-off']}</svg><span>${notice}</span></button>` : nothing}`;
  }

  #begins = () => this.waited = alarm.waits;

  /** Where the browser waited for a click, this was it. */
  #sound = () => {
    if (!this.waited) alarm.sounds = !alarm.sounds;
    this.waited = false;
  };
}

customElements.define('ioc-alarm', AlarmSwitches);
