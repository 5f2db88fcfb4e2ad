import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hostApp } from '../local/host/hosted-app.ts';
import { startAzurite } from '../support/azurite.ts';
import { readZip } from '../support/read-zip.ts';
import { removeDataFolder } from '../support/stack.ts';
import { root } from './source-files.ts';

// Outside the repository: else Node would find missing packages in a node_modules of a parent folder.
const folder = mkdtempSync(path.join(tmpdir(), 'packed-app-'));
const app = path.join(folder, 'app');
const configuration = {
  systems: [
    {
      id: 'hubspot',
      connector: 'hubspot',
      title: 'HubSpot',
      settings: { objectIdProperty: 'b2c_object_id' },
      secrets: { accessToken: 'env:HUBSPOT_TOKEN' },
    },
  ],
};
// Building, packing and starting a host take long on a busy machine.
const patience = 120_000;
let names: string[];
let printed: string;

beforeAll(async () => {
  const build = path.join(root, 'scripts', 'build.mjs');
  run(build, '--if-stale');
  const archive = path.join(folder, 'habeas.zip');
  const config = path.join(folder, 'config.json');
  writeFileSync(config, JSON.stringify(configuration));
  printed = run(path.join(root, 'scripts', 'pack.mjs'), archive, '--config', config);
  const entries = await readZip(new Uint8Array(readFileSync(archive)).buffer);
  names = Object.keys(entries);
  for (const [name, { text }] of Object.entries(entries)) {
    mkdirSync(path.dirname(path.join(app, name)), { recursive: true });
    writeFileSync(path.join(app, name), text);
  }
}, patience);
afterAll(() => {
  removeDataFolder(folder);
});

function run(...commandLine: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, commandLine, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

interface Meta {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<
    Record<
      string,
      { readonly imports: readonly { readonly path: string; readonly external?: boolean }[] }
    >
  >;
}

function meta(): Meta {
  return JSON.parse(readFileSync(path.join(root, 'dist', 'meta.json'), 'utf8')) as Meta;
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

test('the packed app holds production files only, and its configuration', () => {
  expect(names.sort()).toEqual([
    'LICENSE',
    'dist/dashboard/index.html',
    'dist/main.js',
    'dist/main.js.LEGAL.txt',
    'habeas.config.json',
    'host.json',
    'package.json',
  ]);
});

test('packing prints the size, the time to load, and the secrets that the configuration names', () => {
  expect(printed).toMatch(/habeas\.zip: \d+ kB, unpacked \d+ kB, loads in \d+ ms/);
  expect(printed).toMatch(/secrets that habeas\.config\.json names: HUBSPOT_TOKEN$/m);
});

test('the bundle holds only src and packages that ship, and each of these packages', () => {
  const inputs = Object.keys(meta().inputs);
  const own = inputs.filter((name) => !name.includes('node_modules/'));
  expect(own.filter((name) => !name.startsWith('src/'))).toEqual([]);
  const packages = new Set(
    inputs.flatMap((name) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(name)?.[1] ?? []),
  );
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;
  expect([...packages].filter((name) => name in manifest.devDependencies)).toEqual([]);
  expect(Object.keys(manifest.dependencies).filter((name) => !packages.has(name))).toEqual([]);
  // This service never loads these: Arrow's format of blob lists, and sign-in through a browser.
  const unused = ['apache-arrow', 'flatbuffers', 'open'];
  expect(unused.filter((name) => packages.has(name))).toEqual([]);
});

test('the bundle leaves out only modules that the worker provides and modules that are never loaded', () => {
  const builtIn = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));
  const { imports = [] } = meta().outputs['dist/main.js'] ?? {};
  const leftOut = imports.filter(({ path: name, external }) => external && !builtIn.has(name));
  expect(new Set(leftOut.map(({ path: name }) => name))).toEqual(
    new Set(['@azure/functions-core', 'apache-arrow', 'open', 'pg-native']),
  );
});

test(
  'the packed app runs from its own folder, without the repository',
  async () => {
    expect(existsSync(path.join(folder, 'node_modules'))).toBe(false);
    const azurite = await startAzurite();
    const key = Buffer.alloc(32, 7).toString('base64');
    const host = await hostApp(
      {},
      {
        folder: app,
        dataFolder: path.join(folder, 'data'),
        environment: {
          AzureWebJobsStorage: azurite.connectionString,
          FUNCTIONS_WORKER_RUNTIME: 'node',
          HABEAS_KEY_ENCRYPTION_KEY: key,
          HABEAS_AUTH: 'off',
          HABEAS_LOOKUP_KEY: key,
          HABEAS_WEBHOOK_SECRET: `whsec_${key}`,
          HUBSPOT_TOKEN: 'none',
        },
      },
    );
    try {
      const page = await host.call('/api/dashboard');
      expect([page.status, page.headers.get('content-type')]).toEqual([
        200,
        'text/html; charset=utf-8',
      ]);
      const requests = await host.call('/api/requests');
      expect(await requests.json()).toMatchObject({ items: [] });
    } finally {
      await host.stop();
      await azurite.stop();
    }
  },
  patience,
);
