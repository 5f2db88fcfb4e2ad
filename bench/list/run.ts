// The list of requests at 100,000 requests: how long each filter takes, and how much CPU, beside bare queries of the same table.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openRegisterTable, rowsBetween } from '../../src/azure/register/register-table.ts';
import { registerPartition, requestRow as rowKeyOf } from '../../src/azure/register/rows.ts';
import { createTableRegister } from '../../src/azure/register/table-register.ts';
import { requestFilterOf } from '../../src/doors/http/request-query.ts';
import { requestRow } from '../../src/doors/http/request-view.ts';
import { cpuMeter } from '../product/cpu-time.ts';
import { quantile } from '../product/figures.ts';
import { seedRequests } from './seed-requests.ts';
import { numberedId } from './seeded-requests.ts';
import { startTableStorage } from './table-storage.ts';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    // How many times each list is read.
    times: { type: 'string', default: '40' },
  },
});
const [many, times] = [Number(values.requests), Number(values.times)];

const lists = {
  'all, newest first': '',
  'state=open': 'state=open',
  'verdict=failed': 'verdict=failed',
  'verdict=present, ten of the oldest': 'verdict=present',
  'system=hubspot&verdict=failed': 'system=hubspot&verdict=failed',
  'state=completed-with-exceptions': 'state=completed-with-exceptions',
  'waiting=hubspot': 'waiting=hubspot',
  'reference, one fits': 'reference=CASE-000123',
  'reference, 100 fit': 'reference=CASE-0001',
  'reference, all fit': 'reference=CASE-',
  'reference, the beginning of an id': `reference=${numberedId(123).slice(0, -1)}`,
  'sort=due': 'sort=due',
};

const storage = await startTableStorage();
try {
  console.log(`Writing ${String(many)} requests …`);
  await seedRequests(storage.table, many);
  const table = openRegisterTable(storage.table);
  const register = createTableRegister(table, () => new Date());
  const figures: Record<string, object> = {};

  /** Measures how long one caller waits. There is no other caller, so this is the server's own time. */
  async function measure(name: string, ask: () => Promise<number>): Promise<void> {
    const took: number[] = [];
    for (let time = 0; time < 2; time += 1) await ask();
    const cpu = cpuMeter({ server: process.pid, azurite: storage.pid });
    let rows = 0;
    for (let time = 0; time < times; time += 1) {
      const askedAt = performance.now();
      rows = await ask();
      took.push(performance.now() - askedAt);
    }
    const [p50, p95] = [0.5, 0.95].map((share) => Math.round(quantile(took, share)));
    figures[name] = { p50, p95, cpuMs: cpu(times), rows };
    console.log(name, figures[name]);
  }

  const middle = Math.floor(many / 2);
  await measure('bare: one row by its key', async () => {
    await storage.table.getEntity(registerPartition, rowKeyOf(numberedId(middle)));
    return 1;
  });
  await measure('bare: 50 rows by their keys', async () => {
    const keys = Array.from({ length: 50 }, (_, at) => rowKeyOf(numberedId(middle + at)));
    await Promise.all(keys.map((key) => storage.table.getEntity(registerPartition, key)));
    return keys.length;
  });
  await measure('bare: the first 51 rows of requests', async () => {
    const pages = rowsBetween(table, registerPartition, 'r-', 'r.', { pageSize: 51 });
    const page = await pages.next();
    return page.done ? 0 : page.value.length;
  });
  const nobody = { kind: 'person', id: 'nobody' } as const;
  for (const [name, query] of Object.entries(lists)) {
    const read = async (more: string) => {
      const filter = requestFilterOf(new URLSearchParams(`${query}${more}`), nobody);
      const page = await register.list(filter);
      JSON.stringify(page.items.map(requestRow));
      return page;
    };
    await measure(name, async () => (await read('')).items.length);
    const { continuation } = await read('');
    if (continuation === null) continue;
    const next = `&continuation=${continuation}`;
    await measure(`${name}: its second page`, async () => (await read(next)).items.length);
  }

  const result = {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    requests: many,
    goal: 'p95 below 200 ms',
    figures,
  };
  const folder = path.join(import.meta.dirname, '..', 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'list.json'), `${JSON.stringify(result, null, 2)}\n`);
} finally {
  await storage.stop();
}
