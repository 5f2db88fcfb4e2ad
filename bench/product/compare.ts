// Whole erasures beside another commit of this project: calls to vendors for one erasure, and erasures per second.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { makePeople, stillThere } from './bench-people.ts';
import { startBenchStack, type BenchStack } from './bench-stack.ts';
import { cpuMeter } from './cpu-time.ts';
import { median, quantile, round } from './figures.ts';
import { habeasErasures, type HabeasErasures } from './habeas-erasures.ts';
import { inFlight } from './in-flight.ts';
import { vendorCalls } from './vendor-calls.ts';

const { values } = parseArgs({
  options: {
    beside: { type: 'string' },
    people: { type: 'string', default: '400' },
    width: { type: 'string', default: '200' },
    rounds: { type: 'string', default: '3' },
    'warm-up': { type: 'string', default: '200' },
  },
});
if (!values.beside) throw new Error('Name the folder of the other commit with --beside.');
const [count, width, rounds, warmUp] = [
  values.people,
  values.width,
  values.rounds,
  values['warm-up'],
].map(Number) as [number, number, number, number];

interface Side {
  readonly name: string;
  readonly stack: BenchStack;
  readonly erasures: HabeasErasures;
  readonly states: Map<string, number>;
  /** Line of the sandbox's journal up to which calls were counted. */
  counted: number;
}

interface Taken {
  readonly perSecond: number;
  readonly callsPerErasure: number;
  /** Seconds from sending an erasure to reading its final status, in the middle and at the slow end. */
  readonly seconds: { readonly p50: number; readonly p95: number };
  readonly cpuMs: Readonly<Record<string, number>>;
  readonly left: number;
}

const sides: Side[] = [];
try {
  for (const [name, root] of [
    ['before', path.resolve(values.beside)],
    ['now', undefined],
  ] as const) {
    const stack = await startBenchStack(root);
    const erasures = habeasErasures(stack.run.api, stack.run.storage);
    sides.push({ name, stack, erasures, states: new Map(), counted: 0 });
  }
  console.log(`Erasing ${String(warmUp)} people on each side to warm up …`);
  for (const side of sides) await roundOf(side, 'Warm', warmUp);
  const results: Record<string, Taken>[] = [];
  for (let number = 1; number <= rounds; number += 1) {
    const taken: Record<string, Taken> = {};
    for (const side of sides) taken[side.name] = await roundOf(side, `R${String(number)}`, count);
    results.push(taken);
    console.log(`Round ${String(number)} of ${String(rounds)}: ${JSON.stringify(taken)}`);
  }
  report(results);
} finally {
  for (const { stack, erasures } of sides) {
    erasures.stop();
    await stack.stop();
  }
}

/** Erases invented people on one side. The other side has nothing to do meanwhile. */
async function roundOf(side: Side, label: string, many: number): Promise<Taken> {
  const { sandbox, processes } = side.stack.run;
  const people = await makePeople(sandbox, `${label}${side.name}`, many);
  side.counted = (await vendorCalls(sandbox, side.counted)).last;
  const cpu = cpuMeter(processes);
  const took: number[] = [];
  const seconds = await inFlight(people, width, async (person) => {
    const sentAt = performance.now();
    const state = await side.erasures.erase(person);
    took.push((performance.now() - sentAt) / 1000);
    side.states.set(state, (side.states.get(state) ?? 0) + 1);
  });
  const cpuMs = cpu(many);
  const { calls, last } = await vendorCalls(sandbox, side.counted);
  side.counted = last;
  return {
    perSecond: round(many / seconds),
    callsPerErasure: round(calls / many),
    seconds: { p50: round(quantile(took, 0.5)), p95: round(quantile(took, 0.95)) },
    cpuMs,
    left: await stillThere(sandbox, people),
  };
}

function report(results: readonly Readonly<Record<string, Taken>>[]): void {
  const of = (name: string, figure: 'perSecond' | 'callsPerErasure') =>
    median(results.flatMap((taken) => taken[name]?.[figure] ?? []));
  const result = {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    people: count,
    inFlight: width,
    callsPerErasure: { before: of('before', 'callsPerErasure'), now: of('now', 'callsPerErasure') },
    perSecond: { before: of('before', 'perSecond'), now: of('now', 'perSecond') },
    calls: round(of('now', 'callsPerErasure') / of('before', 'callsPerErasure')),
    speed: round(of('now', 'perSecond') / of('before', 'perSecond')),
    goals: { calls: 'at most 1.5', speed: 'at least 0.7' },
    states: Object.fromEntries(sides.map(({ name, states }) => [name, Object.fromEntries(states)])),
    rounds: results,
  };
  console.dir(result, { depth: null });
  const folder = path.join(import.meta.dirname, '..', 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'compare.json'), `${JSON.stringify(result, null, 2)}\n`);
  if (result.calls > 1.5 || result.speed < 0.7) process.exitCode = 1;
}
