/** Who has signed in here; one answer of the server for the whole page. */
import { rest } from './parts.js';

let answer = null;
let asking = null;
let leaving = false;

/** As it was last heard; null before. */
export function me() {
  return answer;
}

/** Whether the server lets this person ask for an operation of openapi.yaml. */
export function may(operation) {
  return answer?.may?.includes(operation) ?? false;
}

/** Reacts to alerts of any kind, not only to those that were given to them. */
export function isOperator() {
  return may('handle') && ['operator', 'administrator'].includes(answer.person?.role);
}

/** Asks the server. */
export function who() {
  asking ??= rest('/me').then((heard) => answer = heard).finally(() => asking = null);
  return asking;
}

/** Goes to the sign-in and comes back to where one is. */
export function signInAgain() {
  if (leaving) return;
  leaving = true;
  const to = location.pathname + location.search;
  location.assign(to === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(to)}`);
}

export async function signOut() {
  leaving = true;   // before the live connection ends: that leads here as well
  await rest('/sign-out', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }).catch(() => null);
  location.assign('/sign-in');
}

export function post(path, body = {}) {
  return rest(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}
