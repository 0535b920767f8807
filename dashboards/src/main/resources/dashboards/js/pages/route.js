/** The address is the view: going somewhere, and the filters in the query. */
export function go(path) {
  if (path === location.pathname + location.search) return;
  history.pushState(null, '', path);
  dispatchEvent(new CustomEvent('route'));
}

export function query(name, otherwise = '') {
  return new URLSearchParams(location.search).get(name) ?? otherwise;
}

/** Replaces filters in place; empty ones leave the address. */
export function filter(values) {
  const search = new URLSearchParams(location.search);
  for (const name in values) {
    if (values[name] === '' || values[name] == null) search.delete(name);
    else search.set(name, values[name]);
  }
  const text = search.toString();
  history.replaceState(null, '', location.pathname + (text ? `?${text}` : ''));
  dispatchEvent(new CustomEvent('route'));
}
