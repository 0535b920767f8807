/** Handing a shift over: what is open, who has it, what changed; the account must balance. */
import { LitElement, css, html, nothing } from 'lit';
import { live, Ticking, Watch } from '../live.js';
import { alertText, isWaiting, urgency } from '../alerts.js';
import { may, me, post, who } from '../me.js';
import { glyph, rest, shapeOf } from '../parts.js';
import { clockTime, dmy, hm, moment, n, name, span, t } from '../words.js';
import { myId, say } from './handle.js';
import { filter, query } from './route.js';
import { bar, blank, sheet, sheets, waiting } from './sheet.js';

const GROUPS = ['critical', 'high', 'low'];

class Handover extends LitElement {
  static styles = [...sheets, css`
    main { grid-template: auto minmax(0, 1fr) / minmax(0, 1fr) minmax(16rem, 20rem); align-content: stretch; }
    .sum { grid-column: 1 / -1; flex-direction: row; flex-wrap: wrap; gap: .25rem 1.75rem; align-items: end; } .sum dl { margin: 0; } .sum dt { font-size: var(--t-s); color: var(--text-2); } .sum dd { font-size: var(--t-2xl); line-height: 1.1; font-weight: var(--w-semibold); } .sum dd small { display: block; font-size: var(--t-s); font-weight: var(--w-regular); color: var(--text-2); } .sum .op { font-size: var(--t-xl); color: var(--text-2); padding-bottom: 1.5rem; } .sum .end { margin-left: auto; text-align: right; }
    .open { padding: 0; overflow: auto; } .open table { width: 100%; border-collapse: collapse; } .open th { position: sticky; top: 0; background: var(--tile); text-align: left; font-weight: var(--w-regular); font-size: var(--t-s); color: var(--text-2); padding: .5rem .75rem; border-bottom: 1px solid var(--line-strong); z-index: 1; } .open td { padding: .5rem .75rem; border-bottom: 1px solid var(--line); vertical-align: top; line-height: 1.28; } .open .grp td { background: var(--panel); font-weight: var(--w-semibold); font-size: var(--t-s); } .open .glyph { font-size: 1.25rem; } .open b { overflow-wrap: anywhere; } .open small { display: block; color: var(--text-2); font-size: var(--t-s); } .open tr[aria-selected="true"] td { background: #e2edf8; } .open button.tag { background: none; cursor: pointer; } .fold { border: 0; background: none; padding: 0; color: var(--info); cursor: pointer; text-decoration: underline; text-underline-offset: .2em; } .open .inner td:first-child { padding-left: 1.75rem; } .when { white-space: nowrap; font-weight: var(--w-semibold); }
    .stack { display: grid; gap: var(--gap); grid-template-rows: minmax(0, 1fr) auto; min-height: 0; } .log { overflow: auto; } .log ol { display: grid; gap: .5rem; } .log li { line-height: 1.28; font-size: var(--t-s); } .sign { gap: .5rem; } .sign textarea { border: 1px solid var(--line-strong); border-radius: var(--radius-s); padding: .5rem .625rem; min-height: 4rem; resize: vertical; } .sign blockquote { margin: 0; border-left: 3px solid var(--line-strong); background: var(--panel); padding: .5rem .75rem; white-space: pre-wrap; overflow-wrap: anywhere; } .sign .btn { justify-content: center; } .pair { display: flex; justify-content: space-between; gap: .5rem; font-size: var(--t-s); }
    @media (max-width: 64em) { main { grid-template: none / minmax(0, 1fr); overflow: auto; align-content: start; } .open, .log { overflow: visible; } .stack { grid-template-rows: none; } .sum .end { margin-left: 0; text-align: left; } } @media (max-width: 47.99em) { .open thead, .open .next, .open .change { display: none; } .fold { min-height: 2.75rem; } .sum .op { display: none; } }
    @media print { .sign .btn, .log { display: none; } .open { overflow: visible; } }
  `];
  static properties = { shift: { state: true }, failed: { state: true }, at: { state: true }, unfolded: { state: true } };

  #watch = new Watch(this, 'alerts', ['counts']);
  #tick = new Ticking(this);
  #key = (event) => this.#pressed(event);
  #seen = '';
  #said = new Set();   // on its way to the server

