// Random orders of decisions, timers and crashes, against the rules that hold at any moment: the doors, the flows on the real replayer and
// the engine of the local host, the real activities, the register of Table storage over rows in memory, and the sweeper. The clock is virtual.
import fc from 'fast-check';
import { cases } from './model/cases.ts';
import { play } from './model/play.ts';

const runs = Number(process.env['HABEAS_MODEL_RUNS'] ?? 120);
const seed = Number(process.env['HABEAS_MODEL_SEED'] ?? Date.now() % 2 ** 31);

test(
  `${String(runs)} random requests keep every rule in every order of decisions, timers and crashes (HABEAS_MODEL_SEED=${String(seed)})`,
  () => fc.assert(fc.asyncProperty(cases, play), { numRuns: runs, seed }),
  Math.max(600_000, runs * 10_000),
);
