// A burst: many erasures are sent at once while pollers read the list. Counts what is lost, and measures the list.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { makePeople, stillThere } from './bench-people.ts';
import { startBenchStack } from './bench-stack.ts';
import { quantile, round } from './figures.ts';
import { habeasErasures } from './habeas-erasures.ts';
import { inFlight } from './in-flight.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '2000' },
    pollers: { type: 'string', default: '20' },
    // Seconds between two readings of one poller.
    pause: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '60' },
  },
});
const count = Number(values.people);
const mostSeconds = Number(values.minutes) * 60;

const stack = await startBenchStack();
try {
  const { api, sandbox, storage } = stack.run;
  const erasures = habeasErasures(api, storage);
  console.log('Erasing 100 people to warm up …');
  await inFlight(await makePeople(sandbox, 'Warm', 100), 100, erasures.erase);
  const people = await makePeople(sandbox, 'Burst', count);
  const pollers = pollList(api, Number(values.pollers), Number(values.pause) * 1000);
  console.log(`Sending ${String(count)} requests at once …`);

  const states = new Map<string, number>();
  let [refused, acceptedAfter] = [0, 0];
  const startedAt = performance.now();
  const secondsSoFar = () => (performance.now() - startedAt) / 1000;
  const all = people.map(async (person) => {
    try {
      const { ended } = await erasures.send(person);
      acceptedAfter = Math.max(acceptedAfter, secondsSoFar());
      const state = await ended;
      states.set(state, (states.get(state) ?? 0) + 1);
    } catch (error) {
      refused += 1;
      console.error(error);
    }
  });
  await Promise.race([Promise.all(all), delay(mostSeconds * 1000, null, { ref: false })]);
  const seconds = secondsSoFar();
  const list = await pollers.stop();
  erasures.stop();

  const ended = [...states.values()].reduce((sum, some) => sum + some, 0);
  const result = {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    requests: count,
    ...{ refused, lost: count - refused - ended, states: Object.fromEntries(states) },
    exceptions: ended - (states.get('completed') ?? 0),
    acceptedAfterSeconds: round(acceptedAfter),
    endedAfterSeconds: round(seconds),
    list: { pollers: Number(values.pollers), pauseSeconds: Number(values.pause), ...list },
    left: await stillThere(sandbox, people),
    goals: { lost: 0, exceptions: 0, p95Ms: 'below 500' },
  };
  console.dir(result, { depth: null });
  const folder = path.join(import.meta.dirname, '..', 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'burst.json'), `${JSON.stringify(result, null, 2)}\n`);
  const isMet = result.lost + result.exceptions + refused + result.left === 0 && list.p95Ms < 500;
  if (!isMet) process.exitCode = 1;
} finally {
  await stack.stop();
}

/** Reads the first page of the list again and again, as an open dashboard does: with the entity tag of the page it has. */
function pollList(api: string, many: number, pauseMs: number) {
  const took: number[] = [];
  let [failed, stopped] = [0, false];
  const isStopped = () => stopped;
  const poll = async () => {
    let etag = '';
    while (!isStopped()) {
      const askedAt = performance.now();
      try {
        const answer = await fetch(`${api}/requests`, { headers: { 'if-none-match': etag } });
        await answer.arrayBuffer();
        etag = answer.headers.get('etag') ?? '';
        if (answer.status !== 200 && answer.status !== 304) failed += 1;
        took.push(performance.now() - askedAt);
      } catch {
        failed += 1;
      }
      await delay(pauseMs);
    }
  };
  const pollers = Array.from({ length: many }, poll);
  return {
    async stop() {
      stopped = true;
      await Promise.all(pollers);
      const ms = (share: number) => Math.round(quantile(took, share));
      return { readings: took.length, failed, p50Ms: ms(0.5), p95Ms: ms(0.95), mostMs: ms(1) };
    },
  };
}
