import { readFileSync } from 'node:fs';
import path from 'node:path';
import { until } from '../../../support/until.ts';
import { hostApp, spawnHost, writeApp, type HostedApp } from '../hosted-app.ts';

const hooked = `
const { app } = require('@azure/functions');
const { appendFileSync } = require('node:fs');
const note = (text) => appendFileSync('notes.txt', text + '\\n');
app.hook.appStart((context) => { context.hookData.own = 'start only'; note('start'); });
app.hook.appTerminate((context) => note('terminate ' + context.hookData.own));
const second = app.hook.preInvocation(() => note('never'));
second.dispose();
app.hook.preInvocation((context) => {
  context.hookData.name = context.invocationContext.functionName;
  note('before ' + context.inputs.length);
  const handler = context.functionHandler;
  context.functionHandler = async (...inputs) => handler(...inputs);
  if (context.hookData.name === 'refused') throw new Error('refused by a hook');
  try { context.hookData = {}; } catch (error) { note('read-only ' + error.isAzureFunctionsSystemError); }
});
app.hook.postInvocation((context) => {
  note('after ' + context.hookData.name + ' ' + (context.error?.message ?? 'well'));
  if (context.hookData.name === 'mended') { context.error = null; context.result = { body: 'mended' }; }
  if (context.hookData.name === 'spoilt') context.error = new Error('spoilt by a hook');
  context.invocationContext.log('still may log');
});
app.hook.log((context) => {
  if (context.category !== 'user') context.message = 'system lines stay';
  else if (context.invocationContext) context.message = context.message.toUpperCase();
  if (context.message.startsWith('HIDDEN')) context.level = 'trace';
});
app.http('well', { handler: (request, context) => { context.log('said'); context.log('hidden'); context.debug('quiet'); return { body: 'well' }; } });
app.http('mended', { handler: () => { throw new Error('broken'); } });
app.http('spoilt', { handler: () => ({ body: 'fine' }) });
app.http('refused', { handler: () => { note('ran'); return {}; } });
app.http('late', { handler: (request, context) => { setTimeout(() => context.log('too late'), 1); return {}; } });
app.http('throwsNull', { handler: () => { throw null; } });
app.http('tooLate', { handler: () => {
  try { app.http('another', { handler: () => ({}) }); } catch (error) { return { body: error.message }; } } });
`;

describe('hooks and logs', () => {
  let app: HostedApp;

  beforeAll(async () => {
    app = await hostApp({
      'main.js': hooked,
      'host.json': { version: '2.0', logging: { logLevel: { 'Function.spoilt': 'None' } } },
    });
  });

  const text = async (name: string) => {
    const response = await app.call(`/api/${name}`);
    return `${response.status} ${await response.text()}`;
  };

  test('run before and after a function and may change its inputs and its result', async () => {
    expect(await text('well')).toBe('200 well');
    expect(await text('mended')).toBe('200 mended');
    expect(await text('spoilt')).toBe('500 ');
    expect(await text('refused')).toBe('500 ');
    expect(await app.stop()).toBe(0);
    expect(app.output()).not.toContain('spoilt by a hook');
  });

  test('every hook runs once, in order', async () => {
    const own = await hostApp({ 'main.js': hooked });
    await own.call('/api/mended');
    const notes = () => readFileSync(path.join(own.folder, 'notes.txt'), 'utf8').split('\n');
    expect(notes()).toEqual(['start', 'before 1', 'read-only true', 'after mended broken', '']);
    await own.stop();
  });

  test('log hooks change user lines, and the log levels of host.json apply', () => {
    const output = app.output();
    expect(output).toContain('] SAID\n');
    expect(output).toContain('] STILL MAY LOG\n');
    expect(output).not.toContain('HIDDEN');
    expect(output).not.toContain('QUIET');
    expect(output).not.toContain("Executing 'Functions.spoilt'");
  });
});

test('a handler that throws null succeeds without a result, as in Azure’s worker', async () => {
  const app = await hostApp({ 'main.js': hooked });
  expect((await app.call('/api/throwsNull')).status).toBe(204);
  expect(await (await app.call('/api/tooLate')).text()).toBe(
    'A function can only be registered during app startup.',
  );
  await app.call('/api/late');
  await until('the late line is warned about', () =>
    app.output().includes('after function execution has completed'),
  );
  await app.stop();
});

const oneFunction = (name: string) =>
  `app.http('${name}', { handler: () => ({ body: '${name}' }) });`;

