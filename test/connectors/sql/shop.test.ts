import { lookUpKind } from '../../../src/domain/look-up-kind.ts';
import type { Identifier } from '../../../src/domain/identifier.ts';
import { systemIdOf } from '../../../src/domain/system.ts';
import sqlConnector from '../../../src/connectors/sql/connector.ts';
import { sinkOf } from '../../support/export-sink.ts';
import { databaseWith, given, intent, recordBy, system } from './database-under-test.ts';
import { kanarina, shopSettings, shopTables } from './shop.ts';

// The stories of the conformance suite, on a real database instead of a simulator.

const everything = ['customers', 'orders', 'order_lines', 'gifts', 'invoices'] as const;
const ownId: Identifier = { kind: 'record', system, id: '1' };

test('a healthy database has no problems', async () => {
  const shop = await databaseWith(shopTables);
  expect(await shop.open(shopSettings).probe()).toEqual({ reachable: true, problems: [] });
});

test.each([
  ['the object ID, in any spelling', kanarina.account, ['id']],
  ['a trusted address, in any case', kanarina.email, ['address']],
  ['a phone number, which is a lead', kanarina.phone, ['free']],
  ['its own id', ownId, ['id']],
])('finds a person by %s', async (_title, by, joins) => {
  const shop = await databaseWith(shopTables);
  const { hits, searched } = await shop.open(shopSettings).find(given(by));
  expect(hits.map(({ join }) => join)).toEqual(joins);
  expect(searched).toEqual([{ by: lookUpKind(by), in: 'live' }]);
});

test('finds nobody by identifiers that nobody has, and reports every look-up that it declares', async () => {
  const shop = await databaseWith(shopTables);
  const access = shop.open(shopSettings);
  const { hits, searched, notSearched } = await access.find(
    given(
      { kind: 'account', system, objectId: '00000000-0000-4000-8000-000000000000' },
      { kind: 'email', value: 'nobody@example.invalid' },
      { kind: 'phone', value: '+4930999' },
      { kind: 'record', system, id: '999' },
    ),
  );
  expect([hits, notSearched]).toEqual([[], []]);
  expect(searched).toEqual(access.lookUps);
});

test('makes no call for identifiers that it does not support', async () => {
  const nowhere = sqlConnector.open({
    id: system,
    settings: { dialect: 'postgresql', ...shopSettings },
    secrets: { connectionString: 'postgresql://nobody@127.0.0.1:1/none' },
    now: () => new Date(),
  });
  const beside = await nowhere.find(
    given(
      { kind: 'userName', system: systemIdOf('b2c-de'), value: 'kanarina' },
      { kind: 'record', system: systemIdOf('other'), id: '1' },
    ),
  );
  expect(beside).toEqual({ hits: [], searched: [], notSearched: [] });
});

test('masks the person in the preview, vouches for its own id, and does not ask again about it', async () => {
  const shop = await databaseWith(shopTables);
  const access = shop.open(shopSettings);
  const [hit] = (await access.find(given(kanarina.account))).hits;
  expect(hit).toMatchObject({ name: { given: 'Kanarina', surname: 'Vogelsang', display: null } });
  expect(hit?.preview).toBe('K… V…, K…@example.org, …67');
  const vouched = hit?.reveals.filter(({ trust }) => trust === 'vouched') ?? [];
  expect(vouched.map(({ identifier }) => identifier)).toEqual([
    { kind: 'email', value: 'Kanarina.Vogelsang@example.org' },
    ownId,
  ]);
  const again = await access.find([{ identifier: ownId, trust: 'vouched', source: system }]);
  expect(again).toEqual({ hits: [], searched: [], notSearched: [] });
});

