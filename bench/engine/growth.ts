// node bench/engine/growth.ts [--harness DIR] [--rounds 3] [--stored 1000,4000,16000,100000] [--systems 10,50,200,1000] [--open 10000]
// How the durable engine scales: requests/s by the number of stored instances, one request by its number of systems, list and status
// calls, and a restart with open instances. Prints one JSON line per figure, with the exponent of the growth.
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { launch, type Engine } from './peer.ts';

const { values } = parseArgs({
  options: {
    harness: { type: 'string', default: process.env['BENCH_PEERS'] ?? '../shared/bench-peers' },
    rounds: { type: 'string', default: '5' },
    stored: { type: 'string', default: '1000,5000,25000,100000' },
    systems: { type: 'string', default: '10,50,200,1000' },
    open: { type: 'string', default: '10000' },
  },
});
const harness = path.resolve(values.harness);
const numbers = (text: string) => text.split(',').map(Number);

interface Processes {
  spawnNode(script: string): Promise<{ child: ChildProcess; port: number }>;
  stopChild(child: ChildProcess): Promise<void>;
}
const processes = (await import(
  pathToFileURL(path.join(harness, 'lib/processes.mjs')).href
)) as Processes;

async function withEngine(use: (engine: Engine) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'habeas-growth-'));
  const { child, port } = await processes.spawnNode(path.join(harness, 'lib/stub.mjs'));
  const engine = await launch({ dir, stubOrigin: `http://127.0.0.1:${String(port)}`, harness });
  try {
    await use(engine);
  } finally {
    await engine.stop();
    await processes.stopChild(child);
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Runs `task` for 0 … count-1, `width` of them at a time. */
async function each(
  count: number,
  width: number,
  task: (index: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) await task(index);
  };
  await Promise.all(Array.from({ length: width }, lane));
}

async function start(engine: Engine, flow: string, id: string, input: unknown): Promise<void> {
  const url = `/durabletask/orchestrators/${flow}/${id}`;
  const { status, body } = await engine.call('POST', url, input);
  if (status !== 202) throw new Error(`${flow} answered ${String(status)}: ${body}`);
}

const median = (list: readonly number[]) =>
  [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? NaN;
const percentile = (list: readonly number[], part: number) =>
  [...list].sort((a, b) => a - b)[Math.ceil(list.length * part) - 1] ?? NaN;
const rounded = (value: number) => Math.round(value * 1000) / 1000;

/** Slope of the line through the logarithms: 0 is no growth, 1 is linear growth. */
function exponent(points: readonly (readonly [number, number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (pick: 0 | 1) => logs.reduce((sum, point) => sum + point[pick], 0) / logs.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const above = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return above / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

function print(figure: Readonly<Record<string, unknown>>): void {
  console.log(JSON.stringify({ ...figure, at: new Date().toISOString() }));
}

/** Fills one engine per size once. Then measures all of them in turn, so that noise affects all in the same way. */
async function storedInstances(sizes: readonly number[], rounds: number): Promise<void> {
  const measured = new Map<number, number[]>(sizes.map((size) => [size, []]));
  const measureAll = async (index: number, engines: readonly Engine[]): Promise<void> => {
    const size = sizes[index];
    if (size !== undefined) {
      await withEngine(async (engine) => {
        await each(size, 50, (n) => start(engine, 'kept', `old-${String(n)}`, { n }));
        await measureAll(index + 1, [...engines, engine]);
      });
      return;
    }
    for (let round = 0; round < rounds; round++)
      for (const [at, engine] of engines.entries())
        measured.get(sizes[at] ?? 0)?.push(await burst(engine, round));
    const largest = engines.at(-1);
    if (largest) await listAndStatus(largest);
  };
  await measureAll(0, []);
  const points = [...measured].map(([size, list]) => [size, median(list)] as const);
  for (const [stored, list] of measured)
    print({
      figure: 'requests/s against stored instances',
      stored,
      median: rounded(median(list)),
      all: list.map(rounded),
    });
  print({ figure: 'requests/s against stored instances', exponent: rounded(exponent(points)) });
}

async function burst(engine: Engine, round: number): Promise<number> {
  const count = 300;
  const began = performance.now();
  await each(count, 50, async (n) => {
    const id = `burst-${String(round)}-${String(n)}`;
    await engine.client.start({ id, d: 0 });
    await engine.client.wait(id);
  });
  return count / ((performance.now() - began) / 1000);
}

async function listAndStatus(engine: Engine): Promise<void> {
  const base = '/durabletask/instances';
  const timed = async (url: string): Promise<number[]> => {
    const times: number[] = [];
    for (let n = 0; n < 200; n++) {
      const began = performance.now();
      await engine.call('GET', url);
      times.push(performance.now() - began);
    }
    return times;
  };
  for (const [call, url] of [
    ['status', `${base}/old-7`],
    ['list, a page of 100', `${base}/?showInput=false`],
    ['list, failed ones', `${base}/?runtimeStatus=Failed`],
    [
      'list, created from a time on',
      `${base}/?createdTimeFrom=${new Date(Date.now() - 5000).toISOString()}&top=50`,
    ],
  ] as const) {
    const times = await timed(url);
    print({
      figure: 'calls at the largest store',
      call,
      p50: rounded(percentile(times, 0.5)),
      p95: rounded(percentile(times, 0.95)),
    });
  }
}

async function systemsPerRequest(sizes: readonly number[], rounds: number): Promise<void> {
  await withEngine(async (engine) => {
    const measured = new Map<number, number[]>(sizes.map((size) => [size, []]));
    for (let round = -1; round < rounds; round++)
      for (const count of sizes) {
        const began = performance.now();
        const id = `systems-${String(round)}-${String(count)}`;
        await start(engine, 'systems', id, { count });
        await engine.client.wait(id);
        if (round >= 0) measured.get(count)?.push(performance.now() - began);
      }
    for (const [systems, list] of measured)
      print({
        figure: 'ms of one request against its systems',
        systems,
        median: rounded(median(list)),
        all: list.map(rounded),
      });
    const points = [...measured].map(([size, list]) => [size, median(list)] as const);
    print({ figure: 'ms of one request against its systems', exponent: rounded(exponent(points)) });
  });
}

async function restartWithOpen(count: number): Promise<void> {
  await withEngine(async (engine) => {
    await each(count, 50, (n) => start(engine, 'waiting', `open-${String(n)}`, { n }));
    await engine.crash();
    const began = performance.now();
    await engine.restart();
    const seconds = (performance.now() - began) / 1000;
    print({ figure: 'seconds from start to first answer', open: count, seconds: rounded(seconds) });
  });
}

const rounds = Number(values.rounds);
await systemsPerRequest(numbers(values.systems), rounds);
await restartWithOpen(Number(values.open));
await storedInstances(numbers(values.stored), rounds);
process.exit(0);
