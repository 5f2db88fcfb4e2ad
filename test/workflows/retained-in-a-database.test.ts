// A database with invoices that tax law protects, from end to end: the connector on a real PostgreSQL, the flows on the real replayer, and the sweeper.
import { text } from 'node:stream/consumers';
import sqlConnector from '../../src/connectors/sql/connector.ts';
import { checkFact } from '../../src/journal/fact-schema.ts';
import { sweep } from '../../src/upkeep/sweep.ts';
import { databaseWith } from '../connectors/sql/database-under-test.ts';
import { withHubFile } from '../local/host/engine/memory-hub.ts';
import { flowsOnHub } from '../support/flows-on-hub.ts';
import { createMemoryHouse, hit, requestId, system } from '../support/memory-house.ts';

const tables = `
  CREATE TABLE customers (id int PRIMARY KEY, object_id text UNIQUE, email text);
  CREATE TABLE orders (id int PRIMARY KEY, customer_id int REFERENCES customers);
  CREATE TABLE invoices (id int PRIMARY KEY, customer_id int REFERENCES customers, issued_on date, recipient text);
  INSERT INTO customers VALUES (1, 'oid-ada', 'ada@example.org');
  INSERT INTO orders VALUES (10, 1);
  INSERT INTO invoices VALUES (100, 1, '2020-05-05', 'Ada'), (101, 1, '2024-05-05', 'Ada'), (102, 1, '2010-05-05', 'Ada')`;

const until = { after: 'P8Y', column: 'issued_on', fromEndOfYear: true };
const settings = {
  dialect: 'postgresql',
  tables: [
    {
      table: 'customers',
      keys: [{ kind: 'objectId', column: 'object_id' }],
      rows: 'stay',
      columns: { object_id: 'null', email: 'null' },
    },
    { table: 'orders', joins: [{ customer_id: 'customers.id' }], rows: 'delete' },
    {
      table: 'invoices',
      title: 'your invoices',
      joins: [{ customer_id: 'customers.id' }],
      rows: { retain: { reason: 'tax', law: '§ 147 AO', until } },
    },
  ],
};

const kept = {
  what: 'invoices',
  verdict: 'retained',
  reason: 'tax',
  law: '§ 147 AO',
  until: '2032-12-31T23:59:59.999Z',
};

// The clock leaps. Timers run as always.
beforeEach(() => {
  jest.useFakeTimers({
    now: new Date('2026-03-02T10:00:00.000Z'),
    advanceTimers: true,
    doNotFake: [
      ...(['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval'] as const),
      ...(['clearImmediate', 'nextTick', 'queueMicrotask', 'hrtime', 'performance'] as const),
    ],
  });
});
afterEach(() => jest.useRealTimers());

test('invoices are reported as retained, and each is erased when its own time has ended', async () => {
  const shop = await databaseWith(tables);
  await withHubFile(async (file) => {
    const now = () => new Date();
    const erased: string[] = [];
    const directory = system('dir', {
      find: async () => (erased.length > 0 ? [] : [hit('oid-ada')]),
      erase: async () => {
        erased.push('user');
        return { kind: 'done' };
      },
      verify: async () => ({ kind: 'gone', left: {}, residuals: [] }),
    });
    const described = sqlConnector.describe?.(sqlConnector.settings.parse(settings));
    const database = { ...system('shop', shop.open(settings, { now })), ...described };
    const memory = await createMemoryHouse([directory, database], 'erasure');
    const house = { ...memory, now };
    const flows = flowsOnHub(file, house);
    const request = async () => (await house.register.get(requestId))!;
    const message = async () => {
      const report = await house.results.getStream(requestId, 'report.json');
      return (JSON.parse(await text(report!.stream)) as { message: { text: string } }).message.text;
    };
    const dayComes = async (day: string) => {
      jest.setSystemTime(new Date(`${day}T12:00:00Z`));
      const { log } = memory.intake;
      await sweep({ ...memory.intake, now }, { flows, log }, async () => undefined);
      await flows.output(`${requestId}-watch`);
      return request();
    };
    try {
      await flows.start(requestId, '1', 1);
      await flows.output(requestId);
      const first = await request();
      expect(first).toMatchObject({ state: 'completed', reason: 'retained' });
      expect(first.systems).toMatchObject([
        { id: 'dir', verdict: 'erased' },
        {
          id: 'shop',
          verdict: 'erased',
          counts: { found: { records: 1 }, left: { customers: 0, orders: 0, invoices: 0 } },
          residuals: [{ ...kept, nextAt: '2028-12-31T23:59:59.999Z' }],
        },
      ]);
      expect(await message()).toContain('your invoices');
      expect(await shop.rows('orders', 'invoices')).toEqual({ orders: 0, invoices: 2 });
      const journal = (await house.register.journal(requestId, true))!;
      for (const { seq: _seq, previous: _previous, hash: _hash, ...fact } of journal.facts)
        expect(() => checkFact(fact)).not.toThrow();
      expect(JSON.stringify(journal)).not.toContain('oid-ada');

      // The look a day later finds all as it was.
      const confirmed = await dayComes('2026-03-04');
      expect(confirmed.systems[1]).toMatchObject({ verdict: 'erased', lookedAgain: true });
      expect(await shop.rows('invoices')).toEqual({ invoices: 2 });

      // The first of two has ended. What the person was told is still true, so nobody is told anew.
      const later = await dayComes('2029-01-01');
      expect(later.systems[1]?.residuals).toEqual([kept]);
      expect(await shop.rows('invoices')).toEqual({ invoices: 1 });
      expect(memory.intake.events).toHaveLength(1);

      const last = await dayComes('2033-01-01');
      expect(last).toMatchObject({ state: 'completed', reason: null });
      expect(last.systems[1]?.residuals).toEqual([{ ...kept, verdict: 'erased' }]);
      expect(await shop.rows('invoices', 'customers')).toEqual({ invoices: 0, customers: 1 });
      expect(memory.intake.events.map(({ id }) => id)).toEqual([
        `${requestId}.finished`,
        `${requestId}.finished.2`,
      ]);
      expect(await message()).toContain('kept for a time and erased since: your invoices');
      expect(await house.register.watchList(requestId)).toBeNull();
    } finally {
      await flows.stop();
    }
  });
});
