import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from '../../support/until.ts';
import { hostApp, spawnHost, writeApp } from './hosted-app.ts';

const root = path.resolve(__dirname, '..', '..', '..');

const main = `const { app } = require('@azure/functions');
app.http('hello', { handler: () => ({ body: 'hello' }) });
app.http('slow', { handler: async (request) => { await new Promise((done) => setTimeout(done, 300)); return { body: 'done' }; } });`;

test('run.json holds pid and addresses while the host runs, for its owner only', async () => {
  const app = await hostApp({ 'main.js': main });
  const file = path.join(app.dataFolder, 'run.json');
  const { pid, ...addresses } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  expect(process.kill(pid as number, 0)).toBe(true);
  expect(addresses).toEqual({ url: app.url, durable: `${app.url}/runtime/webhooks/durabletask` });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await app.stop('SIGINT')).toBe(0);
  expect(existsSync(file)).toBe(false);
});

test('a stop lets a running request end', async () => {
  const app = await hostApp({ 'main.js': main });
  const slow = app.call('/api/slow');
  await app.call('/api/hello');
  expect(await app.stop()).toBe(0);
  expect(await (await slow).text()).toBe('done');
});

test('a host that was killed does not prevent the next start', async () => {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'hosted-data-'));
  const folder = writeApp({ 'main.js': main });
  const first = await hostApp({}, { folder, dataFolder });
  const { pid } = JSON.parse(readFileSync(path.join(dataFolder, 'run.json'), 'utf8')) as {
    pid: number;
  };
  process.kill(pid, 'SIGKILL');
  await expect(first.stop()).resolves.toBeNull();
  const second = await hostApp({}, { folder, dataFolder });
  expect((await second.call('/api/hello')).status).toBe(200);
  expect(await second.stop()).toBe(0);
});

test('a data folder serves one host at a time', async () => {
  const app = await hostApp({ 'main.js': main });
  const second = spawnHost([app.folder, '--port', '0', '--data', app.dataFolder]);
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain('another process has it open');
  expect((await app.call('/api/hello')).status).toBe(200);
  await app.stop();
});

describe('a host that cannot start prints one line and ends with 1', () => {
  async function lineOf(commandLine: readonly string[]): Promise<string> {
    const host = spawnHost(commandLine);
    expect(await host.ended).toBe(1);
    const [line, ...more] = host.output().trim().split('\n');
    expect(more).toEqual([]);
    return line ?? '';
  }

  test('a missing folder', async () => {
    expect(await lineOf(['/no/such/folder'])).toBe('There is no folder /no/such/folder.');
  });

  test('a busy port', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const folder = writeApp({ 'main.js': main });
    expect(await lineOf([folder, '--port', port, '--data', folder])).toContain(
      `Port ${port} is unavailable`,
    );
    server.close();
  });

  test('an unreadable host.json', async () => {
    const folder = writeApp({ 'main.js': main, 'host.json': '{' });
    expect(await lineOf([folder])).toContain(`${path.join(folder, 'host.json')} cannot be read`);
  });

  test('an invalid port', async () => {
    expect(await lineOf([writeApp({}), '--port', 'x'])).toContain('--port must be a number');
  });

  test('an unknown option', async () => {
    expect(await lineOf(['--odd'])).toContain("Unknown option '--odd'");
  });
});

test('without a folder it runs the app in the current one, and prints its usage where there is none', async () => {
  const own = writeApp({ 'main.js': main });
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'hosted-data-'));
  const app = await hostApp({}, { folder: own, commandLine: [], dataFolder, inItsFolder: true });
  expect(await (await app.call('/api/hello')).text()).toBe('hello');
  expect(await app.stop()).toBe(0);
  const host = spawnHost([], {}, mkdtempSync(path.join(tmpdir(), 'empty-')));
  expect(await host.ended).toBe(1);
  expect(host.output()).toContain('npm run host -- FOLDER [--port N] [--data DIR]');
});

// The command of the page for other people's apps, run as they would: from their folder, with the Node that they have.
test('the documented command runs the app of the current folder, and a name of it is in package.json', async () => {
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    readonly bin: Readonly<Record<string, string>>;
  };
  const program = path.join(root, manifest.bin['habeas-host'] ?? '');
  const page = readFileSync(path.join(root, 'local', 'host', 'README.md'), 'utf8');
  expect(page).toContain(`node PATH-OF-THE-CLONE/${path.relative(root, program)}`);
  expect(statSync(program).mode & 0o111).not.toBe(0);
  // Without this the program would install the packages while the tests use them.
  const lock = createHash('sha256').update(readFileSync(path.join(root, 'package-lock.json')));
  const installed = path.join(root, 'node_modules', '.cache', 'habeas-installed');
  if (!existsSync(installed) || readFileSync(installed, 'utf8') !== lock.digest('hex'))
    throw new Error(
      'Run this test with npm test: the packages are not those of package-lock.json.',
    );
  const folder = writeApp({ 'main.js': main });
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'hosted-data-'));
  const child = spawn(program, ['--port', '0', '--data', dataFolder], {
    cwd: folder,
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const { url } = await until(
    'it serves',
    () =>
      JSON.parse(readFileSync(path.join(dataFolder, 'run.json'), 'utf8')) as {
        readonly url: string;
      },
  );
  expect(await (await fetch(`${url}/api/hello`)).text()).toBe('hello');
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(readdirSync(folder).sort()).toEqual([
    'host.json',
    'main.js',
    'node_modules',
    'package.json',
  ]);
});

test('with --watch the host starts again when the app has been built again, also after a build that fails', async () => {
  const folder = writeApp({ 'package.json': { main: 'dist/*.js' }, 'dist/main.js': main });
  const app = await hostApp({}, { folder, commandLine: ['--watch'] });
  const file = path.join(app.dataFolder, 'run.json');
  const ask = async (target: string) => {
    const { url } = JSON.parse(readFileSync(file, 'utf8')) as { url: string };
    return await (await fetch(url + target)).text();
  };
  expect(await ask('/api/hello')).toBe('hello');
  rmSync(path.join(folder, 'dist'), { recursive: true });
  await until('it has noticed', () => app.output().includes('No file matches "main"'));
  mkdirSync(path.join(folder, 'dist'));
  writeFileSync(path.join(folder, 'dist', 'main.js'), main.replace("body: 'hello'", "body: 'new'"));
  await until('it serves the new app', async () => (await ask('/api/hello')) === 'new');
  expect(app.output()).toContain('dist/main.js has changed: the host starts again.');
  expect(await app.stop()).toBe(0);
  expect(existsSync(file)).toBe(false);
});
