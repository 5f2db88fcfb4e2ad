import { SystemFailure } from '../../src/domain/failure.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import { mistakes, read, system } from './written-configuration.ts';

const named = (id: string, change: object = {}) => ({ ...system, id, ...change });
const tenant = (id: string, change: object = {}) =>
  named(id, { connector: 'directory', ...change });

test('a system knows all systems that come before it, direct and indirect', () => {
  const { systems } = read({
    systems: [
      named('crm', { after: ['orders'] }),
      named('orders', { after: ['stock'] }),
      named('stock'),
      tenant('b2c-de', { after: ['crm'] }),
    ],
  });
  const after = systems.all().map(({ id, after: before }) => [id, before]);
  expect(after).toEqual([
    ['crm', ['orders', 'stock']],
    ['orders', ['stock']],
    ['stock', undefined],
    ['b2c-de', ['crm', 'orders', 'stock']],
  ]);
});

test.each<[string, object[], string]>([
  [
    'an unknown system',
    [named('crm', { after: ['orders'] })],
    'systems[0].after[0] is "orders": is not the id of a configured system: name one of systems',
  ],
  [
    'the system itself',
    [named('crm', { after: ['crm'] })],
    'systems[0].after[0] is "crm": is the system itself: remove it',
  ],
  [
    'a directory, before another kind of system',
    [named('crm', { after: ['b2c-de'] }), tenant('b2c-de')],
    'systems[0].after[0] is "b2c-de": is a directory, and directories are erased after all other systems: remove it',
  ],
  [
    'a circle',
    [
      named('first'),
      named('crm', { after: ['first', 'orders'] }),
      named('orders', { after: ['stock'] }),
      named('stock', { after: ['crm'] }),
    ],
    'systems[1].after is ["first","orders"]: makes a circle of crm, orders, stock: each would have to be erased before itself, so remove one of the names',
  ],
  [
    'a text instead of a list',
    [named('crm', { after: 'orders' })],
    'systems[0].after is "orders": must be a list',
  ],
  [
    'an unknown mode',
    [named('crm', { mode: 'trial' })],
    'systems[0].mode is "trial": must be one of "live", "shadow"',
  ],
])('an order that names %s is refused with its path and the fix', (_, systems, expected) => {
  const told = mistakes({ systems });
  expect(told).toContain(expected);
  expect(told.split('\n')).toHaveLength(2);
});

test('a system in shadow mode can be searched, and refuses to export or erase', async () => {
  const { systems, loaded } = read({ systems: [named('crm', { mode: 'shadow' })] });
  const crm = systems.get(systemIdOf('crm'));
  expect(crm?.shadow).toBe(true);
  expect(loaded.systems).toMatchObject([{ id: 'crm', mode: 'shadow' }]);
  const record = { kind: 'contact', id: '51' };
  const intent = { begunAt: '2026-03-02T10:00:00.000Z', repeated: false, since: null };
  const refused = crm?.access.erase(record, intent);
  await expect(refused).rejects.toThrow(SystemFailure);
  await expect(refused).rejects.toMatchObject({ code: 'misconfigured' });
});

test('people of a tenant in shadow mode cannot ask for themselves', () => {
  const selfService = {
    'b2c-de': { issuers: ['https://login.example.org/'], audiences: ['a'], policies: ['B2C_1_a'] },
  };
  const told = mistakes({
    systems: [tenant('b2c-de', { mode: 'shadow' })],
    policy: { selfService },
  });
  expect(told).toContain('policy.selfService.b2c-de: is in shadow mode, so nothing is done there');
});
