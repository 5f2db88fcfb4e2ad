// Requests that wait for an approval: the calls to storage while nobody decides, and the time from an approval until the request goes on.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { makePeople } from './bench-people.ts';
import { startBenchStack } from './bench-stack.ts';
import { quantile, round } from './figures.ts';
import { habeasErasures } from './habeas-erasures.ts';
import { inFlight } from './in-flight.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '1000' },
    // The number of approvals, and the milliseconds between two of them.
    approve: { type: 'string', default: '100' },
    every: { type: 'string', default: '500' },
    // The minutes in which nobody does anything.
    minutes: { type: 'string', default: '5' },
  },
});
const [people, approve, every, minutes] = [
  values.people,
  values.approve,
  values.every,
  values.minutes,
].map(Number) as [number, number, number, number];
const goalMs = 2000;

interface ListPage {
  readonly items: readonly { readonly id: string; readonly planHash?: string }[];
  readonly continuation: string | null;
}

interface Fact {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly what?: string;
}

const folder = mkdtempSync(path.join(tmpdir(), 'habeas-gates-'));
const policy = path.join(folder, 'policy.json');
const counts = path.join(folder, 'counts.json');
writeFileSync(policy, JSON.stringify({ gates: [{ approvals: 1 }] }));
const counting = pathToFileURL(path.join(import.meta.dirname, 'app', 'count-calls.mjs')).href;
const stack = await startBenchStack(undefined, {
  more: ['--policy', policy],
  environment: { HABEAS_BENCH_COUNTS: counts, NODE_OPTIONS: `--import ${counting}` },
});
try {
  const { api, sandbox, storage } = stack.run;
  const erasures = habeasErasures(api, storage);
  console.log(`Sending ${String(people)} erasures that need an approval …`);
  const invented = await makePeople(sandbox, 'Gate', people);
  await inFlight(invented, 50, erasures.send);
  erasures.stop();
  const waiting = await allWaiting(api);
  console.log(
    `${String(waiting.length)} wait. Nobody does anything for ${String(minutes)} minutes …`,
  );
  const quiet = await callsIn(minutes);
  console.log(`Approving ${String(approve)} of them …`);
  const took = await timesOf(api, waiting.slice(0, approve));
  const result = {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    waiting: waiting.length,
    callsPerHour: quiet,
    untilItGoesOnMs: {
      p50: Math.round(quantile(took, 0.5)),
      p95: Math.round(quantile(took, 0.95)),
    },
    goal: `p95 below ${String(goalMs)} ms`,
  };
  console.dir(result, { depth: null });
  if (waiting.length < people || quantile(took, 0.95) >= goalMs) process.exitCode = 1;
} finally {
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Waits until every request waits for an approval. */
async function allWaiting(from: string): Promise<string[]> {
  const giveUpAt = Date.now() + 3_600_000;
  for (;;) {
    const ids: string[] = [];
    let continuation: string | null = null;
    do {
      const next = continuation === null ? '' : `&continuation=${continuation}`;
      const url = `${from}/requests?state=awaiting-approval&limit=200${next}`;
      const page = (await (await fetch(url)).json()) as ListPage;
      ids.push(...page.items.map(({ id }) => id));
      ({ continuation } = page);
    } while (continuation !== null);
    if (ids.length >= people || Date.now() > giveUpAt) return ids;
    await delay(2000);
  }
}

/** Calls to storage per hour while nobody does anything: in total, and of each kind. */
async function callsIn(quietMinutes: number) {
  const read = () => JSON.parse(readFileSync(counts, 'utf8')) as Record<string, number>;
  await delay(5000);
  const before = read();
  await delay(quietMinutes * 60_000);
  const after = read();
  const perHour = Object.entries(after)
    .map(
      ([kind, count]) =>
        [kind, Math.round(((count - (before[kind] ?? 0)) * 60) / quietMinutes)] as const,
    )
    .filter(([, count]) => count > 0)
    .sort(([, one], [, other]) => other - one);
  const all = perHour.reduce((sum, [, count]) => sum + count, 0);
  return { all, perRequest: round(all / people), ...Object.fromEntries(perHour) };
}

/** Approves requests at a steady rate. @returns milliseconds from the answer until the next fact of each request */
async function timesOf(from: string, ids: readonly string[]): Promise<number[]> {
  const answered: { id: string; at: number }[] = [];
  for (const id of ids) {
    const { planHash } = (await (await fetch(`${from}/requests/${id}`)).json()) as {
      planHash: string;
    };
    const answer = await fetch(`${from}/requests/${id}/approve`, {
      method: 'POST',
      // The developer sent the requests, and nobody may approve a request of their own. With a key the caller is somebody else.
      headers: { 'content-type': 'application/json', 'x-functions-key': 'somebody-else' },
      body: JSON.stringify({ planHash }),
    });
    if (answer.status >= 300) throw new Error(`Not approved: ${await answer.text()}`);
    answered.push({ id, at: Date.now() });
    await delay(every);
  }
  await delay(30_000);
  const took: number[] = [];
  await inFlight(answered, 5, async ({ id, at }) => {
    const answer = await fetch(`${from}/requests/${id}/timeline`);
    const { facts } = (await answer.json()) as { facts: readonly Fact[] };
    took.push((momentItWentOn(facts) ?? Infinity) - at);
  });
  return took.map((ms) => Math.max(0, ms));
}

/** The first fact that the flow wrote after the approval. The approval itself moves the request at once. */
function momentItWentOn(facts: readonly Fact[]): number | undefined {
  const approval = facts.find(({ kind, what }) => kind === 'decided' && what === 'approve');
  const next = approval && facts.find(({ seq, at }) => seq > approval.seq && at > approval.at);
  return next && Date.parse(next.at);
}
