// Writes the files of a new connector: npm run new:connector NAME. They compile, and the conformance suite says what to write in them.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Script } from 'node:vm';
import { format, resolveConfig } from 'prettier';

const root = path.resolve(import.meta.dirname, '..');
const name = process.argv[2] ?? '';

/** The catalogue imports the connector under the name in camel case. */
function isVariable(text) {
  try {
    new Script(
      `'use strict'; const ${text.replace(/-(.)/g, (_, letter) => letter.toUpperCase())} = 1;`,
    );
    return true;
  } catch {
    return false;
  }
}

const connector = path.join('src', 'connectors', name, 'connector.ts');
const example = path.join('test', 'connectors', 'examples', `${name}.ts`);
const vendor = path.join('local', 'sandbox', 'vendors', name, 'vendor.ts');
const isThere = (file) => existsSync(path.join(root, file));

function mistake() {
  if (!/^[a-z][a-z0-9-]{0,62}$/.test(name))
    return 'Name the connector: npm run new:connector NAME. Use lower-case letters, digits and hyphens, and begin with a letter.';
  if (name === 'connectors' || !isVariable(name))
    return `${name} cannot be the name of a connector.`;
  const taken = [path.dirname(connector), example].find(isThere);
  return taken ? `${name} is taken: ${taken} exists already.` : null;
}

async function write(file, template, words) {
  const text = readFileSync(
    path.join(import.meta.dirname, 'connector-templates', template),
    'utf8',
  );
  const filled = Object.entries(words).reduce(
    (all, [word, value]) => all.replaceAll(word, value),
    text,
  );
  const target = path.join(root, file);
  mkdirSync(path.dirname(target), { recursive: true });
  const style = await resolveConfig(path.join(root, 'package.json'));
  writeFileSync(target, await format(filled, { ...style, parser: 'typescript' }));
  console.log(`written: ${file}`);
}

const wrong = mistake();
if (wrong !== null) {
  console.error(wrong);
  process.exitCode = 1;
} else {
  const { deniedKinds } = await import('../src/domain/denied-fields.ts');
  const words = {
    __NAME__: name,
    __VARIABLE__: `${name.toUpperCase().replaceAll('-', '_')}_API_KEY`,
    __DENIED__: JSON.stringify(Object.fromEntries(deniedKinds.map((kind) => [kind, 'TO DO']))),
  };
  await write(connector, 'connector.ts.txt', words);
  await write(example, 'example.ts.txt', words);
  if (isThere(path.dirname(vendor))) console.log(`kept: ${path.dirname(vendor)}`);
  else await write(vendor, 'vendor.ts.txt', words);
  await import('./generate-catalogue.mjs');
  console.log(`Now run: npm test -- test/connectors -t ${name}
Each test that fails says what to write. CONTRIBUTING.md says how a connector is made.`);
}
