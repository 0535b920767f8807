/** Counters and devices, and the names of those in trouble. */
import { LitElement, css, html } from 'lit';
import { live, Ticking, Watch } from '../live.js';
import { glyph } from '../parts.js';
import { faultWord, n, name, shortSpan, span, t } from '../words.js';
import { head, sheets } from './sheet.js';

const KINDS = ['counter', 'kiosk', 'camera', 'wifi'];
const TROUBLES = 2;
const HOUR = 3_600_000;     // from then on there is no room for the whole word

class Equipment extends LitElement {
  static styles = [...sheets, css`
    dl { flex: 1; display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 0; }
    dl > div { padding: .25rem .375rem .25rem 0; display: flex; flex-direction: column; min-width: 0; } dl > div + div { border-left: .0625rem solid var(--line); padding-left: .625rem; }
    dt { font-size: var(--t-m); color: var(--text-2); display: flex; align-items: center; gap: .5rem; white-space: nowrap; } dt .glyph { margin-left: auto; font-size: 1.75rem; }
    dd.num { font-size: var(--t-2xl); margin: .375rem 0 .5rem; white-space: nowrap; } dd small { font-size: .58em; color: var(--text-2); font-weight: var(--w-regular); letter-spacing: 0; }
    dd.dash { color: var(--text-3); font-weight: 300; font-size: 2.5rem; margin-block: .75rem .875rem; } dd.dash small { font-size: 1em; }
    .why { font-size: var(--t-s); color: var(--text-2); line-height: 1.28; white-space: nowrap; } .why + .why { margin-top: .375rem; } .why b { display: block; color: var(--text); font-weight: var(--w-medium); }
    .why, .why b { overflow: hidden; text-overflow: ellipsis; }
  `];

  #watch = new Watch(this, 'overview', ['kind:', 'site:']);
  #tick = new Ticking(this);

  render() {
    const { topic } = this.#watch;
    let total = 0, reporting = 0, heard = 0;
    for (const kind of topic.all('kind:')) {
      total += kind.total;
      heard += kind.heard ?? 0;
      reporting += kind.reporting ?? 0;
    }
    return html`<section class="panel" aria-labelledby="h">
      ${head(html`<span id="h">${t('wall.equipment')}</span>`, heard === 0 ? t('wall.devices-heard', { n: n(heard), all: n(total) })
        : t('wall.devices-reporting', { n: n(reporting), all: n(total) }))}
      <dl>${KINDS.map((kind) => this.#column(kind, topic.of(`kind:${kind}`)))}</dl>
    </section>`;
  }

  #column(kind, of) {
    if (!of || !of.heard) {
      return html`<div><dt>${t(`kind.${kind}`)}${glyph('nodata')}</dt><dd class="num dash">– / <small>${n(of?.total)}</small></dd><dd class="why">${t('kind.never')}</dd></div>`;
    }
    const count = kind === 'counter' ? of.open : of.reporting;
    const troubles = of.troubles ?? [];
    return html`<div><dt>${t(`kind.${kind}`)}${glyph(this.#shape(of, troubles))}</dt>
      <dd class="num">${n(count)}<small>/${n(of.total)}</small></dd>
      ${troubles.length === 0 ? html`<dd class="why">${count < of.total ? t('wall.some-late', { n: n(of.total - count) }) : t(kind === 'counter' ? 'wall.all-open' : 'wall.all-report')}</dd>`
        : troubles.slice(0, TROUBLES).map((trouble) => html`<dd class="why"><b>${name(this.#watch.topic.of(`site:${trouble.site}`)?.name)}</b>${this.#what(kind, trouble)}</dd>`)}
    </div>`;
  }

  #shape(of, troubles) {
    if (troubles.some((trouble) => trouble.what === 'fault')) return 'crit';
    if (troubles.some((trouble) => trouble.what === 'paused' || trouble.what === 'silent')) return 'warn';
    return troubles.some((trouble) => trouble.what === 'lost') ? 'nodata' : troubles.length > 0 ? 'warn' : 'ok';
  }

  #what(kind, trouble) {
    if (kind === 'counter' && (trouble.what === 'paused' || trouble.what === 'closed')) return t('trouble.counters-missing', { n: n(trouble.count) });
    if (trouble.what === 'lost' && live.now() - trouble.since >= HOUR) return t('device.lost', { span: span(live.now() - trouble.since) });
    const what = trouble.what === 'fault' ? faultWord(trouble.fault) : t(`trouble.${trouble.what}`);
    return trouble.since == null ? what : `${what} ${shortSpan(live.now() - trouble.since)}`;
  }
}

customElements.define('wall-equipment', Equipment);
