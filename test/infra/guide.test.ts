import { readFileSync } from 'node:fs';
import path from 'node:path';
import YAML from 'yaml';
import { root } from '../house/source-files.ts';
import { appSettings, compiledTemplate, deployment } from './compiled.ts';

const textOf = (file: string) => readFileSync(path.join(root, file), 'utf8');
const guide = textOf('infra/README.md');
const commands = [...guide.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block).join('\n');

/** The first group of each match, sorted and without repeats. */
function all(pattern: RegExp, text: string): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, found = '']) => found))].sort();
}

test('the guide explains every value of the environment that a deployment reads, and no other', () => {
  const read = all(/readEnvironmentVariable\('(\w+)'/g, textOf('infra/main.bicepparam'));
  // `azd env new` sets it.
  const explained = all(/^\| `([A-Z_]+)` /gm, guide);
  expect(explained).toEqual(read.filter((name) => name !== 'AZURE_ENV_NAME'));
  const set = all(/azd env set (\w+)/g, commands);
  expect(set.filter((name) => !read.includes(name))).toEqual([]);
  expect(set).toContain('HABEAS_VENDOR_SECRETS');
});

test('every parameter of the template has its value', () => {
  const given = all(/^param (\w+) =/gm, textOf('infra/main.bicepparam'));
  expect(given).toEqual(Object.keys(compiledTemplate().parameters).sort());
});

test('commands name only services, outputs and files that exist', () => {
  const { services } = YAML.parse(textOf('azure.yaml')) as { services: Record<string, unknown> };
  const deploys = all(/azd deploy (.+)$/gm, guide.replaceAll('`.', '`'));
  expect(Object.keys(services)).toEqual(['habeas']);
  for (const deploy of deploys) expect(deploy).toMatch(/^habeas --from-package dist\/habeas\.zip/);
  expect(deploys.length).toBeGreaterThan(0);
  const outputs = Object.keys(compiledTemplate().outputs ?? {});
  // Names in capitals are azd's own.
  const asked = all(/azd env get-value ([a-z]\w+)/g, guide);
  expect(asked.filter((name) => !outputs.includes(name))).toEqual([]);
  expect(asked).toContain('vaultName');
  for (const file of all(/@(infra\/\S+)/g, commands))
    expect(() => JSON.parse(textOf(file))).not.toThrow();
});

test('every secret that the app refers to is set by a command', () => {
  const secretsOf = (name: 'closed' | 'open') =>
    all(/SecretName=([\w-]+)\)/g, JSON.stringify(appSettings(deployment(name))));
  const set = all(/keyvault secret set .*--name ([\w-]+)/g, commands);
  expect(set.filter((name) => name.startsWith('habeas-'))).toEqual(secretsOf('closed'));
  expect(secretsOf('open').filter((name) => set.includes(name))).toContain('hubspot-token');
});

test('every resource provider is registered; Flex Consumption also needs that of its subnet', () => {
  const [, registered = ''] = /for namespace in (.+); do/.exec(commands) ?? [];
  const used = deployment('open').map(({ type }) => type.split('/')[0] ?? '');
  const builtIn = ['Microsoft.Authorization', 'Microsoft.Resources'];
  const needed = new Set(['Microsoft.App', ...used.filter((name) => !builtIn.includes(name))]);
  expect(registered.split(' ')).toEqual([...needed].sort());
});

test('an app in a tenant gets the permissions that its connector asks for, and no others', () => {
  const [, section = ''] =
    /### What to grant\n([\s\S]*?)\n### /.exec(textOf('docs/connectors.md')) ?? [];
  const lines = section.split('\n');
  const named = (start: string) => {
    const line = lines.find((one) => one.startsWith(start)) ?? '';
    // A permission that is marked "if wanted" is optional.
    return all(/`([A-Za-z]+\.[A-Za-z]+\.?[A-Za-z]*)`/g, line.replace(/, and if wanted.*/, ''));
  };
  const granted = (list: string) =>
    (new RegExp(`^${list}="(.+)"$`, 'm').exec(commands)?.[1] ?? '').split(' ');
  expect(named('- to read').length).toBeGreaterThan(3);
  expect(granted('reading').sort()).toEqual(named('- to read'));
  expect(granted('erasing').sort()).toEqual(named('- to freeze and erase'));
});

interface AppRole {
  readonly id: string;
  readonly value: string;
  readonly isEnabled: boolean;
}

test('the app registration has the five roles, and the guide gives them by their own ids', () => {
  const roles = JSON.parse(textOf('infra/entra/app-roles.json')) as readonly AppRole[];
  const names = ['Requester', 'Agent', 'Approver', 'Operator', 'Auditor'];
  expect(roles.map(({ value }) => value)).toEqual(names);
  expect(new Set(roles.map(({ id }) => id)).size).toBe(names.length);
  expect(roles.every(({ isEnabled }) => isEnabled)).toBe(true);
  expect(all(/^\| `([A-Z][a-z]+)` /gm, guide)).toEqual([...names].sort());
  const operator = roles.find(({ value }) => value === 'Operator');
  expect(all(/appRoleId\\": \\"([0-9a-f-]{36})/g, commands)).toEqual([operator?.id]);
});
