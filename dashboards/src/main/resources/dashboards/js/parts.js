/** What every component shares: shapes of status, sizes through CSSOM, the common style sheet, errors of REST. */
import { css, html, noChange, nothing, svg } from 'lit';
import { Directive, directive, PartType } from 'lit/directive.js';
import { t } from './words.js';

/**
 * Custom properties of an element, set through CSSOM, for the page's policy forbids style attributes:
 * `<i ${vars({'--w': '38%'})}>`.
 */
class Vars extends Directive {
  constructor(part) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('vars() belongs on an element');
  }

  render() {
    return noChange;
  }

  update(part, [values]) {
    for (const name in values) {
      if (values[name] !== this.last?.[name]) part.element.style.setProperty(name, values[name]);
    }
    this.last = values;
    return noChange;
  }
}

export const vars = directive(Vars);

const SHAPES = {
  ok: svg`<circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" stroke-width="2"/><path d="M7.5 12.3l3 3 6-6.4" fill="none" stroke="currentColor" stroke-width="2.2"/>`,
  warn: svg`<path class="w-fill" d="M12 2.5L23 21.5H1z" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round"/><path class="w-ink" d="M12 9v6M12 17v2.2" stroke-width="2.4"/>`,
  crit: svg`<path d="M7.5 1.5h9l6 6v9l-6 6h-9l-6-6v-9z" fill="currentColor"/><path class="c-ink" d="M12 6v7.5M12 16v2.5" stroke-width="2.8"/>`,
  nodata: svg`<rect x="3" y="3" width="18" height="18" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="4 3"/><path d="M7 17L17 7" stroke="currentColor" stroke-width="2.2"/>`,
  low: svg`<path d="M12 2.5l9.5 9.5-9.5 9.5L2.5 12z" fill="none" stroke="currentColor" stroke-width="2"/><path d="M12 8v5M12 15v2" stroke="currentColor" stroke-width="2.2"/>`,
  busy: svg`<circle cx="12" cy="12" r="9" fill="currentColor"/>`,
  idle: svg`<circle cx="12" cy="12" r="8" fill="none" stroke="currentColor" stroke-width="2.4"/>`,
  pause: svg`<rect x="3" y="3" width="18" height="18" rx="2" fill="none" stroke="currentColor" stroke-width="2"/><path d="M9.5 8v8M14.5 8v8" stroke="currentColor" stroke-width="2.4"/>`,
  shut: svg`<rect x="3" y="3" width="18" height="18" rx="2" fill="none" stroke="currentColor" stroke-width="2"/><path d="M8 12h8" stroke="currentColor" stroke-width="2.4"/>`,
  folded: svg`<path d="M9 6l6 6-6 6" fill="none" stroke="currentColor" stroke-width="2.2"/>`,
  open: svg`<path d="M6 9l6 6 6-6" fill="none" stroke="currentColor" stroke-width="2.2"/>`,
};

/** The shape of a status, with its word for those who do not see it; no word where one stands beside it. */
export function glyph(shape, worded = true) {
  return worded
    ? html`<svg class="glyph is-${shape}" viewBox="0 0 24 24" role="img" aria-label=${t(`status.${shape}`)}>${SHAPES[shape]}</svg>`
    : html`<svg class="glyph is-${shape}" viewBox="0 0 24 24" aria-hidden="true">${SHAPES[shape]}</svg>`;
}

/** Which shape an alert of that priority has. */
export function shapeOf(alert) {
  return alert.kind?.endsWith('silent') || alert.kind?.endsWith('dark') ? 'nodata' : { critical: 'crit', high: 'warn', low: 'low' }[alert.priority] ?? 'warn';
}

/** Which shape a site's state has. */
export function shapeOfSite(state) {
  return { ok: 'ok', closed: 'ok', warn: 'warn', crit: 'crit' }[state] ?? 'nodata';
}

/** A bar with a limit mark; `of` is the share of the whole, `mark` where the limit stands, both 0..1. */
export function gauge(of, mark, kind = '') {
  return html`<svg class="gauge ${kind}" aria-hidden="true"><rect class="track" width="100%" height="100%" rx="2"></rect>
    ${of > 0 ? svg`<rect class="val" width="${share(of)}" height="100%" rx="2"></rect>` : nothing}
    ${mark == null ? nothing : svg`<rect class="limit" x="${share(mark)}" y="-30%" width=".1875rem" height="160%"></rect>`}</svg>`;
}

/** A number 0..1 as an SVG length. */
export function share(part) {
  return `${(Math.min(1, Math.max(0, part)) * 100).toFixed(1)}%`;
}

export const base = css`
  *, *::before, *::after { box-sizing: border-box; }
  h1, h2, h3, p, ul, ol, dl, dd, figure, table { margin: 0; padding: 0; }
  ul, ol { list-style: none; }
  a { color: inherit; }
  button, input, select, textarea { font: inherit; color: inherit; }
  b { font-weight: var(--w-semibold); }
  .num { line-height: var(--lh-number); font-weight: var(--w-num, var(--w-semibold)); letter-spacing: -.02em; }
  .glyph { width: 1em; height: 1em; flex: none; }
  .w-fill { fill: var(--warn-fill); } .w-ink { stroke: var(--on-warn); } .c-ink { stroke: var(--glyph-ink); }
  .vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .is-ok { color: var(--ok); } .is-warn { color: var(--warn); } .is-crit { color: var(--crit); } .is-nodata { color: var(--nodata); } .is-info, .is-low { color: var(--info); }
  .hatched { background: repeating-linear-gradient(135deg, var(--hatch-ink) 0 .16rem, var(--hatch-ground) .16rem .5rem); }
  @media (prefers-reduced-motion: reduce) { * { transition: none !important; animation: none !important; } }
`;

/** GET or POST as JSON; throws an error that says what the server said, with its `problem`. */
export async function rest(path, options) {
  const answer = await fetch(`/api/v1${path}`, { headers: { accept: 'application/json', 'x-door': document.documentElement.dataset.door ?? '' }, ...options });
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    if (answer.status === 401 && problem.code === 'sign-in') dispatchEvent(new CustomEvent('signed-out'));
    throw Object.assign(new Error(problem.detail ?? problem.title ?? `${answer.status}`), { problem });
  }
  return answer.status === 204 || answer.status === 202 && answer.headers.get('content-length') === '0' ? null : answer.json().catch(() => null);
}
