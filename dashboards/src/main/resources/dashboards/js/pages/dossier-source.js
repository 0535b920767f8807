/** One dossier as the server has it: asked anew when any dossier changed, and while the store is behind what was just written. */
import { Watch } from '../live.js';
import { rest } from '../parts.js';

const ASK_EVERY = 30_000;   // ms between two looks, and at once when a dossier changes
const ASK_BEHIND = 900;     // ms while the store has not what the page has

export class DossierSource {
  dossier = null;
  failed = '';

  #host;
  #code;
  #watch;
  #asked = '';
  #askedAt = 0;
  #revision = 0;   // of the letter of apology, which the store may not have yet

  /** `code` is a function that says which one. The host must be drawn every second. */
  constructor(host, code) {
    this.#host = host;
    this.#code = code;
    this.#watch = new Watch(host, 'dossiers', ['totals']);
    host.addController(this);
  }

  /** When a dossier changed last. */
  get changedAt() {
    return this.#watch.topic.of('totals')?.changedAt ?? 0;
  }

  /** The page has a letter of that revision. */
  wrote(revision) {
    this.#revision = revision;
  }

  hostUpdate() {
    const code = this.#code();
    const question = `${code} ${this.changedAt || ''}`;
    const isBehind = this.dossier?.apology?.revision < this.#revision;
    if (question === this.#asked && performance.now() - this.#askedAt < (isBehind ? ASK_BEHIND : ASK_EVERY)) return;
    if (!this.#asked.startsWith(`${code} `)) Object.assign(this, { dossier: null, failed: '' }).wrote(0);
    this.#asked = question;
    this.#askedAt = performance.now();
    rest(`/dossiers/${encodeURIComponent(code)}`).then((dossier) => {
      if (code !== this.#code()) return;
      Object.assign(this, { dossier, failed: '' });
      this.#host.requestUpdate();
    }, (error) => {
      this.failed = error.message;
      this.#host.requestUpdate();
    });
  }
}
