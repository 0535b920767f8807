/**
 * What a paired screen says of itself every 15 s: what it has drawn, its heap, its errors; and hears which layout it has. A wall
 * that is none is told so once.
 */
import { live } from '../live.js';
import { rest } from '../parts.js';
import { layout, learn } from './layout.js';

const EVERY = 15_000;   // ms
const FIRST = 2_000;    // ms, until the first picture is drawn
const HURRY = 1_000;    // ms, while it is not known whose wall this is
const PATIENCE = 10_000;

let errors = 0;
let error = '';
let timer = 0;

function note(what) {
  errors++;
  error = String(what).slice(0, 300);
}

addEventListener('error', (event) => note(event.message));
addEventListener('unhandledrejection', (event) => note(event.reason?.message ?? event.reason));

/** Says it now. */
export async function beat() {
  clearTimeout(timer);
  try {
    const answer = await rest('/screens/own', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      signal: AbortSignal.timeout(PATIENCE),
      body: JSON.stringify({
        seq: Math.max(0, live.seq),
        drawnAgoMs: live.drawnAt ? Math.round(performance.now() - live.drawnAt) : undefined,
        heap: performance.memory?.usedJSHeapSize ?? null,
        errors,
        error,
      }),
    });
    learn(answer.screen);
    if (answer.screen === null) return;
  } catch {
    // the server is away: later; with figures but without a word a picture is better than none
    if (live.state === 'live') learn(null);
  }
  clearTimeout(timer);
  timer = setTimeout(beat, layout() ? EVERY : HURRY);
}

/** Begins anew, as after a pairing. */
export function beginToBeat() {
  clearTimeout(timer);
  timer = setTimeout(beat, FIRST);
}
