/** What an alert is about, as it is now and made of the parts of its page: a dossier, a point, a device, an assignment, a unit's dossiers. */
import { LitElement, css, html, nothing } from 'lit';
import { live, Ticking, Watch } from '../live.js';
import { glyph, rest } from '../parts.js';
import { dm, hm, n, name, t } from '../words.js';
import './apology.js';
import './assignment.js';
import { clockStyle, explained } from './clock.js';
import { deviceFacts, deviceStyle } from './device-facts.js';
import { DossierSource } from './dossier-source.js';
import { leftWords } from './dossiers.js';
import { facts, factsStyle } from './facts.js';
import { handling, handlingStyle } from './handling.js';
import { counters, devices, hero, queueStyle, satisfaction, services } from './queue.js';
import { blank, sheets } from './sheet.js';

const LISTED = 6;            // dossiers of a unit
const ASK_EVERY = 15_000;    // ms
const LISTS = { 'dossier-overdue': ['overdue', 'dueAt'], 'dossier-soon': ['soon', 'dueAt'], 'apology-past': ['apology-past', 'dueAt'] };

/** Without the page around it: cards below each other, as wide as the pane lets them be. */
const frame = css`
  :host { display: block; height: auto; container-type: inline-size; } .all { display: grid; gap: var(--gap); grid-template-columns: minmax(0, 1fr); }
`;

class DossierThing extends LitElement {
  static styles = [...sheets, clockStyle, handlingStyle, factsStyle, frame, css`
    .facts { grid-template-columns: repeat(4, auto); } .facts .what { grid-column: 1 / -1; } .card > header { flex-wrap: wrap; gap: 0 1rem; }
    @container (max-width: 56rem) { .sum th:nth-child(2) { width: 9.5rem; } }
    @container (max-width: 40rem) { .facts { grid-template-columns: 1fr 1fr; justify-content: normal; } .sum th:nth-child(1), .sum td:nth-child(1) { display: none; } .handled th:nth-child(1) { width: 40%; } .handled th:nth-child(2) { width: 6rem; } .handled th:nth-child(3), .handled td:nth-child(3) { display: none; } .handled th:nth-child(5) { width: 7.5rem; } }
  `];
  static properties = { code: {} };

  #source = new DossierSource(this, () => this.code);
  #tick = new Ticking(this);

  render() {
    const { dossier, failed, changedAt } = this.#source;
    if (!dossier) return html`<section class="card">${failed ? blank('nodata', t('dossier.gone'), failed) : loading()}</section>`;
    return html`<div class="all">${facts(dossier)}<section class="card clock" aria-labelledby="h-clock">${explained(dossier, 'h-clock')}</section>${handling(dossier)}
      <dossier-apology .code=${this.code} .stamp=${changedAt} @letter=${(event) => this.#source.wrote(event.detail)}></dossier-apology></div>`;
  }
}

customElements.define('thing-dossier', DossierThing);

class SiteThing extends LitElement {
  static styles = [...sheets, queueStyle, frame, css`
    .hero { grid-template-columns: repeat(4, minmax(0, 1fr)); row-gap: .75rem; } .hero .lead, .hero .advice { grid-column: span 2; } .hero .advice { align-self: stretch; align-content: center; } .fig { order: 1; align-self: start; } .fig .ctx { white-space: normal; } .pair { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: var(--gap); align-items: start; } .devices { min-height: 0; }
    @container (max-width: 52rem) { .pair { grid-template-columns: minmax(0, 1fr); } } @container (max-width: 36rem) { .hero { grid-template-columns: 1fr 1fr; } }
  `];
  static properties = { site: {}, kind: {} };

  #watch = new Watch(this, 'overview', ['site:']);
  #tick = new Ticking(this);

  willUpdate() {
    this.#watch.turn(`site:${this.site}`);
  }

  render() {
    const { topic } = this.#watch;
    const site = topic.of('site');
    if (!site) return html`<section class="card">${topic.known ? blank('nodata', t('site.unknown')) : loading()}</section>`;
    const then = topic.of('before');
    return html`<div class="all">${hero(site, topic, then)}${this.kind === 'site-silent' ? devices(site, topic, this.site)
      : this.kind === 'satisfaction' ? satisfaction(site, then) : html`<div class="pair">${services(site, topic)}${counters(topic)}</div>`}</div>`;
  }
}

customElements.define('thing-site', SiteThing);

class DeviceThing extends LitElement {
  static styles = [...sheets, deviceStyle, frame, css`.card { gap: .75rem; } .card > header { margin: 0; }`];
  static properties = { device: {} };

