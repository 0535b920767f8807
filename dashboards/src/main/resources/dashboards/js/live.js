/**
 * The one connection of a page to the server, protocol ioc.v1: topics in, what was drawn out.
 *
 * Connecting and drawing are kept apart: frames go into the topics the moment they come; once per animation frame the
 * components that watch a changed key are asked to draw, and then the server is told which frame they have drawn.
 * Lost means: nothing heard for SILENCE, whatever the socket believes. It ends with the first thing heard again.
 */
const SILENCE = 4500;            // ms without a word; the server speaks at least every 2 s
const WATCH_EVERY = 250;         // ms
const LINGER = 1500;             // ms a topic is kept after its last watcher went, for the next page may want it
const SLOWEST = 10_000;          // ms between two tries, at most
const SOCKET_FAILURES = 3;       // then server-sent events, then sockets again
const DOOR = document.documentElement.dataset.door ?? '';   // screen: a wall, which is a device and not a person
const PROBE_AFTER = 60_000;      // ms on server-sent events until a socket is tried beside them

/** The latest fields of every key of one topic. The objects are kept and changed in place. */
class Topic {
  keys = new Map();
  watches = new Set();
  known = false;                 // a complete snapshot came
  leaving = 0;

  constructor(name) {
    this.name = name;
  }

  /** Fields of a key, or undefined. */
  of(key) {
    return this.keys.get(key);
  }

  /** Fields of every key with that prefix; each has its key in `key` and what follows the prefix in `id`. */
  all(prefix) {
    const found = [];
    for (const [key, fields] of this.keys) {
      if (key.startsWith(prefix)) found.push(fields);
    }
    return found;
  }

  put(key, fields) {
    let mine = this.keys.get(key);
    if (!mine) {
      const colon = key.indexOf(':');
      mine = { key, id: colon < 0 ? '' : key.slice(colon + 1) };
      this.keys.set(key, mine);
    }
    Object.assign(mine, fields);
  }
}

class Live {
  /** joining: never heard; live; lost: was heard, is silent; refused: the server will not have us back. */
  state = 'joining';
  welcome = null;
  tries = 0;                     // since the last word of the server
  lostSince = 0;                 // server's clock, epoch ms
  retryAt = 0;                   // performance clock; 0 while a try is on its way
  seq = -1;
  refusedWith = 0;               // code with which the server would not have us back
  drawnAt = 0;                   // performance clock, when something was last drawn

  #topics = new Map();
  #pending = new Set();
  #hasty = new Set();
  #frameAsked = false;
  #tickers = new Set();
  #wire = null;
  #failures = 0;
  #tried = 0;                    // performance clock, when the wire was opened
  #probe = 0;
  #heard = 0;                    // performance clock
  #serverAtHeard = Date.now();   // server's clock at #heard
  #retry = 0;
  #drawn = -1;
  #toDraw = -1;

