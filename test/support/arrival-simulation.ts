import { requestIdOf, type RequestId, type RequestType } from '../../src/domain/request.ts';
import type { Register } from '../../src/ports/register.ts';
import { StorageAway } from '../../src/ports/storage-away.ts';
import { acceptance, ending, planned, registeredRequest, systemLine } from './requests.ts';
import type { Pass } from './memory-table.ts';

/** A request as it arrives in the simulation; times in seconds. */
export interface Arriving {
  readonly at: number;
  readonly person: string;
  readonly type: RequestType;
  /** The identifiers of the person that it names. */
  readonly given: readonly string[];
  /** How long each round of its search takes. */
  readonly rounds: readonly number[];
  /** How long it waits at a gate; null when it has none. */
  readonly gate: number | null;
  /** How long it takes to read or to erase. */
  readonly takes: number;
}

export interface Simulated extends Arriving {
  readonly id: RequestId;
  /** When it was sent to the register, and when the register had accepted it: places in the order of all events. */
  sentAt: number;
  acceptedAt: number;
  endedAt: number;
  /** Records that it read or erased. */
  done: readonly string[];
}

/** A process that runs the service. When it is killed, it gets no answers any more. */
interface Process {
  readonly register: Register;
  readonly killed: Promise<null>;
  kill(): void;
}

export interface Simulation {
  readonly arriving: readonly Arriving[];
  readonly seed: number;
  readonly orderWaitSeconds: number;
  /** How often, per thousand calls to storage, a process is killed or an answer lost. */
  readonly faults: number;
  /** Opens the register of a process. Its calls wait in `pass` until the simulation lets them continue. */
  open(pass: Pass, now: () => Date): Register;
}

const recordsOf = (person: string) => ['a', 'b', 'c'].map((record) => `${person}-${record}`);
const startsAt = Date.parse('2026-03-02T10:00:00.000Z');
/** No order of arrival takes longer than all requests one after another. */
const longest = 3600;

/**
 * Runs requests as the service does, in two processes, on a virtual clock. The seed decides the order of all calls to storage.
 * @throws Error when two requests with a common claim work at the same time, or when one never ends
 */
export async function simulate(simulation: Simulation): Promise<Simulated[]> {
  const random = randomFrom(simulation.seed);
  let seconds = 0;
  let events = 0;
  const now = () => new Date(startsAt + seconds * 1000);
  const passing: { go: () => void; process: number }[] = [];
  const sleeping: { until: number; wake: () => void }[] = [];
  const processes = [start(0), start(1)];
  const world = new Set(simulation.arriving.flatMap(({ person }) => recordsOf(person)));
  const atWork = new Map<RequestId, ReadonlySet<string>>();

  function start(process: number): Process {
    const dead = Promise.withResolvers<null>();
    let alive = true;
    const pass = () =>
      new Promise<void>((resolve, reject) => {
        const go = () => {
          if (!alive) reject(new Error('killed'));
          else if (random() * 1000 < simulation.faults) reject(new StorageAway());
          else resolve();
        };
        passing.push({ go, process });
      });
    const kill = () => {
      alive = false;
      dead.resolve(null);
      processes[process] = start(process);
    };
    return { register: simulation.open(pass, now), killed: dead.promise, kill };
  }

  const sleep = (wait: number) =>
    new Promise<void>((wake) => sleeping.push({ until: seconds + wait, wake }));

  /** A step is repeated until its process returns the result. */
  async function step<T>(call: (register: Register) => Promise<T>): Promise<T> {
    for (;;) {
      const process = processes[random() < 0.5 ? 0 : 1];
      if (!process) throw new Error('There are two processes.');
      const result = call(process.register).then(
        (value) => ({ value }),
        (error: unknown) => {
          if (error instanceof StorageAway || (error as Error).message === 'killed') return null;
          throw error;
        },
      );
      const outcome = await Promise.race([result, process.killed]);
      if (outcome) return outcome.value;
    }
  }

  async function carryOut(one: Simulated): Promise<void> {
    await sleep(one.at);
    one.sentAt = ++events;
    const at = now().toISOString();
    const systems = ['b2c-de', 'hubspot'].map((id) => systemLine(id, { updatedAt: at }));
    const request = registeredRequest({
      id: one.id,
      type: one.type,
      receivedAt: at,
      updatedAt: at,
      systems,
    });
    await step((register) => register.accept(acceptance({ request, claims: one.given })));
    one.acceptedAt = ++events;
    const claims = new Set(one.given);
    if (one.gate !== null) {
      await search(one, claims, planned({ stateOf: () => 'awaiting-approval' }));
      await sleep(one.gate);
    }
    await search(one, claims, planned());
    const records = recordsOf(one.person).filter((record) => world.has(record));
    mustBeAlone(one.id, claims);
    atWork.set(one.id, claims);
    await sleep(one.takes);
    one.done = records.filter((record) => world.has(record));
    if (one.type === 'erasure') for (const record of one.done) world.delete(record);
    atWork.delete(one.id);
    one.endedAt = ++events;
    await step((register) => register.end(one.id, ending()));
  }
  /** Searches, claims the found records, and waits for its turn. Then it searches again, as if for the first time. */
  async function search(
    one: Simulated,
    claims: Set<string>,
    plan: ReturnType<typeof planned>,
  ): Promise<void> {
    for (;;) {
      for (const [round, wait] of one.rounds.entries()) {
        await sleep(wait);
        const last = round === one.rounds.length - 1;
        const known = recordsOf(one.person).filter((_, at) => last || at <= round);
        for (const record of known) if (world.has(record)) claims.add(record);
        if (!last) await step((register) => register.claimFound(one.id, [...claims]));
      }
      const wait = simulation.orderWaitSeconds;
      const turn = await step((register) => register.claim(one.id, [...claims], plan, wait));
      if (turn === 'ready') return;
      for (let pause = 1; ; pause *= 2) {
        await sleep(pause);
        if ((await step((register) => register.turnOf(one.id, wait))) === 'ready') break;
      }
    }
  }

  function mustBeAlone(id: RequestId, claims: ReadonlySet<string>): void {
    for (const [other, theirs] of atWork)
      if ([...claims].some((claim) => theirs.has(claim)))
        throw new Error(`${id} began while ${other} was at work`);
  }

  const requests = simulation.arriving.map((arriving, number): Simulated => ({
    ...arriving,
    id: requestIdOf(
      `${String(Math.round(arriving.at * 1000)).padStart(10, '0')}${String(number).padStart(16, '0')}`,
    ),
    sentAt: 0,
    acceptedAt: 0,
    endedAt: 0,
    done: [],
  }));
  let left = requests.length;
  let failure: unknown;
  for (const one of requests)
    carryOut(one).then(
      () => left--,
      (error: unknown) => (failure = error),
    );
  for (;;) {
    await quiet();
    if (failure !== undefined) throw failure as Error;
    if (left === 0) return requests;
    if (passing.length > 0) {
      const [next] = passing.splice(Math.floor(random() * passing.length), 1);
      if (random() * 1000 < simulation.faults && next) processes[next.process]?.kill();
      next?.go();
    } else {
      sleeping.sort((one, other) => one.until - other.until);
      const next = sleeping.shift();
      if (!next || next.until > longest) throw new Error('Requests wait for each other.');
      seconds = next.until;
      next.wake();
    }
  }
}

/** Runs all work that waits neither for storage nor for the clock. */
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise(setImmediate);
}

/** A small generator of numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
