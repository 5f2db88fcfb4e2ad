// Sends calls that are made from the OpenAPI document to a whole stack, and looks for answers that must not occur.
import { parseArgs } from 'node:util';
import { fuzzService } from '../../test/support/fuzz-service.ts';
import { startBenchStack } from './bench-stack.ts';

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '10000' },
    // With the same seed the calls are the same.
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});

const stack = await startBenchStack();
try {
  const startedAt = performance.now();
  const [calls, seed] = [Number(values.calls), Number(values.seed)];
  const { statuses, wrong } = await fuzzService(stack.run.api, { calls, seed });
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.dir({ calls, seed, seconds, statuses, wrong: wrong.length });
  for (const one of wrong.slice(0, 20)) console.error(one);
  if (wrong.length > 0) process.exitCode = 1;
} finally {
  await stack.stop();
}
