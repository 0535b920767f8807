/**
 * The wall at /wall, fed by the topic `overview` alone. It chooses the scene: the layout it has, first start, outside office
 * hours, a critical alert; and greys everything while the server is silent.
 */
import { LitElement, css, html, nothing } from 'lit';
import { live, Ticking, Watch } from '../live.js';
import { base } from '../parts.js';
import { name, t } from '../words.js';
import { beat, beginToBeat } from './beat.js';
import { hold, taking } from './critical.js';
import './equipment.js';
import { layout } from './layout.js';
import './letters.js';
import './night.js';
import './orgs.js';
import { isUnknown } from './pairing.js';
import './queues.js';
import './satisfaction.js';
import './standing.js';
import './steps.js';
import './tasks.js';
import './ticker.js';
import './top.js';
import './units.js';

class Wall extends LitElement {
  static styles = [base, css`
    :host { width: 120rem; height: 67.5rem; display: block; position: relative; background: var(--bg); color: var(--text); }
    main { width: 100%; height: 100%; overflow: hidden; padding: 1.25rem; display: grid; gap: .875rem; font-size: 1.5rem;
      grid-template-columns: 71.5rem minmax(0, 1fr); grid-template-rows: 5.25rem 31.5rem minmax(0, 1fr) 4.5rem; grid-template-areas: "top top" "sites right" "lower tasks" "alerts alerts"; }
    wall-top { grid-area: top; } wall-queues { grid-area: sites; } wall-orgs, wall-steps { grid-area: right; } .lower { grid-area: lower; display: grid; grid-template-columns: 25.5rem minmax(0, 1fr); gap: .875rem; min-height: 0; } wall-tasks { grid-area: tasks; } wall-ticker { grid-area: alerts; }
    main.critical { grid-template-columns: minmax(0, 1fr); grid-template-rows: 5.25rem minmax(0, 1fr) 4.5rem; grid-template-areas: "top" "take" "alerts"; } wall-critical { grid-area: take; }
    main.night { --text: #b6c1cd; --text-2: #8794a3; --text-3: #7d8a99; --panel: #0f151c; --line: #1d2631; --bg: #080c11; background: var(--bg); color: var(--text); grid-template-columns: minmax(0, 1fr); grid-template-rows: 5.25rem minmax(0, 1fr); grid-template-areas: "top" "night"; } wall-night { grid-area: night; }
    main.queues { grid-template-columns: minmax(0, 1fr); grid-template-rows: 5.25rem minmax(0, 1fr) 4.5rem; grid-template-areas: "top" "sites" "alerts"; }
    wall-units[kind="overdue"] { grid-area: sites; } wall-units[kind="soon"] { grid-area: right; } .dossiers .lower { grid-template-columns: minmax(0, 1fr) 26.5rem; }
    .wait { grid-area: sites; grid-column: 1 / -1; align-self: center; justify-self: center; color: var(--text-2); font-size: 2.125rem; }
    /* what is shown is old: thin, grey, hatched */
    .lost { --w-num: 300; }
    .lost > :not(wall-top, wall-ticker, .lower), .lost > .lower > * { filter: grayscale(1) brightness(.74); position: relative; }
    .lost > :not(wall-top, wall-ticker, .lower)::after, .lost > .lower > *::after { content: ""; position: absolute; inset: 0; border-radius: var(--radius-m); pointer-events: none; background: repeating-linear-gradient(135deg, transparent 0 1.25rem, rgb(255 255 255 / .045) 1.25rem 1.5rem); }
    /* what is shown is not real: a frame that cannot be overlooked and is used for nothing else */
    .unreal { position: absolute; inset: 0; z-index: 3; pointer-events: none; border: .5rem solid transparent; border-image: repeating-linear-gradient(135deg, var(--unreal-solid) 0 1.25rem, var(--unreal) 1.25rem 1.75rem) 8; }
  `];

  #watch = new Watch(this, 'overview', ['wall', 'alert:', 'setup', 'site:']);
  #tick = new Ticking(this);
  #beats = false;
  #redraw = () => this.requestUpdate();

  connectedCallback() {
    super.connectedCallback();
    addEventListener('layout', this.#redraw);
    beat();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('layout', this.#redraw);
  }

  render() {
    const { topic } = this.#watch;
    const wall = topic.of('wall');
    if (wall) document.title = `${name(wall.title)} – IOC`;
    const unreal = live.simulated || wall?.simulated ? html`<div class="unreal"></div>` : nothing;
    const before = topic.known || topic.keys.size > 0;
    const pairing = isUnknown() ? html`<wall-pairing ?over=${before} @paired=${this.#paired}></wall-pairing>` : nothing;
    return html`${this.#scene(topic, wall)}${unreal}${pairing}`;
  }

  updated() {
    if (live.state === 'live' && !this.#beats) beginToBeat();
    this.#beats = live.state === 'live';
  }

  /** First its layout, then its picture. */
  async #paired() {
    await beat();
    live.revive();
  }

  #scene(topic, wall) {
    const lost = live.state === 'lost' || live.state === 'refused' ? 'lost' : '';
    const has = layout();
    if (!has || !topic.known && topic.keys.size === 0) {
      return html`<main class=${lost}><wall-top></wall-top><p class="wait" role="status">${t('wall.connecting')}</p></main>`;
    }
    const alert = taking(topic, live.now());
    if (alert) {
      return html`<main class="critical ${lost}"><wall-top .since=${alert.raisedAt} .until=${alert.raisedAt + hold(topic)}></wall-top><wall-critical .alert=${alert}></wall-critical><wall-ticker></wall-ticker></main>`;
    }
    const heard = topic.of('setup')?.devicesHeard > 0 || topic.all('site:').some((site) => site.state !== 'never');
    const dossiers = has === 'dossiers' && topic.of('dossiers')?.received > 0;
    if ((heard || dossiers) && wall && wall.hours !== 'open') {
      return html`<main class="night ${lost}"><wall-top night></wall-top><wall-night></wall-night></main>`;
    }
    if (dossiers) {
      return html`<main class="dossiers ${lost}"><wall-top .heading=${t('wall.work')}></wall-top><wall-units kind="overdue"></wall-units><wall-units kind="soon"></wall-units>
        <div class="lower"><wall-standing></wall-standing><wall-letters></wall-letters></div><wall-tasks></wall-tasks><wall-ticker></wall-ticker></main>`;
    }
    if (has === 'queues' && heard) {
      return html`<main class="queues ${lost}"><wall-top></wall-top><wall-queues big></wall-queues><wall-ticker></wall-ticker></main>`;
    }
    return html`<main class=${lost}><wall-top></wall-top><wall-queues></wall-queues>${heard && has !== 'dossiers' ? html`<wall-orgs></wall-orgs>` : html`<wall-steps></wall-steps>`}
      <div class="lower"><wall-satisfaction></wall-satisfaction><wall-equipment></wall-equipment></div><wall-tasks></wall-tasks><wall-ticker ?first=${!heard}></wall-ticker></main>`;
  }
}

customElements.define('ioc-wall', Wall);
