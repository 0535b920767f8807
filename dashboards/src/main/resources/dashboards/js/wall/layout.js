/** Which layout this wall has: that of its screen, or for a wall that is none the one its address asks for, `/wall?layout=queues`. */
const LAYOUTS = ['overview', 'queues', 'dossiers'];

let mine = '';

/** Empty until it is known whose wall this is. */
export function layout() {
  return mine;
}

/** What the server says of the screen that this is; null: of none, or not any more, and then the picture stays what it was. */
export function learn(screen) {
  if (!screen && mine) return;
  const wish = screen ? screen.layout : new URLSearchParams(location.search).get('layout');
  const next = LAYOUTS.includes(wish) ? wish : LAYOUTS[0];
  if (next === mine) return;
  mine = next;
  dispatchEvent(new CustomEvent('layout'));
}
