import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { provideServiceKeys } from '../../local/start/service-keys.ts';
import type { ServiceKey } from '../../src/domain/policy.ts';
import { findServiceKey } from '../../src/doors/service-key.ts';
import { freshDataFolder, removeDataFolder } from '../support/stack.ts';

test('a new key is printed with the entry by which the service knows it', () => {
  const printed = execFileSync(
    process.execPath,
    ['cli/main.ts', 'key', 'new', 'portal', 'Requester', 'Agent'],
    { encoding: 'utf8' },
  );
  const key = /habeas_\S{43}/.exec(printed)?.[0] ?? '';
  const entry = JSON.parse(/\{.*\}/.exec(printed)?.[0] ?? '') as ServiceKey;
  expect(entry).toMatchObject({ name: 'portal', roles: ['Requester', 'Agent'] });
  expect(findServiceKey([entry], key)).toBe(entry);
  expect(findServiceKey([entry], `${key}x`)).toBeUndefined();
  expect(JSON.stringify(entry)).not.toContain(key);
});

test('the local stack keeps a key of each role beside the keys of the host', () => {
  const folder = freshDataFolder();
  const file = path.join(folder, 'keys.json');
  const entries = provideServiceKeys(file);
  expect(provideServiceKeys(file)).toEqual(entries);
  const { service } = JSON.parse(readFileSync(file, 'utf8')) as { service: Record<string, string> };
  for (const role of ['Requester', 'Agent', 'Approver', 'Operator', 'Auditor'])
    expect(findServiceKey(entries as ServiceKey[], service[role] ?? '')?.roles).toEqual([role]);
  removeDataFolder(folder);
});
