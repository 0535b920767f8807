/**
 * One of all tabs of this browser, for what must happen once. By a lock of the browser where there are locks, else (a page
 * without TLS) by asking the others: whoever leads answers.
 */
const PATIENCE = 700;   // ms until nobody has answered

export class Leader {
  leads = false;
  taken = false;   // another tab leads, as far as is known

  #name;
  #changed;
  #asked = false;
  #channel = null;
  #id = Math.random();

  /** `changed` is called when this tab begins to lead, or another one is known to. */
  constructor(name, changed) {
    this.#name = name;
    this.#changed = changed;
  }

  /** From now on this tab would lead. */
  stand() {
    if (this.#asked) return;
    this.#asked = true;
    if (navigator.locks) navigator.locks.request(this.#name, () => this.#lead()).catch(() => null);
    else this.#ask();
  }

  /** Looks whether another tab leads. */
  async look() {
    if (this.leads || !navigator.locks) return;
    const { held } = await navigator.locks.query().catch(() => ({ held: [] }));
    const taken = !this.leads && held.some((lock) => lock.name === this.#name);
    if (taken === this.taken) return;
    this.taken = taken;
    this.#changed();
  }

  #lead() {
    this.leads = true;
    this.taken = false;
    this.#changed();
    return new Promise(() => {});   // held until the tab goes
  }

  #ask() {
    const channel = this.#channel ??= this.#open();
    channel.postMessage({ ask: this.#id });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.taken || this.leads || this.#lead(), PATIENCE);
  }

  #open() {
    const channel = new BroadcastChannel(this.#name);
    channel.onmessage = ({ data }) => {
      if (data.ask && this.leads) channel.postMessage({ leads: this.#id });
      if (data.leads) this.#other(data.leads);
      if (data.gone) {
        this.taken = false;
        setTimeout(() => this.#ask(), Math.random() * PATIENCE);
      }
    };
    addEventListener('pagehide', () => this.leads && channel.postMessage({ gone: this.#id }));
    return channel;
  }

  /** Of two who began at once the smaller number stays. */
  #other(id) {
    if (this.leads && id > this.#id) {
      this.#channel.postMessage({ leads: this.#id });
      return;
    }
    this.leads = false;
    this.taken = true;
    this.#changed();
  }
}