  connectedCallback() {
    super.connectedCallback();
    this.unfolded = new Set();
    addEventListener('keydown', this.#key);
    who().then(() => this.requestUpdate(), () => null);
    this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#key);
  }

  async #load() {
    const since = clockTime(query('since'));
    try {
      this.shift = await rest(`/shift${since ? `?since=${since}` : ''}`);
      this.failed = '';
    } catch (error) {
      this.failed = error.message;
    }
  }

  willUpdate() {
    const counts = JSON.stringify(this.#watch.topic.of('counts') ?? {});
    if (counts !== this.#seen) {
      this.#seen = counts;
      this.#load();
    }
  }

  /** Ids of what I have read since the shift was last taken. */
  #mine() {
    return new Set((this.shift?.reads ?? []).filter((read) => read.by.id === myId()).map((read) => read.alert));
  }

  render() {
    const shift = this.shift;
    const head = bar(this, { title: t('nav.handover'), figures: shift ? this.#since(shift) : nothing });
    if (this.failed) return sheet(head, html`<main>${blank('nodata', t('alerts.failed-load', { why: this.failed }))}</main>`);
    if (!shift) return sheet(head, waiting());
    const rows = [...shift.rows].sort(urgency);
    const shelved = rows.filter((row) => row.state === 'shelved'), rest = rows.filter((row) => row.state !== 'shelved' && !row.within);
    const critical = rest.filter((row) => row.priority === 'critical');
    const read = this.#mine(), unread = critical.filter((row) => !read.has(row.id)).length;
    this.rows = rest;
    return sheet(head, html`<main>${this.#sum(shift, rest, shelved)}
      <section class="card open" aria-label=${t('handover.open')}><table><thead><tr><th></th><th>${t('handover.open')}</th><th>${t('alert.since')}</th><th>${t('alert.holder')}</th><th class="change">${t('handover.changed', { time: hm(shift.since) })}</th><th class="next">${t('alert.what')}</th></tr></thead>
        <tbody>${GROUPS.map((priority) => this.#group(t(`priority.${priority}`), rest.filter((row) => row.priority === priority), priority === 'critical' ? t('handover.read-each') : '', read))}${this.#group(t('alerts.view-shelved'), shelved, t('handover.shelved-means'), read)}</tbody></table></section>
      <div class="stack"><section class="card log" aria-labelledby="h-log"><header><h2 id="h-log">${t('handover.log')}</h2><p>${n(shift.log.length)}</p></header><ol>${shift.log.map((line) => html`<li>${hm(line.at)} <b>${line.by || t('acts.nobody')}</b> ${t(`acts.${line.kind}`)} ${line.kind === 'folded' ? '' : name(line.to)}<br><a class="quiet-link" href="/alerts?alert=${line.alert.id}">${alertText(line.alert)}</a>${line.text ? html`<br>“${line.text}”` : nothing}</li>`)}</ol></section>${shift.whole ? may('handOver') ? this.#sign(shift, rest, critical.length, unread) : nothing : html`<section class="card centre"><p class="note">${t('handover.centre')}</p></section>`}</div></main>`);
  }

  /** What changed since I left, or in the shift that goes on. */
  #since(shift) {
    const { left, began } = shift, minute = (at) => `${dmy(at)} ${hm(at)}`;
    if (left == null || minute(left) === minute(began)) return html`<p class="kpi">${t('handover.since', { time: moment(shift.since) })}</p>`;
    const choice = (id, at, since) => html`<button aria-pressed=${minute(shift.since) === minute(at) ? 'true' : 'false'} @click=${() => this.#look(since)}>${t(`handover.since-${id}`, { time: moment(at) })}</button>`;
    return html`<div class="seg" role="group" aria-label=${t('handover.changed-since')}>${choice('left', left, '')}${choice('began', began, minute(began))}</div>`;
  }

  #look(since) {
    filter({ since });
    return this.#load();
  }