describe('an app', () => {
  test('may be an ES module', async () => {
    const app = await hostApp({
      'package.json': { main: 'main.js', type: 'module' },
      'main.js': `import { app } from '@azure/functions';\n${oneFunction('one')}`,
    });
    expect(await (await app.call('/api/one')).text()).toBe('one');
    await app.stop();
  });

  test('may have several entry files', async () => {
    const app = await hostApp({
      'package.json': { main: 'dist/{one,two}.{js,mjs,cjs}' },
      'dist/one.cjs': `const { app } = require('@azure/functions');\n${oneFunction('one')}`,
      'dist/two.mjs': `import { app } from '@azure/functions';\n${oneFunction('two')}`,
    });
    expect(await (await app.call('/api/one')).text()).toBe('one');
    expect(await (await app.call('/api/two')).text()).toBe('two');
    await app.stop();
  });

  test('may be TypeScript with erasable types', async () => {
    const app = await hostApp({
      'package.json': { main: 'main.mts' },
      'main.mts': `import { app } from '@azure/functions';\nconst body: string = 'typed';
        app.http('one', { handler: () => ({ body }) });`,
    });
    expect(await (await app.call('/api/one')).text()).toBe('typed');
    await app.stop();
  });

  test('fails after functionTimeout of host.json, and the host continues', async () => {
    const app = await hostApp({
      'main.js': `const { app } = require('@azure/functions'); ${oneFunction('one')}
        app.http('endless', { handler: () => new Promise(() => undefined) });`,
      'host.json': { version: '2.0', functionTimeout: '00:00:00.2000000' },
    });
    expect((await app.call('/api/endless')).status).toBe(500);
    expect((await app.call('/api/one')).status).toBe(200);
    await app.stop();
    expect(app.output()).toContain('was exceeded by function: Functions.endless');
  });

  test('finds its settings and its folder', async () => {
    const app = await hostApp(
      {
        'main.js': `const { app } = require('@azure/functions');
          const early = { host: process.env.WEBSITE_HOSTNAME, own: process.env.OWN, won: process.env.WON };
          app.http('settings', { handler: () => ({ jsonBody: { ...early, folder: process.cwd() } }) });`,
        'local.settings.json': { Values: { OWN: 'file', WON: 'file' } },
      },
      { environment: { WON: 'environment' } },
    );
    expect(await (await app.call('/api/settings')).json()).toEqual({
      host: `localhost:${new URL(app.url).port}`,
      own: 'file',
      won: 'environment',
      folder: app.folder,
    });
    await app.stop();
  });

  test('runs without the functions that are not emulated', async () => {
    const app = await hostApp(
      {
        'main.js': `const { app } = require('@azure/functions');
          ${oneFunction('one')} ${oneFunction('off')} ${oneFunction('unlisted')}
          app.eventGrid('events', { name: 'event', handler() {} });`,
        'host.json': { version: '2.0', functions: ['one', 'off', 'events'] },
      },
      { environment: { 'AzureWebJobs.off.Disabled': 'true' } },
    );
    expect((await app.call('/api/one')).status).toBe(200);
    expect((await app.call('/api/off')).status).toBe(404);
    expect((await app.call('/api/unlisted')).status).toBe(404);
    await app.stop();
    expect(app.output()).toContain(
      "The 'events' function is in error: The binding 'event' of type 'eventGridTrigger' is not emulated",
    );
  });
});

describe('an app that cannot be loaded', () => {
  async function refused(files: Record<string, unknown>): Promise<string> {
    const folder = writeApp(files);
    const host = spawnHost([folder, '--port', '0', '--data', path.join(folder, 'data')]);
    expect(await host.ended).toBe(1);
    return host.output();
  }

  test.each([
    ['throws', { 'main.js': 'throw new Error("not today")' }, 'entry point "main.js"', 'not today'],
    ['has a syntax error', { 'main.js': 'const = 1' }, 'entry point "main.js"', 'Unexpected token'],
    ['is not built', {}, 'No file matches "main": "main.js"', 'Is the app built?'],
    ['names no entry', { 'package.json': {} }, 'package.json has no "main"', ''],
    ['has no valid package.json', { 'package.json': '{' }, 'package.json cannot be read', ''],
    [
      'registers a name twice',
      {
        'main.js': `const { app } = require('@azure/functions'); ${oneFunction('x')} ${oneFunction('x')}`,
      },
      'entry point "main.js"',
      'A function with id "x" has already been registered.',
    ],
  ])('%s: the message names the file and the reason', async (_title, files, file, reason) => {
    const output = await refused(files);
    expect(output).toContain(file);
    expect(output).toContain(reason);
  });
});
