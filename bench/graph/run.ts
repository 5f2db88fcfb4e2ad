// Figures of the Azure AD B2C connector: node bench/graph/run.ts calls | events | tenants
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { measureCalls } from './calls.ts';
import { measureEvents } from './events.ts';
import { measureTenants } from './tenants.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    people: { type: 'string', default: '10' },
    sizes: { type: 'string', default: '10000,100000,1000000' },
    rounds: { type: 'string', default: '3' },
    'semi-space': { type: 'string', default: '16' },
    tenants: { type: 'string', default: '20' },
  },
});
const rounds = Number(values.rounds);
const measures: Record<string, () => Promise<object[]>> = {
  calls: () => measureCalls(Number(values.people)),
  events: () =>
    measureEvents(
      values.sizes.split(',').map(Number),
      rounds,
      values['semi-space'] === 'default' ? 'default' : Number(values['semi-space']),
    ),
  tenants: () => measureTenants(Number(values.tenants), rounds),
};

const [what = ''] = positionals;
const measure = measures[what];
if (!measure) throw new Error(`Say what to measure: ${Object.keys(measures).join(', ')}.`);
const loadBefore = loadavg()[0];
const rows = await measure();
const result = {
  date: new Date().toISOString(),
  machine: `${String(availableParallelism())} × ${cpus()[0]?.model ?? 'unknown'}`,
  node: process.version,
  load: { before: loadBefore, after: loadavg()[0] },
  rows,
};
console.table(rows);
console.log(JSON.stringify({ ...result, rows: undefined }));
const folder = path.join(import.meta.dirname, '..', 'results');
mkdirSync(folder, { recursive: true });
writeFileSync(path.join(folder, `graph-${what}.json`), `${JSON.stringify(result, null, 2)}\n`);
