import { writeFileSync } from 'node:fs';
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
  });
});

test('reads every option', () => {
  const config = path.join(app, 'own.json');
  writeFileSync(config, '{}');
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
  ];
  expect(readOptions(commandLine, {}, app)).toEqual({
    appFolder: app,
    dataFolder: app,
    port: 0,
    demo: false,
    auth: true,
    strict: true,
    configFile: config,
  });
});

test('a configuration in its usual place or named by a setting is used, and not demonstrated on', () => {
  const usual = path.join(app, 'habeas.config.json');
  const other = path.join(app, 'other.json');
  writeFileSync(usual, '{}');
  writeFileSync(other, '{}');
  expect(readOptions([], {}, app)).toMatchObject({ configFile: usual, demo: false });
  expect(readOptions([], { HABEAS_CONFIG: other }, app)).toMatchObject({ configFile: other });
});

test.each([
  ['--port takes a number', ['--port', 'x']],
  ['--port takes a number', ['--port', '65001']],
  ['There is no configuration at', ['--config', '/nowhere/habeas.json']],
  ['Unknown option', ['--demo']],
])('%s: %j is refused in one line', (message, commandLine) => {
  expect(() => readOptions(commandLine, {}, app)).toThrow(message);
});
