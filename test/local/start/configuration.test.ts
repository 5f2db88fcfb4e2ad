import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { configurationFile } from '../../../local/start/configuration.ts';
import { freshDataFolder, removeDataFolder } from '../../support/stack.ts';

let folder: string;
let sandboxFile: string;
let derivedFile: string;
const at = (name: string) => path.join(folder, name);
const ids = ['b2c-de', 'b2c-fr', 'b2c-us', 'hubspot', 'mailchimp', 'another'];
const fromSandbox = {
  systems: ids.map((id) => ({ id, connector: 'hubspot' })),
  policy: { giveUpAfter: 'PT30S', gates: [] },
};

beforeEach(() => {
  folder = freshDataFolder();
  sandboxFile = at('sandbox.json');
  derivedFile = at('habeas.config.json');
  writeFileSync(sandboxFile, JSON.stringify(fromSandbox));
});
afterEach(() => {
  removeDataFolder(folder);
});

interface Configuration {
  readonly systems: readonly { readonly id: string }[];
  readonly policy: object;
}

function derived(options: Partial<Parameters<typeof configurationFile>[0]>): Configuration {
  const all = { configFile: null, policy: null, systems: 'all', ...options } as const;
  expect(configurationFile(all, sandboxFile, derivedFile)).toBe(derivedFile);
  return JSON.parse(readFileSync(derivedFile, 'utf8')) as Configuration;
}

test('keys of the policy file replace whole keys of the policy, and only the owner can read the result', () => {
  const policy = { gates: [{ approvals: 1 }], orderWait: 'PT1S' };
  expect(derived({ policy })).toEqual({
    systems: fromSandbox.systems,
    policy: { giveUpAfter: 'PT30S', ...policy },
  });
  expect(statSync(derivedFile).mode & 0o777).toBe(0o600);
});

test('core keeps the five core systems, all keeps every system that has a connector', () => {
  const unknown = { id: 'unknown', connector: 'no-such-connector' };
  const simulated = { ...fromSandbox, systems: [...fromSandbox.systems, unknown] };
  writeFileSync(sandboxFile, JSON.stringify(simulated));
  expect(derived({ systems: 'core' }).systems.map(({ id }) => id)).toEqual(ids.slice(0, 5));
  expect(derived({ systems: 'all' })).toEqual(fromSandbox);
});

test('the user’s own configuration is used unchanged, or copied when a policy changes it', () => {
  const configFile = at('own.json');
  writeFileSync(configFile, '{"systems": [{"id": "own"}]}');
  const own = { configFile, policy: null, systems: 'core' } as const;
  expect(configurationFile(own, sandboxFile, derivedFile)).toBe(configFile);
  expect(existsSync(derivedFile)).toBe(false);
  expect(derived({ ...own, policy: { leads: 'report' } })).toEqual({
    systems: [{ id: 'own' }],
    policy: { leads: 'report' },
  });
  expect(readFileSync(configFile, 'utf8')).toBe('{"systems": [{"id": "own"}]}');
});

test('a configuration that is not a JSON object is named', () => {
  writeFileSync(sandboxFile, '[]');
  const options = { configFile: null, policy: {}, systems: 'all' } as const;
  expect(() => configurationFile(options, sandboxFile, derivedFile)).toThrow(
    `The configuration ${sandboxFile} is not a JSON object.`,
  );
});