  #sum(shift, rows, shelved) {
    const of = (priority) => rows.filter((row) => row.priority === priority).length;
    const balanced = shift.atStart + shift.raised === shift.closed + shift.open && shift.open === shift.counted;
    const counts = this.#watch.topic.of('counts') ?? {};
    const isLeft = shift.since === shift.left && shift.left !== shift.began;
    const cell = (title, value, text) => html`<dl><dt>${title}</dt><dd class="num">${value}<small>${text}</small></dd></dl>`;
    return html`<section class="card sum" aria-label=${t('handover.account')}>${cell(t(isLeft ? 'handover.at-left' : 'handover.at-start'), n(shift.atStart), moment(shift.since))}<span class="op">+</span>${cell(t(isLeft ? 'handover.raised-left' : 'handover.raised'), n(shift.raised), ' ')}<span class="op">=</span>${cell(t('handover.closed'), n(shift.closed), ' ')}<span class="op">+</span>${cell(t('handover.left'), n(shift.open), t('handover.left-of', { critical: n(of('critical')), high: n(of('high')), low: n(of('low')) }))}
      <div class="end">${cell(t('alerts.to-accept'), counts.toAccept == null ? '–' : span(counts.toAccept), t('handover.shelved-n', { n: n(shelved.length) }))}</div>
      <p class="state is-${balanced ? 'ok' : 'crit'}">${glyph(balanced ? 'ok' : 'crit', false)}<b>${t(balanced ? 'handover.balanced' : 'handover.unbalanced')}</b> ${n(shift.atStart + shift.raised)} = ${n(shift.closed + shift.open)}</p></section>`;
  }

  #group(title, rows, note, read) {
    if (rows.length === 0) return nothing;
    return html`<tr class="grp"><td></td><td colspan="5">${title} ${n(rows.length)} <span class="q s">${note}</span></td></tr>${this.#folded(rows).map((row) => row.storm ? this.#storm(row, read) : this.#row(row.alert, read, row.inner))}`;
  }

  /** Many of one rule that nobody has are one row, as in the console. */
  #folded(rows) {
    const storms = this.#watch.topic.of('counts')?.storms ?? {};
    const isStormy = (row) => storms[row.rule] && isWaiting(row) && !row.clearedAt;
    const list = [], met = new Set();
    for (const row of rows) {
      if (!isStormy(row)) list.push({ alert: row });
      else if (!met.has(row.rule)) {
        met.add(row.rule);
        const members = rows.filter((each) => each.rule === row.rule && isStormy(each));
        list.push({ storm: row.rule, alert: row, members });
        if (this.unfolded.has(row.rule)) members.forEach((member) => list.push({ alert: member, inner: true }));
      }
    }
    return list;
  }

  #storm({ storm, alert, members }, read) {
    const unread = alert.priority === 'critical' ? members.filter((each) => !read.has(each.id)).length : 0;
    const open = this.unfolded.has(storm);
    return html`<tr><td>${glyph(shapeOf(alert))}</td><td><b>${t('alert.storm', { rule: name(alert.ruleName), n: n(members.length) })}</b>${unread > 0 ? html` <span class="tag new">${t('handover.unread-n', { n: n(unread) })}</span>` : nothing}<small>${members.slice(0, 3).map((each) => name(each.name)).join(', ')}${members.length > 3 ? '…' : ''}</small><button class="fold" aria-expanded=${open ? 'true' : 'false'} @click=${() => this.#unfold(storm)}>${t(open ? 'alerts.fold' : 'alerts.unfold')}</button></td>
      <td class="when is-${shapeOf(alert)}">${span(live.now() - Math.min(...members.map((each) => each.raisedAt)))}</td><td><span class="is-crit">${t('alerts.nobody')}</span></td>
      <td class="change s"></td><td class="next s">${name(alert.what)}</td></tr>`;
  }

  #unfold(rule) {
    this.unfolded = new Set(this.unfolded);
    if (!this.unfolded.delete(rule)) this.unfolded.add(rule);
  }

  #row(row, read, inner) {
    const isRead = read.has(row.id), isToRead = row.priority === 'critical' && row.state !== 'shelved';
    const readers = isToRead ? (this.shift.reads ?? []).filter((each) => each.alert === row.id) : [];
    return html`<tr class=${inner ? 'inner' : ''} aria-selected=${this.at === row.id ? 'true' : 'false'} @click=${() => this.#reads([row])}>
      <td>${glyph(shapeOf(row))}</td><td><b><a href="/alerts?alert=${row.id}">${alertText(row)}</a></b>${isToRead && !isRead ? html` <button class="tag new" @click=${(event) => this.#reads([row], event)}>${t('handover.unread')}</button>` : nothing}<small>${[name(row.owner), ...readers.map((each) => t('handover.read-by', { by: each.by.name, time: hm(each.at) }))].filter(Boolean).join(' · ')}</small></td>
      <td class="when is-${shapeOf(row)}">${row.state === 'shelved' ? t('alerts.until', { time: moment(row.shelvedUntil) }) : span(live.now() - row.raisedAt)}</td>
      <td>${name(row.holder) || row.shelvedBy || html`<span class="is-crit">${t('alerts.nobody')}</span>`}<small>${row.heldAt ? t('handover.held', { time: moment(row.heldAt) }) : ''}</small></td>
      <td class="change s">${this.#changes(row)}</td><td class="next s">${row.shelfReason ?? name(row.what)}</td></tr>`;
  }

  #changes(row) {
    const told = row.changes.filter((act) => act.kind !== 'folded');
    if (told.length === 0) return html`<span class="q">${t('handover.same')}</span>`;
    return told.slice(-3).map((act) => html`<div>${hm(act.at)} ${act.by || ''} ${t(`acts.${act.kind}`)} ${name(act.to)}${act.text ? html`: “${act.text}”` : nothing}</div>`);
  }

  #sign(shift, rows, criticals, unread) {
    const last = shift.shifts.at(-1), waits = last && last.takenAt == null;
    return html`<section class="card sign" aria-labelledby="h-sign"><header><h2 id="h-sign">${t('handover.sign')}</h2></header>
      <p class="pair"><span>${t('handover.read')}</span><b>${n(criticals - unread)} / ${n(criticals)}</b></p><p class="pair"><span>${t('handover.unheld')}</span><b>${n(rows.filter((row) => !row.holder).length)}</b></p>
      ${waits ? html`<p class="pair"><span>${t('handover.given-by')}</span><b>${last.givenBy.name}, ${hm(last.givenAt)}</b></p>${last.note ? html`<blockquote>${last.note}</blockquote>` : nothing}<button class="btn act" ?disabled=${unread > 0} @click=${() => this.#do('take')}>${t('handover.take')}</button>${unread > 0 ? html`<p class="note">${t('handover.read-first')}</p>` : nothing}`
        : html`${last ? html`<p class="note">${t('handover.taken', { by: last.takenBy.name, time: `${hm(last.takenAt)} ${dmy(last.takenAt)}` })}${last.read?.length > 0 ? ` · ${t('handover.taken-read', { n: n(last.read.length) })}` : ''}</p>` : nothing}<textarea aria-label=${t('handover.note')} placeholder=${t('handover.note')} maxlength="2000"></textarea><button class="btn act" @click=${() => this.#do('give')}>${t('handover.give', { name: me()?.person?.name ?? '' })}</button>`}</section>`;
  }

  /** Reading a critical one is said to the server, for the next shift to see; it counts once. */
  async #reads(rows, event) {
    event?.stopPropagation();
    this.at = rows[0].id;
    const read = this.#mine();
    const alerts = rows.filter((row) => row.priority === 'critical' && row.state !== 'shelved' && !read.has(row.id) && !this.#said.has(row.id)).map((row) => row.id);
    if (alerts.length === 0) return;
    alerts.forEach((id) => this.#said.add(id));
    try {
      const { reads } = await post('/shift', { act: 'read', alerts });
      this.shift = { ...this.shift, reads };
    } catch (error) {
      say(t('alerts.failed', { why: error.message }));
    } finally {
      alerts.forEach((id) => this.#said.delete(id));
    }
  }

  async #do(act) {
    try {
      await post('/shift', { act, note: this.renderRoot.querySelector('.sign textarea')?.value ?? '' });
      filter({ since: '' });
      await this.#load();
    } catch (error) {
      say(error.problem?.code === 'shift-unread' ? t('handover.read-first') : t('alerts.failed', { why: error.message }));
      await this.#load();
    }
  }

  #pressed(event) {
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.composedPath()[0].tagName) || event.ctrlKey || event.metaKey) return;
    const ids = (this.rows ?? []).map((row) => row.id), at = ids.indexOf(this.at);
    const move = { j: 1, k: -1 }[event.key];
    if (move) this.at = ids[Math.min(ids.length - 1, Math.max(0, at + move))];
    if (event.key === 'd' && at >= 0) this.#reads([this.rows[at]]);
    if (event.key === 'i') print();
  }
}

customElements.define('page-handover', Handover);
