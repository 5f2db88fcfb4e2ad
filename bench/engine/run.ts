// node bench/engine/run.ts [habeas,restate,sqlite-ceiling] [--plan full|quick|burst|crash] [--repeats 1] [--harness DIR]
//   [--workers 2] [--flags='--cpu-prof --cpu-prof-dir=DIR']
// Measures durable engines on the harness' fan-out workload; one JSON line per scenario, and a table at the end.
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { openCaller } from './caller.ts';
import { launch, type Engine } from './peer.ts';

interface Stub {
  stats(): Promise<unknown>;
  reset(): Promise<unknown>;
}
type Figures = Readonly<Record<string, number | null>>;
type Scenario = (
  engine: Engine,
  stub: Stub,
  settings: Readonly<Record<string, unknown>>,
) => Promise<Figures>;

const plans: Readonly<
  Record<string, readonly (readonly [string, Readonly<Record<string, number>>])[]>
> = {
  quick: [
    ['burst', { R: 600, d: 0 }],
    ['closed', { R: 50, d: 0, width: 1 }],
  ],
  full: [
    ['closed', { R: 200, d: 0, width: 1, maxSeconds: 8 }],
    ['burst', { R: 500, d: 0 }],
    ['burst', { R: 2000, d: 0 }],
    ['burst', { R: 2000, d: 20 }],
  ],
  burst: [['burst', { R: 2000, d: 0 }]],
  crash: [['crash', { R: 500, d: 20 }]],
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    plan: { type: 'string', default: 'full' },
    repeats: { type: 'string', default: '1' },
    workers: { type: 'string', default: '2' },
    flags: { type: 'string', default: '' },
    harness: { type: 'string', default: process.env['BENCH_PEERS'] ?? '../shared/bench-peers' },
  },
});
const harness = path.resolve(values.harness);
const peers = (positionals[0] ?? 'habeas').split(',');

const load = async <T>(file: string) =>
  (await import(pathToFileURL(path.join(harness, file)).href)) as T;
const scenarios = await load<Readonly<Record<string, Scenario>>>('lib/scenarios.mjs');
const processes = await load<{
  spawnNode(script: string): Promise<{ child: ChildProcess; port: number }>;
  stopChild(child: ChildProcess): Promise<void>;
}>('lib/processes.mjs');

async function launchPeer(name: string, dir: string, stubOrigin: string): Promise<Engine> {
  const flags = values.flags.split(' ').filter((flag) => flag !== '');
  if (name === 'habeas')
    return launch({ dir, stubOrigin, harness, workers: values.workers, flags });
  const [folder = '', variant] = name.split(':');
  const peer = await load<{ default: { launch(options: object): Promise<Engine> } }>(
    `peers/${folder}/peer.mjs`,
  );
  return peer.default.launch({ dir, stubOrigin, variant });
}

async function measure(name: string, repeat: number): Promise<void> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'habeas-bench-'));
  const { child, port } = await processes.spawnNode(path.join(harness, 'lib/stub.mjs'));
  const origin = `http://127.0.0.1:${String(port)}`;
  const caller = await openCaller(origin, harness);
  const call = async (method: string, url: string): Promise<unknown> =>
    JSON.parse((await caller.call(method, url)).body);
  const stub = { stats: () => call('GET', '/stats'), reset: () => call('POST', '/reset') };
  let engine: Engine | undefined;
  try {
    engine = await launchPeer(name, dir, origin);
    const warmUp = { prefix: `w${String(repeat)}`, R: 100, d: 0, width: 10, limitSeconds: 120 };
    await scenarios['closed']?.(engine, stub, warmUp);
    for (const [index, [scenario, settings]] of (plans[values.plan] ?? []).entries()) {
      const prefix = `r${String(repeat)}s${String(index)}`;
      const figures = await scenarios[scenario]?.(engine, stub, { prefix, ...settings });
      const rounded = Object.entries(figures ?? {}).map(([key, value]) => [
        key,
        value === null ? null : Math.round(value * 1000) / 1000,
      ]);
      console.log(
        JSON.stringify({
          peer: name,
          scenario,
          ...settings,
          ...Object.fromEntries(rounded),
          at: new Date().toISOString(),
        }),
      );
    }
  } finally {
    await caller.close();
    await engine?.stop();
    await processes.stopChild(child);
    rmSync(dir, { recursive: true, force: true });
  }
}

for (let repeat = 1; repeat <= Number(values.repeats); repeat++)
  for (const peer of peers) await measure(peer, repeat);
process.exit(0);
