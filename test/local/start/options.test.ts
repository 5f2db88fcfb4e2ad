import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readOptions } from '../../../local/start/options.ts';
import { freshDataFolder, removeDataFolder } from '../../support/stack.ts';

let app: string;
beforeEach(() => {
  app = freshDataFolder();
});
afterEach(() => {
  removeDataFolder(app);
});

test('without options the demonstration runs on 7071 with the sandbox’s configuration', () => {
  expect(readOptions([], {}, app)).toEqual({
    appFolder: app,
    dataFolder: path.resolve('.habeas'),
    port: 7071,
    demo: true,
    auth: false,
    strict: false,
    configFile: null,
    policy: null,
    systems: 'all',
  });
});

test('reads every option', () => {
  const config = path.join(app, 'own.json');
  const policy = path.join(app, 'policy.json');
  writeFileSync(config, '{}');
  writeFileSync(policy, '{"giveUpAfter": "PT5M"}');
  const commandLine = [
    '--no-demo',
    '--port',
    '0',
    '--data',
    app,
    '--config',
    config,
    '--auth',
    '--strict',
    '--policy',
    policy,
    '--systems',
    'all',
  ];
  expect(readOptions(commandLine, {}, app)).toEqual({
    appFolder: app,
    dataFolder: app,
    port: 0,
    demo: false,
    auth: true,
    strict: true,
    configFile: config,
    policy: { giveUpAfter: 'PT5M' },
    systems: 'all',
  });
  expect(readOptions(['--no-demo'], {}, app)?.systems).toBe('core');
});

test('a configuration in its usual place or named by a setting is used without the demonstration', () => {
  const usual = path.join(app, 'habeas.config.json');
  const other = path.join(app, 'other.json');
  writeFileSync(usual, '{}');
  writeFileSync(other, '{}');
  expect(readOptions([], {}, app)).toMatchObject({ configFile: usual, demo: false });
  expect(readOptions([], { HABEAS_CONFIG: other }, app)).toMatchObject({ configFile: other });
});

test.each([
  ['--port needs a number', ['--port', 'x']],
  ['--port needs a number', ['--port', '65001']],
  ['There is no configuration at', ['--config', '/nowhere/habeas.json']],
  ['Unknown option', ['--demo']],
  ['--systems needs core or all.', ['--systems', 'some']],
  ['There is no policy at', ['--policy', '/nowhere/policy.json']],
  ['is not a JSON object', ['--policy', 'LIST']],
  ['is not a JSON object', ['--policy', 'BROKEN']],
  ['cannot be read', ['--policy', 'FOLDER']],
])('%s: %j is refused with one line and exit code 2', (message, commandLine) => {
  writeFileSync(path.join(app, 'LIST'), '[]');
  writeFileSync(path.join(app, 'BROKEN'), '{"a":');
  mkdirSync(path.join(app, 'FOLDER'));
  const inApp = commandLine.map((word) => (/^[A-Z]+$/.test(word) ? path.join(app, word) : word));
  const read = () => readOptions(inApp, {}, app);
  expect(read).toThrow(message);
  expect(read).toThrow(expect.objectContaining({ exitCode: 2 }));
});
