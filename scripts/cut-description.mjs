// Cuts a vendor's OpenAPI description down to the operations that tests use, without texts and examples.
//   node scripts/cut-description.mjs SOURCE TARGET    SOURCE: JSON or YAML. TARGET: a cut of an earlier version; its operations are taken from SOURCE
import { readFileSync, writeFileSync } from 'node:fs';
import { parse, stringify } from 'yaml';

const [, , from, to] = process.argv;
if (!from || !to) throw new Error('Usage: node scripts/cut-description.mjs SOURCE TARGET');
const source = parse(readFileSync(from, 'utf8'));
const target = parse(readFileSync(to, 'utf8'));

/** Fields that do not describe the shape of data. A property may have the same name as one of them, so names of properties are kept. */
const texts = new Set([
  ...['description', 'summary', 'example', 'examples', 'title', 'externalDocs', 'operationId'],
  ...['tags', 'deprecated', 'readOnly', 'writeOnly', 'default', 'pattern', 'xml', 'security'],
]);
const maps = new Set(['properties', 'parameters', 'responses', 'schemas', 'paths', 'content']);

function bare(node, isMap = false) {
  if (Array.isArray(node)) return node.map((one) => bare(one));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([name]) => isMap || !(texts.has(name) || name.startsWith('x-')))
      // Mailchimp repeats links to its documentation in every object.
      .filter(([name]) => !(isMap && name === '_links'))
      .map(([name, value]) => [name, bare(value, maps.has(name) && !Array.isArray(value))]),
  );
}

const at = (reference) =>
  reference
    .slice(2)
    .split('/')
    .reduce((node, part) => node?.[part.replaceAll('~1', '/').replaceAll('~0', '~')], source);

/** Adds every component that the node refers to, directly or through other components. */
function addReferred(node, components) {
  if (Array.isArray(node)) for (const one of node) addReferred(one, components);
  else if (typeof node === 'object' && node !== null) {
    const { $ref: reference } = node;
    if (typeof reference === 'string') {
      const [, , kind, name] = reference.split('/');
      components[kind] ??= {};
      if (!(name in components[kind])) {
        components[kind][name] = bare(at(`#/components/${kind}/${name}`));
        addReferred(components[kind][name], components);
      }
    }
    for (const value of Object.values(node)) addReferred(value, components);
  }
}

const methods = ['get', 'put', 'post', 'patch', 'delete'];
const paths = {};
for (const [path, item] of Object.entries(target.paths)) {
  const whole = source.paths[path];
  if (!whole) throw new Error(`${path} is not described any more`);
  paths[path] = {};
  if (whole.parameters) paths[path].parameters = bare(whole.parameters);
  for (const method of methods.filter((one) => one in item))
    paths[path][method] = bare(whole[method]);
}
const components = {};
addReferred(paths, components);
const { title, version } = source.info;
const { description } = target.info;
const cut = { openapi: source.openapi, info: { title, version, description }, paths, components };
writeFileSync(to, stringify(cut, { lineWidth: 0, aliasDuplicateObjects: false }));
