import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../house/source-files.ts';

/** What the script reads and writes. */
const parts = [
  ...['scripts', 'src', 'docs', 'local/sandbox', 'test/connectors'],
  ...['package.json', '.prettierrc.json', 'tsconfig.json'],
];

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'habeas-new-connector-'));
  for (const part of parts)
    cpSync(path.join(root, part), path.join(copy, part), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
});
afterAll(() => {
  rmSync(copy, { recursive: true });
});

function run(...commandLine: string[]) {
  const options = { cwd: copy, encoding: 'utf8' } as const;
  return spawnSync(process.execPath, ['--no-warnings', ...commandLine], options);
}

const generate = (name: string) => run('scripts/new-connector.mjs', name);

const written = [
  'src/connectors/acme-crm/connector.ts',
  'test/connectors/examples/acme-crm.ts',
  'local/sandbox/vendors/acme-crm/vendor.ts',
];

/** Calls what the conformance suite calls, and prints the messages. */
const suite = `
const { default: connector } = await import('./src/connectors/acme-crm/connector.ts');
const { default: example } = await import('./test/connectors/examples/acme-crm.ts');
const { vendor } = await import('./local/sandbox/vendors/acme-crm/vendor.ts');
const [entry] = vendor.configuration({ systems: { 'acme-crm': 'http://127.0.0.1:1' } });
const secrets = { apiKey: Object.values(vendor.secrets)[0] };
const access = connector.open({ id: entry.id, settings: entry.settings, secrets, now: () => new Date() });
const calls = {
  ...access,
  person: example.person,
  by: example.by,
  place: () => vendor.place.parse({})(),
};
const told = {};
for (const [name, call] of Object.entries(calls)) {
  if (typeof call !== 'function') continue;
  told[name] = await Promise.resolve().then(() => call({})).then(() => 'nothing', (error) => error.message);
}
console.log(JSON.stringify(told));
`;

test('a new connector compiles, is in the catalogue, and says what to write', () => {
  expect(generate('acme-crm')).toMatchObject({ status: 0, stderr: '' });
  for (const file of written) expect(existsSync(path.join(copy, file))).toBe(true);
  const catalogue = readFileSync(path.join(copy, 'src/connectors/catalogue.ts'), 'utf8');
  expect(catalogue).toContain("import acmeCrm from './acme-crm/connector.ts';");
  const schema = readFileSync(path.join(copy, 'docs/habeas.config.schema.json'), 'utf8');
  expect(schema).toContain('acme-crm');

  const project = { extends: './tsconfig.json', files: written };
  writeFileSync(path.join(copy, 'tsconfig.new.json'), JSON.stringify(project));
  const types = run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.new.json');
  expect(types).toMatchObject({ status: 0, stdout: '' });

  writeFileSync(path.join(copy, 'suite.mjs'), suite);
  const { stdout, stderr } = run('suite.mjs');
  expect(stderr).toBe('');
  const told = JSON.parse(stdout) as Record<string, string>;
  const names = ['by', 'erase', 'export', 'find', 'person', 'place', 'probe', 'verify'];
  expect(Object.keys(told).sort()).toEqual(names);
  for (const name of names)
    expect(told[name]).toMatch(new RegExp(`acme-crm.*\\.ts: write ${name}`));
}, 60_000);

test.each([
  ['', 'Name the connector'],
  ['Acme', 'Use lower-case letters'],
  ['../acme', 'Use lower-case letters'],
  ['class', 'cannot be the name of a connector'],
  ['acme-', 'cannot be the name of a connector'],
  ['kit', 'kit is taken'],
  ['hubspot', 'hubspot is taken'],
])('the name %j is refused, and nothing is written', (name, expected) => {
  const { status, stderr } = generate(name);
  expect(status).toBe(1);
  expect(stderr).toContain(expected);
});
