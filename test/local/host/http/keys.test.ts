import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Keys } from '../../../../local/host/settings/keys.ts';
import { hostApp, type HostedApp } from '../hosted-app.ts';

const main = `
const { app } = require('@azure/functions');
for (const authLevel of ['anonymous', 'function', 'admin'])
  app.http(authLevel, { authLevel, route: 'level/' + authLevel, handler: () => ({ status: 204 }) });
app.http('other', { authLevel: 'function', handler: () => ({ status: 204 }) });
`;

let app: HostedApp;
let keys: Keys;

beforeAll(async () => {
  app = await hostApp({ 'main.js': main }, { commandLine: ['--auth'] });
  keys = JSON.parse(readFileSync(path.join(app.dataFolder, 'keys.json'), 'utf8')) as Keys;
});

afterAll(async () => {
  await app.stop();
});

async function status(target: string, key?: string): Promise<number> {
  const headers: Record<string, string> = key === undefined ? {} : { 'x-functions-key': key };
  return (await app.call(target, { headers })).status;
}

test('without a key only anonymous functions answer', async () => {
  expect(await status('/api/level/anonymous')).toBe(204);
  expect(await status('/api/level/function')).toBe(401);
  expect(await status('/api/level/admin')).toBe(401);
  expect(await status('/admin/host/status')).toBe(401);
  expect(await status('/runtime/webhooks/durabletask/instances/x')).toBe(401);
});

test('a function accepts its own key, a host key and the master key', async () => {
  const own = keys.functions['function']?.['default'];
  for (const key of [own, keys.host['default'], keys.master])
    expect(await status('/api/level/function', key)).toBe(204);
  expect(await status('/api/other', own)).toBe(401);
  expect(await status('/api/level/function', 'wrong')).toBe(401);
});

test('the admin level and the admin routes accept only the master key', async () => {
  for (const target of ['/api/level/admin', '/admin/host/status']) {
    expect(await status(target, keys.host['default'])).toBe(401);
    expect(await status(target, keys.master)).toBeLessThan(300);
  }
});

test('the key may be in the query; the header wins', async () => {
  expect(await status(`/api/level/function?code=${keys.master}`)).toBe(204);
  expect(await status(`/api/level/function?code=${keys.master}`, 'wrong')).toBe(401);
});

test('the webhook accepts its system key', async () => {
  const target = '/runtime/webhooks/durabletask/instances/x';
  expect(await status(target, keys.host['default'])).toBe(401);
  expect(await status(target, keys.system['durabletask_extension'])).not.toBe(401);
});
