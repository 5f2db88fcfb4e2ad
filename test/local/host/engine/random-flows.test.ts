import fc from 'fast-check';
import type { TaskHubStore } from '../../../../local/host/store/task-hub-store.ts';
import { StoreFailure } from '../../../../local/host/store/task-hub-store.ts';
import { EventType } from '../../../../local/host/protocol/history-event.ts';
import { utcNow } from '../../../../local/host/protocol/timestamp.ts';
import { openHub, withHubFile, type MemoryHub } from './memory-hub.ts';
import { flow, flowApp, type Step, type World } from './random-flow.ts';
import { eventsOf, expected } from './random-flow-model.ts';

// Number of flows. HABEAS_RANDOM_FLOWS=50000 makes a long run.
const usual = process.env['CI'] ? 2_000 : 300;
const flows = Number(process.env['HABEAS_RANDOM_FLOWS'] ?? usual);
const together = 15;

/** A crash at the nth commit of a process. The commit may have happened or not, and its caller gets no answer. */
interface Crash {
  readonly commit: number;
  readonly isCommitted: boolean;
}

const crashes = fc.array(
  fc.record({ commit: fc.integer({ min: 1, max: 25 }), isCommitted: fc.boolean() }),
  { maxLength: 3 },
);

function crashing(
  store: TaskHubStore,
  crash: Crash | undefined,
  crashed: () => void,
): TaskHubStore {
  let commits = 0;
  let isDown = false;
  return {
    ...store,
    commit(write) {
      if (isDown) throw new StoreFailure('The process is gone.');
      commits += 1;
      if (commits !== crash?.commit) {
        store.commit(write);
        return;
      }
      if (crash.isCommitted) store.commit(write);
      isDown = true;
      store.close();
      crashed();
      throw new StoreFailure('The process is gone.');
    },
    close() {
      if (!isDown) store.close();
    },
  };
}

const raised = (name: string) => ({
  EventType: EventType.EventRaised,
  Name: name,
  Input: '"raised"',
  ParentTraceContext: null,
  EventId: -1,
  Timestamp: utcNow(),
});

/** Repeats starts and events that were not acknowledged, as a client does. */
async function insist(
  hub: MemoryHub,
  id: string,
  steps: readonly Step[],
  sent: Set<string>,
): Promise<void> {
  if (!hub.hub.read(id))
    await hub.start('flow', { flowId: id, steps, path: '', done: [], from: 0 }, id);
  if (!steps.some(({ kind }) => kind === 'event') || sent.has(id)) return;
  await hub.hub.raise(id, raised('go'));
  sent.add(id);
}

/** Runs flows until they have ended, with all crashes. */
async function run(programs: readonly (readonly Step[])[], plan: readonly Crash[], world: World) {
  return withHubFile(async (file) => {
    const sent = new Set<string>();
    for (const crash of [...plan, undefined]) {
      const down = Promise.withResolvers<'down'>();
      const hub = openHub(file, flowApp(world), {
        wrap: (store) =>
          crashing(store, crash, () => {
            down.resolve('down');
          }),
      });
      const all = Promise.all(
        programs.map(async (steps, index) => {
          const id = `flow-${String(index)}`;
          await insist(hub, id, steps, sent);
          return hub.output(id);
        }),
      );
      const outcome = await Promise.race([
        all.catch((error: unknown) =>
          hub.faults.length > 0 ? ('down' as const) : Promise.reject(error as Error),
        ),
        down.promise,
      ]);
      if (outcome === 'down') {
        await hub.hub.stop();
        continue;
      }
      const stories = programs.map((_, index) => hub.story(`flow-${String(index)}`));
      await hub.hub.stop();
      return { outputs: outcome, stories };
    }
    throw new Error('The last process went down, too.');
  });
}

/** At most one event for each flow, because continueAsNew drops events that came too early. */
const oneEvent = flow.filter((steps) => eventsOf(steps) <= 1 && !dropsEvent(steps));

function dropsEvent(steps: readonly Step[]): boolean {
  const again = steps.findIndex(({ kind }) => kind === 'again');
  const event = steps.findIndex(({ kind }) => kind === 'event');
  return again >= 0 && event > again;
}

test(
  'random flows with random crashes end like the reference model, and no activity is lost',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(oneEvent, { minLength: together, maxLength: together }),
        crashes,
        async (programs, plan) => {
          const world: World = { runs: new Map() };
          const { outputs, stories } = await run(programs, plan, world);
          programs.forEach((steps, index) => {
            const { results, keys } = expected(steps);
            expect(outputs[index]).toEqual(results);
            for (const key of keys)
              expect(world.runs.get(`flow-${String(index)} ${key}`) ?? 0).toBeGreaterThan(0);
            expect(answeredTwice(stories[index] ?? [])).toEqual([]);
          });
        },
      ),
      {
        numRuns: Math.ceil(flows / together),
        ...(process.env['HABEAS_SEED'] ? { seed: Number(process.env['HABEAS_SEED']) } : {}),
      },
    );
  },
  Math.max(60_000, flows * 300),
);

/** Completions that are in one history more than once. */
function answeredTwice(story: readonly string[]): string[] {
  const answers = story
    .filter((mark) => /^(?:5|6|8|9|11):/.test(mark))
    .map((mark) => mark.replace(/^6/, '5').replace(/^9/, '8'));
  return answers.filter((mark, index) => answers.indexOf(mark) !== index);
}
