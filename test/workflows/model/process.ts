import { runActivity } from '../../../src/activities/all-activities.ts';
import type { Dependencies } from '../../../src/activities/dependencies.ts';
import { createDurableFlowStarter } from '../../../src/azure/durable-flow-starter.ts';
import { createStoredKeys } from '../../../src/azure/register/stored-keys.ts';
import { createTableRegister } from '../../../src/azure/register/table-register.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { Intake } from '../../../src/doors/intake.ts';
import type { FlowStarter } from '../../../src/ports/flow-starter.ts';
import type { ResultsStore } from '../../../src/ports/results-store.ts';
import type { StatusEvent } from '../../../src/ports/status-queue.ts';
import { createDossiers } from '../../../src/sealing/dossiers.ts';
import { createKeyRing } from '../../../src/sealing/key-ring.ts';
import { createLocalKeyEncryption } from '../../../src/sealing/local-key-encryption.ts';
import { orchestrations } from '../../../src/workflows/all-flows.ts';
import { stepNames } from '../../../src/workflows/steps/all-steps.ts';
import type { TaskHub } from '../../../local/host/engine/task-hub.ts';
import type { TaskHubStore } from '../../../local/host/store/task-hub-store.ts';
import { openHub } from '../../local/host/engine/memory-hub.ts';
import { createMemoryIntake } from '../../support/memory-intake.ts';
import { createMemoryLog, memoryEnvelopes } from '../../support/memory-ports.ts';
import { createMemorySealedStore } from '../../support/memory-stores.ts';
import { openMemoryTable, type MemoryRows } from '../../support/memory-table.ts';
import { clientOf } from './durable-client.ts';
import type { Fleet } from './fleet.ts';
import { beginLife, mortal, type Life, type Mishaps } from './life.ts';

/** Everything that outlives a process. */
export interface Outside {
  readonly rows: MemoryRows;
  readonly blobs: Map<string, Buffer>;
  readonly hub: TaskHubStore;
  readonly results: ResultsStore;
  readonly fleet: Fleet;
  /** The events on the status queue, and the events that the callback address accepted. */
  readonly events: StatusEvent[];
  readonly called: StatusEvent[];
  readonly policy: Policy;
  readonly mishaps: Mishaps;
}

/** One process of the service: its doors, its activities, and the engine of its flows. */
export interface ServiceProcess {
  readonly life: Life;
  readonly intake: Intake;
  readonly deps: Dependencies;
  readonly flows: FlowStarter;
  readonly hub: TaskHub;
  /** The errors of the engine. */
  readonly faults: () => readonly unknown[];
  /** How many activities run now. */
  readonly activities: () => number;
}

const keyEncryption = createLocalKeyEncryption(Buffer.alloc(32, 7));
const now = () => new Date();

/** The rows as storage holds them, for one process or for the code that checks it. */
export function openRows(rows: MemoryRows, pass: () => Promise<void>) {
  const table = openMemoryTable(rows, pass);
  return {
    register: createTableRegister(table, now),
    keys: createKeyRing(createStoredKeys(table), keyEncryption),
  };
}

export function startProcess(outside: Outside): ServiceProcess {
  const life = beginLife(outside.mishaps);
  const { intake, deps } = portsOf(outside, life);
  let running = 0;
  const { hub, faults } = openHub(
    ':memory:',
    {
      orchestrations,
      activities: Object.fromEntries(
        stepNames.map((name) => [
          name,
          async (order: never) => {
            await life.pass();
            running += 1;
            const receipt = await runActivity(deps, name, order);
            running -= 1;
            return receipt;
          },
        ]),
      ),
    },
    { wrap: (fresh) => keptBy(outside.hub, fresh, life) },
  );
  const starter = createDurableFlowStarter(clientOf(hub));
  return {
    life,
    intake,
    deps,
    hub,
    faults: () => (life.isOver() ? [] : faults),
    activities: () => running,
    flows: mortal(life, starter),
  };
}

/** The store of the engine outlives it: what a dead process writes is lost. */
function keptBy(kept: TaskHubStore, fresh: TaskHubStore, life: Life): TaskHubStore {
  fresh.close();
  return {
    ...kept,
    commit(write) {
      life.passAtOnce();
      kept.commit(write);
      life.passAtOnce();
    },
    close: () => undefined,
  };
}

function portsOf(
  outside: Outside,
  life: Life,
): { readonly intake: Intake; readonly deps: Dependencies } {
  const { policy, events, called, fleet } = outside;
  const { register, keys } = openRows(outside.rows, life.passToStorage);
  const sealed = createMemorySealedStore(keys, outside.blobs);
  const mortalSealed = mortal(life, sealed);
  const everybody = { required: false, platformSignIn: false };
  const configured = fleet.reachedBy(life);
  const base = createMemoryIntake(policy, everybody, configured);
  const shared = {
    ...{ register, keys, sealed: mortalSealed, envelopes: memoryEnvelopes },
    dossiers: createDossiers(keys, mortalSealed),
    results: mortal(life, outside.results),
    statusQueue: mortal(life, { send: async (event: StatusEvent) => void events.push(event) }),
  };
  const intake: Intake = { ...base, ...shared, now };
  return {
    intake,
    deps: {
      ...intake,
      ...shared,
      log: createMemoryLog(),
      callback: mortal(life, {
        post: async (_url: string, event: StatusEvent) => {
          called.push(event);
          return true;
        },
      }),
    },
  };
}
