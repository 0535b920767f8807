/** What a paired screen says of itself every 15 s: what it has drawn, its heap, its errors. A wall that is none is told so once. */
import { live } from '../live.js';
import { rest } from '../parts.js';

const EVERY = 15_000;   // ms
const FIRST = 2_000;    // ms, until the first picture is drawn

let errors = 0;
let error = '';
let timer = 0;

function note(what) {
  errors++;
  error = String(what).slice(0, 300);
}

addEventListener('error', (event) => note(event.message));
addEventListener('unhandledrejection', (event) => note(event.reason?.message ?? event.reason));

async function beat() {
  clearTimeout(timer);
  try {
    const answer = await rest('/screens/own', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        seq: Math.max(0, live.seq),
        drawnAgoMs: live.drawnAt ? Math.round(performance.now() - live.drawnAt) : undefined,
        heap: performance.memory?.usedJSHeapSize ?? null,
        errors,
        error,
      }),
    });
    if (answer.screen === null) return;
  } catch {
    // the server is away: later
  }
  timer = setTimeout(beat, EVERY);
}

/** Begins anew, as after a pairing. */
export function beginToBeat() {
  clearTimeout(timer);
  timer = setTimeout(beat, FIRST);
}
