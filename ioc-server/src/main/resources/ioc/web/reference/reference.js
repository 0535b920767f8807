// Shows the contract. Everything is put in as text, never as HTML.

const made = (name, text, ...children) => {
  const element = document.createElement(name);
  if (text) element.textContent = text;
  element.append(...children);
  return element;
};

const resolved = (root, node) =>
  node?.$ref ? node.$ref.slice(2).split('/').reduce((at, step) => at[step], root) : node;

const allowed = (schema) => {
  if (schema.enum) return schema.enum.join(' | ');
  const range = [];
  if (schema.minimum !== undefined) range.push(`≥ ${schema.minimum}`);
  if (schema.maximum !== undefined) range.push(`≤ ${schema.maximum}`);
  if (schema.pattern) range.push(schema.pattern);
  return [schema.type, ...range].join(' ');
};

const parameters = (root, operation) => {
  const body = made('tbody');
  for (const given of operation.parameters ?? []) {
    const parameter = resolved(root, given);
    body.append(made('tr', '',
      made('td', '', made('code', parameter.name)),
      made('td', parameter.in + (parameter.required ? ', required' : '')),
      made('td', allowed(parameter.schema)
        + (parameter.schema.default === undefined ? '' : `, else ${parameter.schema.default}`)),
      made('td', parameter.description ?? '')));
  }
  return body.childElementCount ? [made('table', '', body)] : [];
};

const shape = (root, content) => {
  const schema = Object.values(content ?? {})[0]?.schema;
  if (!schema) return [];
  const seen = JSON.stringify(resolved(root, schema), (key, value) => resolved(root, value), 2);
  const body = made('pre', seen);
  body.tabIndex = 0;
  return [made('details', '', made('summary', 'Shape'), body)];
};

const section = (root, base, path, method, operation) => {
  const out = made('section', '',
    made('h2', '', made('b', method.toUpperCase()), made('code', base + path)),
    made('p', operation.summary),
    ...parameters(root, operation));
  if (operation.requestBody) out.append(made('p', 'Body'), ...shape(root, operation.requestBody.content));
  for (const [status, given] of Object.entries(operation.responses)) {
    const response = resolved(root, given);
    out.append(made('p', `${status}: ${response.description.replaceAll('`', '')}`), ...shape(root, response.content));
  }
  return out;
};

const main = document.getElementById('reference');
try {
  const root = await (await fetch('/api/v1/openapi.json')).json();
  const link = made('a', 'openapi.yaml');
  link.href = '/api/v1/openapi.yaml';
  const live = made('a', 'asyncapi.yaml');
  live.href = '/api/v1/asyncapi.yaml';
  main.replaceChildren(made('h1', root.info.title), made('p', root.info.description.replaceAll('`', '')),
    made('p', '', link, ' · ', live));
  for (const [path, methods] of Object.entries(root.paths)) {
    const base = (methods.servers ?? root.servers)[0].url.replace(/\/$/, '');
    for (const [method, operation] of Object.entries(methods)) {
      if (operation.operationId) main.append(section(root, base, path, method, operation));
    }
  }
} catch (failure) {
  main.replaceChildren(made('p', `The contract could not be loaded: ${failure.message}`));
}
