/** The first start: what still has to happen before there is a picture. */
import { LitElement, css, html } from 'lit';
import { Ticking, Watch } from '../live.js';
import { glyph } from '../parts.js';
import { hms, n, name, t } from '../words.js';
import { head, sheets } from './sheet.js';

class Steps extends LitElement {
  static styles = [...sheets, css`
    .sum b { margin-right: 0; }
    ol { flex: 1; display: grid; grid-auto-rows: 1fr; max-height: 28rem; } li { display: grid; grid-template-columns: 2.25rem minmax(0, 1fr) auto; gap: .875rem; align-items: center; border-top: .0625rem solid var(--line); }
    .glyph { font-size: 1.875rem; } i { width: 1.875rem; height: 1.875rem; border-radius: 50%; border: .1875rem solid var(--line-strong); } .now i { border-color: var(--text); border-width: .5rem; }
    li p { line-height: 1.25; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; } small { display: block; color: var(--text-2); font-size: var(--t-s); } .done p { color: var(--text-2); } .now p { font-weight: var(--w-semibold); } .now small { font-weight: var(--w-regular); } li > span { color: var(--text-2); white-space: nowrap; }
    .many { --t-s: 1.25rem; font-size: 1.375rem; } .many p { line-height: 1.22; } .many small { line-height: 1.2; }
  `];

  #watch = new Watch(this, 'overview', ['setup']);
  #tick = new Ticking(this);

  render() {
    const setup = this.#watch.topic.of('setup') ?? {};
    const steps = [
      [true, t('setup.server'), t('setup.server-how', { version: setup.version ?? '', time: hms(setup.startedAt) }), ''],
      [setup.journal, t('setup.journal'), t(setup.journal ? 'setup.journal-how' : 'setup.journal-missing'), t('setup.waiting')],
      [setup.broker, t('setup.broker'), t(setup.broker ? 'setup.broker-how' : 'setup.broker-missing'), t('setup.waiting')],
      [setup.devicesHeard > 0, t('setup.device'), t('setup.device-how', { heard: n(setup.devicesHeard ?? 0), all: n(setup.devicesTotal ?? 0) }), t('setup.waiting')],
      ...(setup.sources ?? []).map((source) => [source.state === 'ok', name(source.label), t(`setup.source-${source.state === 'ok' || source.state === 'off' ? source.state : 'waiting'}`),
        t(source.state === 'off' ? 'setup.unset' : 'setup.waiting')]),
    ];
    const done = steps.filter((step) => step[0]).length;
    const next = steps.findIndex((step) => !step[0]);
    return html`<section class="panel" aria-labelledby="h">
      ${head(html`<span id="h">${t('setup.title')}</span>`, html`<b>${n(done)}</b>/${n(steps.length)} ${t('setup.done')}`)}
      <ol class=${steps.length > 7 ? 'many' : ''}>${steps.map(([ready, what, how, wait], i) => html`<li class=${ready ? 'done' : i === next ? 'now' : ''}>
        ${ready ? glyph('ok') : html`<i></i>`}<p>${what}<small>${how}</small></p><span>${ready ? t('setup.done') : wait}</span></li>`)}</ol>
    </section>`;
  }
}

customElements.define('wall-steps', Steps);
