import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  applyHostSettings,
  applyLocalSettings,
  resolveSettings,
} from '../../../../local/host/settings/app-settings.ts';
import { workerArguments } from '../../../../local/host/settings/worker-arguments.ts';
import { openKeys } from '../../../../local/host/settings/keys.ts';
import { readLocalSettings } from '../../../../local/host/settings/local-settings.ts';
import { readBodyLimit } from '../../../../local/host/http/read-body.ts';
import { workerProcessCount } from '../../../../local/host/settings/worker-process-count.ts';
import { queueService } from '../../../../local/host/bindings/storage-connection.ts';
import { parseTimerSchedule } from '../../../../local/host/triggers/timer-schedule.ts';
import { writeApp } from '../hosted-app.ts';

describe('local.settings.json', () => {
  test('gives values as texts, and the port', () => {
    const folder = writeApp({
      'local.settings.json': { Values: { A: 'x', B: true, C: 5 }, Host: { LocalHttpPort: 7080 } },
    });
    expect(readLocalSettings(folder)).toMatchObject({
      values: { A: 'x', B: 'true', C: '5' },
      port: 7080,
    });
  });

  test('may have comments and a byte order mark, names in any case, and CORS', () => {
    const text = `\uFEFF{ // local only
      "values": { "Keeps": "x", }, "HOST": { "cors": "https://a.example/, http://localhost:3000", "CorsCredentials": true } }`;
    expect(readLocalSettings(writeApp({ 'local.settings.json': text }))).toEqual({
      values: { Keeps: 'x' },
      port: undefined,
      corsOrigins: ['https://a.example', 'http://localhost:3000'],
      corsCredentials: true,
    });
  });

  test('may be missing', () => {
    expect(readLocalSettings(writeApp({}))).toMatchObject({ values: {}, port: undefined });
  });

  test('must be readable and not encrypted', () => {
    expect(() => readLocalSettings(writeApp({ 'local.settings.json': '{' }))).toThrow(
      'cannot be read',
    );
    expect(() =>
      readLocalSettings(writeApp({ 'local.settings.json': { IsEncrypted: true } })),
    ).toThrow('is encrypted');
  });

  test.each([
    [[], 'the file must be an object.'],
    [{ Values: 'A=1' }, 'Values is "A=1"; it must be an object.'],
    [{ Values: { A: { b: 1 } } }, 'Values.A must be a text, a number, true or false.'],
    [{ Host: { LocalHttpPort: 'x' } }, 'Host.LocalHttpPort is "x"; it must be a whole number'],
    [{ Host: { CORS: 5 } }, 'Host.CORS is 5; it must be a text.'],
    [{ Host: { CORSCredentials: 'yes' } }, 'Host.CORSCredentials is "yes"; it must be true or'],
  ])('%j is refused in one line that says what to write', (written, reason) => {
    const folder = writeApp({ 'local.settings.json': written });
    expect(() => readLocalSettings(folder)).toThrow(`local.settings.json: ${reason}`);
    expect(() => readLocalSettings(folder)).not.toThrow('\n');
  });

  test('the environment wins', () => {
    const environment: Record<string, string | undefined> = { A: 'set' };
    applyLocalSettings(environment, { values: { A: 'file', B: 'file' } });
    expect(environment).toEqual({ A: 'set', B: 'file' });
  });
});

test('an app finds its host name in the environment before it loads', () => {
  const environment: Record<string, string | undefined> = { WEBSITE_HOSTNAME: '0.0.0.0' };
  applyHostSettings(environment, { folder: '/app', port: 7071 });
  expect(environment).toEqual({
    FUNCTIONS_WORKER_RUNTIME: 'node',
    AZURE_FUNCTIONS_ENVIRONMENT: 'Development',
    AzureWebJobsScriptRoot: '/app',
    WEBSITE_HOSTNAME: 'localhost:7071',
  });
});

test.each([
  [
    () => readBodyLimit({ FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: '1 MB' }),
    'a number of bytes, not "1 MB"',
  ],
  [() => readBodyLimit({ FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: '' }), 'a number of bytes, not ""'],
  [() => workerProcessCount({ FUNCTIONS_WORKER_PROCESS_COUNT: '0' }), 'from 1 to 10, not "0"'],
  [
    () => {
      applyHostSettings({ FUNCTIONS_WORKER_RUNTIME: 'python' }, { folder: '', port: 1 });
    },
    'FUNCTIONS_WORKER_RUNTIME is "python"; this host runs Node.js apps only: write "node".',
  ],
  [() => parseTimerSchedule('0 * * * * *', 'Mars'), 'WEBSITE_TIME_ZONE is "Mars"; it must be'],
])('app setting %#: a wrong value is named, with what to write', (use, reason) => {
  expect(use).toThrow(reason);
});

test.each([
  [{}, "Storage account connection string 'STORE' does not exist: add it to the app settings."],
  [{ STORE: '' }, "The app setting 'STORE' is empty"],
  [{ STORE: 'secret' }, "The app setting 'STORE' is not a connection string of a storage account"],
])('a connection %j is refused by name, without its value', async (environment, reason) => {
  const opened = queueService('STORE', environment);
  await expect(opened).rejects.toThrow(reason);
  await expect(opened).rejects.not.toThrow('secret');
});

test('%NAME% is the app setting of that name, which must exist', () => {
  expect(resolveSettings('in-%STAGE%-x', { STAGE: 'test' })).toBe('in-test-x');
  expect(resolveSettings('%stage%-%a:B%', { STAGE: 'test', A__b: 'x' })).toBe('test-x');
  expect(() => resolveSettings('%GONE%', {})).toThrow("there is no app setting 'GONE'");
});

// https://learn.microsoft.com/azure/azure-functions/functions-app-settings#languageworkers__node__arguments
test('the arguments of Node workers are read, and an option that a worker does not accept is named', () => {
  const read = (text: string) => workerArguments({ languageWorkers__node__arguments: text });
  expect(read('--inspect=5858 --max-old-space-size=2048 --enable-source-maps')).toEqual({
    inspect: { host: '127.0.0.1', port: 5858 },
    waits: false,
    maxOldGenerationMb: 2048,
    others: ['--enable-source-maps'],
  });
  expect(read('--inspect-brk')).toMatchObject({ inspect: { port: 9229 }, waits: true });
  expect(workerArguments({})).toMatchObject({ inspect: undefined, others: [] });
  expect(() => read('--odd')).toThrow(
    'languageWorkers__node__arguments: a worker of this host does not accept "--odd".',
  );
});

describe('keys', () => {
  test('are created once, for the owner only', () => {
    const folder = writeApp({});
    const keys = openKeys(folder, ['Hello']);
    const file = path.join(folder, 'keys.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(keys);
    expect(openKeys(folder, ['Hello'])).toEqual(keys);
    expect(keys.functions['hello']?.['default']).toHaveLength(54);
  });

  test('that exist stay, and new functions get new keys', () => {
    const folder = writeApp({ 'keys.json': { master: 'm', functions: { a: { default: 'own' } } } });
    const keys = openKeys(folder, ['a', 'b']);
    expect(keys.master).toBe('m');
    expect(keys.functions['a']).toEqual({ default: 'own' });
    expect(keys.functions['b']?.['default']).toBeDefined();
  });

  test('that cannot be read are not overwritten', () => {
    const folder = writeApp({});
    writeFileSync(path.join(folder, 'keys.json'), '{');
    expect(() => openKeys(folder, [])).toThrow('cannot be read');
  });
});