  constructor() {
    if (location.pathname === '/sign-in') return;   // nothing is shown at the door
    this.#connect();
    setInterval(() => this.#watchdog(), WATCH_EVERY);
    this.#second();
    addEventListener('online', () => this.#hurry());
    document.addEventListener('visibilitychange', () => document.hidden || this.#hurry());
  }

  /** The server's clock, epoch ms; it stands still while lost, for so do the figures. */
  now() {
    return this.state === 'lost' ? this.lostSince : this.#serverAtHeard + performance.now() - this.#heard;
  }

  /** How long nothing was heard, ms. */
  silence() {
    return performance.now() - this.#heard;
  }

  get zone() {
    return this.welcome?.zone ?? 'Asia/Ho_Chi_Minh';
  }

  get simulated() {
    return this.welcome?.simulated === true;
  }

  topic(name) {
    let topic = this.#topics.get(name);
    if (!topic) {
      topic = new Topic(name);
      this.#topics.set(name, topic);
    }
    return topic;
  }

  /** Tells `host.requestUpdate()` when a key with one of the prefixes changes. */
  watch(name, watch) {
    const topic = this.topic(name);
    const first = topic.watches.size === 0 && !topic.leaving;
    clearTimeout(topic.leaving);
    topic.leaving = 0;
    topic.watches.add(watch);
    if (first) this.#join([name], false);
  }

  unwatch(name, watch) {
    const topic = this.topic(name);
    topic.watches.delete(watch);
    if (topic.watches.size === 0) {
      topic.leaving = setTimeout(() => {
        this.#topics.delete(name);
        this.#wire?.say({ type: 'leave', topics: [name] });
        if (this.#wire?.fixed) this.#again(0);
      }, LINGER);
    }
  }

  /** Draw this host at every whole second of the server's clock. */
  tick(host) {
    this.#tickers.add(host);
  }

  untick(host) {
    this.#tickers.delete(host);
  }

  /** Everything is drawn anew, as after a change of language. */
  redraw() {
    for (const topic of this.#topics.values()) this.#note(topic, null);
    this.#tellHasty();
    for (const host of this.#tickers) this.#pending.add(host);
    this.#askFrame();
  }

  // the wire ---------------------------------------------------------------------------------------------------------

  #connect() {
    this.#retry = 0;
    this.retryAt = 0;
    this.#tried = performance.now();
    const useEvents = this.#failures % (2 * SOCKET_FAILURES) >= SOCKET_FAILURES;
    if (useEvents && this.#joined().length === 0) {
      this.#again(500);
      return;
    }
    this.#wire = useEvents ? eventWire(this, this.#joined(), this.welcome?.epoch, this.seq) : socketWire(this);
  }

  opened(wire) {
    if (wire === this.#wire && !wire.fixed) this.#join(this.#joined(), true);
  }

  closed(wire, code) {
    if (wire !== this.#wire) return;
    this.#wire = null;
    this.tries++;
    this.#failures++;
    if (code >= 4400 && code < 4500) {
      this.refusedWith = code;
      this.#become('refused');
    } else if (code >= 4000 && code < 4100) {
      if (!wire.fixed) this.#failures = 0;
      if (code === 4000) this.seq = -1;
      this.#again(Math.random() * 250);
    } else {
      const slow = Math.min(SLOWEST, 500 * 2 ** Math.min(this.tries - 1, 5));
      this.#again(slow / 2 + Math.random() * slow / 2);
    }
  }

  #again(delay) {
    const wire = this.#wire;
    this.#wire = null;
    wire?.close();
    clearTimeout(this.#retry);
    this.retryAt = performance.now() + delay;
    this.#retry = setTimeout(() => this.#connect(), delay);
  }

  /** Somebody else may look now, as after a pairing: what there was is asked for anew. */
  revive() {
    this.seq = -1;
    this.refusedWith = 0;
    this.#failures = 0;
    this.#become(this.#topicsKnown() ? 'lost' : 'joining');
    this.#again(0);
  }

  #topicsKnown() {
    return [...this.#topics.values()].some((topic) => topic.known);
  }

  #hurry() {
    if (!this.#wire && this.state !== 'refused') this.#again(Math.random() * 100);
  }

  #joined() {
    return [...this.#topics.keys()];
  }

  #join(topics, resume) {
    if (topics.length === 0) return;
    if (!this.#wire || this.#wire.fixed) {
      if (this.#wire?.fixed) this.#again(0);
      return;
    }
    this.#wire.say(resume && this.seq >= 0
      ? { type: 'join', topics, epoch: this.welcome.epoch, seq: this.seq }
      : { type: 'join', topics });
  }

  heard(wire, message) {
    if (wire !== this.#wire) return;
    this.#heard = performance.now();
    if (typeof message.now === 'number') this.#serverAtHeard = message.now;
    switch (message.type) {
      case 'welcome': this.#greeted(message); break;
      case 'frame': this.#frame(message); break;
      case 'problem': console.warn(`live: ${message.code}: ${message.detail ?? ''}`); break;
      case 'close': wire.close(); this.closed(wire, message.code); return;
      default: break;
    }
    this.tries = 0;
    if (this.state !== 'live') this.#become('live');
  }

  #greeted(welcome) {
    if (this.welcome && this.welcome.epoch !== welcome.epoch) this.seq = -1;
    this.welcome = welcome;
    this.#failures = this.#wire.fixed ? SOCKET_FAILURES : 0;
    if (this.#wire.fixed) this.#probeLater();
    reloadWhenNew(welcome.build);
    this.redraw();
  }

  #probeLater() {
    clearTimeout(this.#probe);
    this.#probe = setTimeout(() => this.#probeSocket(), PROBE_AFTER);
  }

  /** Does a socket get through by now? After an outage it mostly does, and it can say what was drawn. */
  #probeSocket() {
    if (!this.#wire?.fixed) return;
    const socket = newSocket();
    const giveUp = setTimeout(() => socket.close(), SILENCE);
    let through = false;
    socket.onmessage = () => {
      through = true;
      socket.close();
    };
    socket.onclose = () => {
      clearTimeout(giveUp);
      if (!this.#wire?.fixed) return;
      if (through) {
        this.#failures = 0;
        this.#again(0);
      } else {
        this.#probeLater();
      }
    };
  }

  #frame(frame) {
    for (const name of frame.full ?? []) {
      const topic = this.#topics.get(name);
      if (!topic) continue;
      topic.keys.clear();
      topic.known = true;
      this.#note(topic, null);
    }
    for (const name in frame.topics) {
      const topic = this.#topics.get(name);
      if (!topic) continue;
      const { put, del } = frame.topics[name];
      for (const key in put) {
        topic.put(key, put[key]);
        this.#note(topic, key);
      }
      for (const key of del ?? []) {
        topic.keys.delete(key);
        this.#note(topic, key);
      }
    }
    this.#tellHasty();
    this.seq = frame.seq;
    this.#toDraw = frame.seq;
    this.#askFrame();
  }

  // drawing ----------------------------------------------------------------------------------------------------------

  #note(topic, key) {
    for (const watch of topic.watches) if (key === null || watch.wants(key)) (watch.atOnce ? this.#hasty : this.#pending).add(watch.host);
  }

  #tellHasty() {
    for (const host of this.#hasty) host.requestUpdate();
    this.#hasty.clear();
  }

  #askFrame() {
    if (this.#frameAsked) return;
    this.#frameAsked = true;
    requestAnimationFrame(this.#draw);
  }

  #draw = () => {
    this.#frameAsked = false;
    for (const host of this.#pending) host.requestUpdate();
    this.#pending.clear();
    this.drawnAt = performance.now();
    if (this.#toDraw !== this.#drawn) setTimeout(this.#sayDrawn);
  };

  #sayDrawn = () => {
    this.#drawn = this.#toDraw;
    this.#wire?.say({ type: 'drawn', seq: this.#drawn });
  };

  // time -------------------------------------------------------------------------------------------------------------

  #watchdog() {
    if (this.state !== 'live') {
      if (this.#wire && performance.now() - this.#tried > SILENCE) this.#giveUp(this.#wire);
      return;
    }
    if (this.silence() <= SILENCE) return;
    this.lostSince = this.#serverAtHeard;
    this.#become('lost');
    if (this.#wire) {
      this.tries++;
      this.#again(0);
    }
  }

  /** A try that nobody answers: proxies let sockets open and swallow what is said, so events come next. */
  #giveUp(wire) {
    this.closed(wire, 0);
    wire.close();
    const phase = this.#failures % (2 * SOCKET_FAILURES);
    if (!wire.fixed && phase < SOCKET_FAILURES) this.#failures += SOCKET_FAILURES - phase;
  }

  #second = () => {
    for (const host of this.#tickers) this.#pending.add(host);
    if (this.#pending.size > 0) this.#askFrame();
    setTimeout(this.#second, 1005 - (this.#serverAtHeard + performance.now() - this.#heard) % 1000);
  };

  #become(state) {
    this.state = state;
    document.documentElement.dataset.live = state;
    this.redraw();
  }
}

function newSocket() {
  const url = new URL('/live', location.href);
  if (DOOR) url.searchParams.set('as', DOOR);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return new WebSocket(url, 'ioc.v1');
}

function socketWire(live) {
  const socket = newSocket();
  const wire = {
    fixed: false,
    say: (message) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify(message)),
    close: () => socket.close(),
  };
  socket.onopen = () => live.opened(wire);
  socket.onmessage = (event) => live.heard(wire, JSON.parse(event.data));
  socket.onclose = (event) => live.closed(wire, event.code);
  return wire;
}

/** Server-sent events: the topics are fixed when it opens, and nothing can be said back. */
function eventWire(live, topics, epoch, seq) {
  const url = new URL('/live/events', location.href);
  url.searchParams.set('topics', topics.join(','));
  if (DOOR) url.searchParams.set('as', DOOR);
  if (seq >= 0) {
    url.searchParams.set('epoch', epoch);
    url.searchParams.set('seq', seq);
  }
  const events = new EventSource(url);
  const wire = { fixed: true, say: () => false, close: () => events.close() };
  events.onmessage = (event) => live.heard(wire, JSON.parse(event.data));
  events.onerror = () => {
    events.close();
    live.closed(wire, 0);
  };
  return wire;
}

/** Another build is served: load it, at most once per build, not all screens in the same second. */
function reloadWhenNew(build) {
  const mine = document.documentElement.dataset.build;
  if (!build || !mine || mine.startsWith('{{') || build === mine || sessionStorage.getItem('reloaded') === build) return;
  sessionStorage.setItem('reloaded', build);
  setTimeout(() => location.reload(), Math.random() * 3000);
}

export const live = new Live();

/**
 * A component's interest in a topic: `new Watch(this, 'overview', ['site:', 'totals'])`; no prefixes = every key.
 * `atOnce`: told when a frame came and not when the page is drawn, which it is not while it is behind others.
 */
export class Watch {
  constructor(host, topic, prefixes = [], atOnce = false) {
    this.host = host;
    this.prefixes = prefixes;
    this.name = topic;
    this.atOnce = atOnce;
    host.addController(this);
  }

  get topic() {
    return live.topic(this.name);
  }

  /** Look at another topic from now on. */
  turn(topic) {
    if (topic === this.name) return;
    const on = this.host.isConnected;
    if (on) this.hostDisconnected();
    this.name = topic;
    if (on) this.hostConnected();
  }

  wants(key) {
    return this.prefixes.length === 0 || this.prefixes.some((prefix) => key.startsWith(prefix));
  }

  hostConnected() {
    live.watch(this.name, this);
  }

  hostDisconnected() {
    live.unwatch(this.name, this);
  }
}

/** A component with ages on it: drawn every second. */
export class Ticking {
  constructor(host) {
    this.host = host;
    host.addController(this);
  }

  hostConnected() {
    live.tick(this.host);
  }

  hostDisconnected() {
    live.untick(this.host);
  }
}
