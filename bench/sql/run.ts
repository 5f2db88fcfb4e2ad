// One person over twelve tables: found, erased and read back by the connector for own databases, beside the same statements by hand.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { connectors } from '../../src/connectors/catalogue.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import { quantile } from '../product/figures.ts';
import { fillShop, settings } from './big-shop.ts';
import { eraseByHand } from './by-hand.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000000' },
    people: { type: 'string', default: '200' },
  },
});

const folder = mkdtempSync(path.join(tmpdir(), 'habeas-bench-sql-'));
chmodSync(folder, 0o777);
const runner = path.join(import.meta.dirname, '../../test/support/run-postgres.mjs');
const server = spawn(process.execPath, [runner, path.join(folder, 'data')], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const port = await new Promise<string>((resolve) =>
  server.stdout.setEncoding('utf8').once('data', (text: string) => resolve(text.trim())),
);
const connectionString = `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`;
const admin = new pg.Client({ connectionString });
await admin.connect();
try {
  console.log(`Writing ${values.rows} rows …`);
  const people = await fillShop(admin, Number(values.rows));
  const connector = connectors.find(({ name }) => name === 'sql');
  if (!connector) throw new Error('the connector is missing');
  const access = connector.open({
    id: systemIdOf('shop'),
    settings,
    secrets: { connectionString },
    now: () => new Date(),
  });

  async function byConnector(email: string): Promise<void> {
    const { hits } = await access.find([
      { identifier: { kind: 'email', value: email }, trust: 'given', source: 'request' },
    ]);
    const [hit] = hits;
    if (!hit) throw new Error('nobody was found');
    const begunAt = new Date().toISOString();
    await access.erase(hit.record, { begunAt, repeated: false, since: null });
    const answer = await access.verify(hit.record, begunAt);
    if (answer.kind !== 'gone') throw new Error('rows are left');
  }

  const took: Record<'connector' | 'hand', number[]> = { connector: [], hand: [] };
  const timed = async (side: keyof typeof took, email: string) => {
    const since = performance.now();
    await (side === 'hand' ? eraseByHand(admin, email) : byConnector(email));
    took[side].push(performance.now() - since);
  };
  // The two sides take turns, over people from all parts of the tables. The first twenty warm up.
  const many = Number(values.people) + 20;
  for (let turn = 0; turn < many; turn += 1)
    for (const [index, side] of (['connector', 'hand'] as const).entries()) {
      const person = 1 + Math.floor((people / (2 * many)) * (2 * turn + index));
      await timed(side, `person${String(person)}@example.org`);
    }
  const figures = Object.entries(took).map(([side, all]) => {
    const [p50 = NaN, p95 = NaN] = [0.5, 0.95].map((share) => quantile(all.slice(20), share));
    console.log(`${side}: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`);
    return p50;
  });
  console.log(`ratio of the medians: ${((figures[0] ?? NaN) / (figures[1] ?? NaN)).toFixed(2)}`);
} finally {
  await admin.end();
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.stdin.end();
  await ended;
  rmSync(folder, { recursive: true, force: true });
}