test('exports everything, page by page, without what the settings withhold, and then erases more rows than one page holds', async () => {
  const shop = await databaseWith(shopTables);
  await shop.query(
    `INSERT INTO order_lines SELECT 11, n, 'article ' || n FROM generate_series(1, 1203) n`,
  );
  const access = shop.open(shopSettings);
  const items: [string, unknown][] = [];
  const notes: string[] = [];
  const sink = sinkOf({
    write: (part, item) => Promise.resolve(void items.push([part, item])),
    remark: (part, text) => void notes.push(`${part}: ${text}`),
  });
  const counts = await access.export(await recordBy(access, kanarina.account), sink);
  expect(counts).toEqual({ customers: 1, orders: 2, 'order-lines': 1205, gifts: 1, invoices: 2 });
  const lines = items.filter(([part]) => part === 'order-lines').map(([, item]) => item);
  expect(new Set(lines.map((line) => JSON.stringify(line))).size).toBe(1205);
  expect(items[0]).toEqual([
    'customers',
    expect.objectContaining({ id: 1, created_at: expect.stringContaining('2020-01-01') as string }),
  ]);
  expect(items[1]).toEqual(['orders', { id: 10, customer_id: 1, note: 'ring twice' }]);
  expect(JSON.stringify(items)).not.toMatch(/card-10|Olaf/);
  expect(notes).toEqual(['orders: Not handed over, as the operator has decided: card_token.']);
  const portable = sqlConnector.describe?.(
    sqlConnector.settings.parse({ dialect: 'postgresql', ...shopSettings }),
  );
  expect(portable?.portable?.['customers']?.(items[0]?.[1] as Record<string, unknown>)).toEqual([
    {
      kind: 'profile',
      origin: 'provided',
      data: {
        first_name: 'Kanarina',
        last_name: 'Vogelsang',
        email: 'Kanarina.Vogelsang@example.org',
      },
    },
  ]);
  await access.erase(await recordBy(access, kanarina.account), intent);
  expect(await shop.rows('order_lines', 'gifts')).toEqual({ order_lines: 1, gifts: 1 });
});

test('erases as declared, and reads back what is retained, why and until when', async () => {
  const shop = await databaseWith(shopTables);
  const access = shop.open(shopSettings);
  const record = await recordBy(access, kanarina.account);
  expect(await access.verify(record, intent.begunAt)).toMatchObject({
    kind: 'present',
    left: { customers: 1, orders: 2, 'order-lines': 2, gifts: 1, invoices: 2 },
  });
  expect(await access.erase(record, intent)).toEqual({ kind: 'done' });
  // The invoice of 2015 is no longer kept; that of 2024 is, without the address.
  expect(await access.verify(record, intent.begunAt)).toEqual({
    kind: 'gone',
    left: { customers: 0, orders: 0, 'order-lines': 0, gifts: 0, invoices: 0 },
    residuals: [
      {
        what: 'invoices',
        verdict: 'retained',
        reason: 'tax',
        law: '§ 147 AO',
        until: '2032-12-31T23:59:59.999Z',
      },
    ],
  });
  expect(await shop.rows(...everything)).toEqual({
    customers: 2,
    orders: 1,
    order_lines: 1,
    gifts: 1,
    invoices: 2,
  });
  const [row] = await shop.query('SELECT * FROM customers WHERE id = 1');
  expect(row).toMatchObject({ object_id: null, phone: null, first_name: null, last_name: null });
  expect(row?.['email']).toMatch(/^erased-[0-9a-f]{32}$/);
  expect(await shop.query('SELECT recipient, email FROM invoices WHERE customer_id = 1')).toEqual([
    { recipient: 'Kanarina Vogelsang', email: null },
  ]);
  const asked = given(...Object.values(kanarina), ownId);
  expect((await access.find(asked)).hits).toEqual([]);
});

test('erases twice without a second effect, and the next erasure is due at the end of the retention', async () => {
  const shop = await databaseWith(shopTables);
  const access = shop.open(shopSettings);
  const record = await recordBy(access, kanarina.account);
  await access.erase(record, intent);
  const before = await shop.query('SELECT * FROM customers ORDER BY id');
  await access.erase(record, { ...intent, repeated: true });
  expect(await shop.query('SELECT * FROM customers ORDER BY id')).toEqual(before);
  const later = shop.open(shopSettings, { now: () => new Date('2033-01-01T00:00:00Z') });
  expect(await later.verify(record, intent.begunAt)).toMatchObject({ left: { invoices: 1 } });
  await later.erase(record, intent);
  expect(await later.verify(record, intent.begunAt)).toMatchObject({ kind: 'gone', residuals: [] });
  expect(await shop.rows('invoices')).toEqual({ invoices: 1 });
});
