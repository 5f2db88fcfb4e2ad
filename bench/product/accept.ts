// How long it takes to accept a request, at a steady rate beside running work, and how long a call takes in which the service does nothing.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { makePeople } from './bench-people.ts';
import { startBenchStack } from './bench-stack.ts';
import { quantile, round } from './figures.ts';
import { habeasErasures } from './habeas-erasures.ts';
import { inFlight } from './in-flight.ts';

const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '30' },
    // The number of erasures that run at the same time during the measurement.
    width: { type: 'string', default: '10' },
  },
});
const [rate, seconds, width] = [values.rate, values.seconds, values.width].map(Number) as [
  number,
  number,
  number,
];
const goalMs = 100;

const stack = await startBenchStack();
try {
  const { api, sandbox, storage } = stack.run;
  const erasures = habeasErasures(api, storage);
  const people = await makePeople(sandbox, 'Accept', 200);
  await inFlight(people.slice(0, 50), 50, erasures.erase);
  const working = new AbortController();
  const work = keepErasing(people.slice(50), working.signal);
  // One call in five is empty, so that both kinds meet the same load.
  const empty = atRate(rate / 5, () => fetch(`${api}/nothing-is-here`));
  const accepted = await atRate(rate, () => accept(api));
  const nothing = await empty;
  working.abort();
  const result = {
    rate,
    seconds,
    width,
    accept: times(accepted.took),
    refused: accepted.failed,
    empty: times(nothing.took),
    ratioOfP99: round(quantile(accepted.took, 0.99) / quantile(nothing.took, 0.99)),
    goal: `p99 below ${String(goalMs)} ms`,
  };
  console.dir(result);
  if (accepted.failed > 0 || quantile(accepted.took, 0.99) >= goalMs) process.exitCode = 1;
  erasures.stop();
  await Promise.race([work, delay(30_000, null, { ref: false })]);

  async function keepErasing(some: typeof people, signal: AbortSignal): Promise<void> {
    await inFlight(some, width, async (person) => {
      if (!signal.aborted) await erasures.erase(person);
    });
  }
} finally {
  await stack.stop();
}

/** A request about a new person, whom no system knows. */
function accept(api: string): Promise<Response> {
  const emails = [`${randomUUID()}@bench.example.org`];
  return fetch(`${api}/requests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ type: 'access', subject: { emails } }),
  });
}

/** Begins calls at a steady rate, whether or not earlier ones were answered: a slow answer does not slow the callers. */
async function atRate(
  perSecond: number,
  call: () => Promise<Response>,
): Promise<{ took: number[]; failed: number }> {
  const took: number[] = [];
  let failed = 0;
  const calls: Promise<void>[] = [];
  const startedAt = performance.now();
  for (let n = 0; n < perSecond * seconds; n++) {
    const due = startedAt + (n * 1000) / perSecond;
    await delay(Math.max(0, due - performance.now()));
    calls.push(
      call().then(async (answer) => {
        await answer.arrayBuffer();
        // The time counts from the moment when the call was due. Otherwise a stall would hide the calls that it delayed.
        took.push(performance.now() - due);
        if (answer.status >= 500 || answer.status === 429) failed += 1;
      }),
    );
  }
  await Promise.all(calls);
  return { took, failed };
}

function times(took: readonly number[]) {
  const ms = (share: number) => round(quantile(took, share));
  return { calls: took.length, p50: ms(0.5), p95: ms(0.95), p99: ms(0.99), most: ms(1) };
}