  #watch = new Watch(this, 'devices');
  #tick = new Ticking(this);

  render() {
    const { topic } = this.#watch;
    const device = topic.of(`device:${this.device}`);
    if (!device) return html`<section class="card">${topic.known ? blank('nodata', t('devices.none')) : loading()}</section>`;
    return html`<section class="card" aria-labelledby="h-dev"><header><h2 id="h-dev">${name(device.name)}</h2><p><a class="quiet-link" href="/sites/${device.site}">${name(topic.of(`site:${device.site}`)?.name)}</a> · ${device.id.split('/').pop()}</p></header>${deviceFacts(device)}</section>`;
  }
}

customElements.define('thing-device', DeviceThing);

class AssignmentThing extends LitElement {
  static styles = [...sheets, frame];
  static properties = { task: {} };

  #watch = new Watch(this, 'assignments', ['assignment:']);

  render() {
    const { topic } = this.#watch;
    const task = topic.of(`assignment:${this.task}`);
    if (!task) return html`<section class="card">${topic.known ? blank('nodata', t('tasks.gone', { id: this.task })) : loading()}</section>`;
    return html`<ioc-assignment within .task=${task}></ioc-assignment>`;
  }
}

customElements.define('thing-assignment', AssignmentThing);

/** The dossiers of a unit that the alert counts, the worst first. */
class OrgThing extends LitElement {
  static styles = [...sheets, frame, css`.tbl td:last-child { white-space: nowrap; } .tbl td:first-child a { text-decoration: none; } .tbl td:first-child a:hover { text-decoration: underline; }`];
  static properties = { org: {}, kind: {}, rows: { state: true }, failed: { state: true } };

  #watch = new Watch(this, 'dossiers', ['totals']);
  #tick = new Ticking(this);
  #asked = '';
  #askedAt = 0;

  willUpdate() {
    const [state, sort] = LISTS[this.kind] ?? LISTS['dossier-overdue'];
    const question = `/dossiers?org=${encodeURIComponent(this.org)}&state=${state}&sort=${sort}&size=${LISTED}`;
    if (question === this.#asked && performance.now() - this.#askedAt < ASK_EVERY) return;
    if (question !== this.#asked) this.rows = null;
    this.#asked = question;
    this.#askedAt = performance.now();
    rest(question).then((page) => {
      if (question !== this.#asked) return;
      this.rows = page;
      this.failed = '';
    }, (error) => this.failed = error.message);
  }

  render() {
    const { rows } = this;
    return html`<section class="card" aria-labelledby="h-list"><header><h2 id="h-list">${t(`thing.${this.kind}`)}</h2><p>${rows ? n(rows.total) : ''}</p></header>
      ${!rows ? this.failed ? blank('nodata', t('alerts.failed-load', { why: this.failed })) : loading() : rows.rows.length === 0 ? html`<p class="state is-ok">${glyph('ok', false)}${t('thing.none')}</p>`
        : html`<table class="tbl"><tbody>${rows.rows.map((row) => html`<tr><td><a href="/dossiers/${encodeURIComponent(row.code)}"><b>${name(row.procedureName) || row.procedure}</b><small class="mono">${row.code}</small></a></td><td class="r ${row.left < 0 ? 'is-crit' : row.state === 'soon' ? 'is-warn' : ''}">${leftWords(row)}<small>${row.dueAt == null ? '' : t('thing.due', { time: `${hm(row.dueAt)} ${dm(row.dueAt)}` })}</small></td></tr>`)}</tbody></table>`}</section>`;
  }
}

customElements.define('thing-org', OrgThing);

function loading() {
  return html`<p class="note" role="status">${t(live.state === 'joining' && live.tries > 1 ? 'lost.never' : 'loading')}…</p>`;
}

/** `scope` is what kind of thing the subject of the alert is; nothing for what has no parts to show. */
export function thing(alert, scope) {
  const { subject, kind, site } = alert;
  switch (kind === 'counter-idle' ? 'site' : scope) {
    case 'dossier': return html`<thing-dossier .code=${subject}></thing-dossier>`;
    case 'site': return html`<thing-site .site=${site ?? subject} .kind=${kind}></thing-site>`;
    case 'device': return html`<thing-device .device=${subject}></thing-device>`;
    case 'assignment': return html`<thing-assignment .task=${subject}></thing-assignment>`;
    case 'org': return html`<thing-org .org=${subject} .kind=${kind}></thing-org>`;
    default: return nothing;
  }
}
