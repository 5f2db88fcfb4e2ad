// A burst of access requests against the real quotas of audit reports. Counts how often each account was read as a whole.
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { BenchPerson } from './bench-people.ts';
import { startBenchStack } from './bench-stack.ts';
import { round } from './figures.ts';
import { habeasErasures } from './habeas-erasures.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '400' },
    minutes: { type: 'string', default: '60' },
  },
});
const count = Number(values.people);
const tenants = ['b2c-de', 'b2c-fr', 'b2c-us'];

const stack = await startBenchStack();
try {
  const { api, sandbox, storage } = stack.run;
  const requests = habeasErasures(api, storage, 'access');
  const people = await makePeople(sandbox);
  const startedAt = performance.now();
  const states = new Map<string, number>();
  const all = people.map(async (person) => {
    const state = await (await requests.send(person)).ended;
    states.set(state, (states.get(state) ?? 0) + 1);
  });
  const limit = delay(Number(values.minutes) * 60_000, null, { ref: false });
  await Promise.race([Promise.all(all), limit]);
  requests.stop();
  const reads = await fullReads(sandbox);
  console.dir({
    requests: count,
    states: Object.fromEntries(states),
    fullReads: reads,
    perAccount: round(reads / count),
    goal: 'at most 1.1',
    seconds: round((performance.now() - startedAt) / 1000),
  });
} finally {
  await stack.stop();
}

/** Each person has one account, with some audit events. */
async function makePeople(sandbox: string): Promise<BenchPerson[]> {
  const people: BenchPerson[] = [];
  for (let n = 0; n < count; n++) {
    const answer = await fetch(`${sandbox}/control/people`, {
      method: 'POST',
      body: JSON.stringify({
        displayName: `Burst ${String(n)}`,
        emails: [`access.burst.${String(n)}@bench.example.org`],
        in: { [tenants[n % tenants.length] ?? '']: { user: {}, auditEvents: 20 } },
      }),
    });
    if (answer.status !== 201) throw new Error(`Not made: ${await answer.text()}`);
    people.push((await answer.json()) as BenchPerson);
  }
  return people;
}

/** Only the export of an account asks for its licences. */
async function fullReads(sandbox: string): Promise<number> {
  let [reads, last] = [0, 0];
  for (;;) {
    const page = `${sandbox}/control/journal?after=${String(last)}&limit=50000`;
    const lines = (await (await fetch(page)).json()) as { seq: number; path: string }[];
    reads += lines.filter(({ path }) => path.endsWith('/licenseDetails')).length;
    const end = lines.at(-1)?.seq;
    if (end === undefined) return reads;
    last = end;
  }
}
