import { EventType } from '../../local/host/protocol/history-event.ts';
import { runActivity } from '../../src/activities/all-activities.ts';
import { orchestrations } from '../../src/workflows/all-flows.ts';
import { stepNames } from '../../src/workflows/steps/all-steps.ts';
import { wakeEvent } from '../../src/workflows/steps/gate-receipt.ts';
import type { FlowStarter } from '../../src/ports/flow-starter.ts';
import type { AppBodies } from '../local/host/engine/memory-app.ts';
import { openHub, type MemoryHub } from '../local/host/engine/memory-hub.ts';
import type { MemoryHouse } from './memory-house.ts';

/** The flows of a house in memory, on the engine of the local host. */
export interface FlowsOnHub extends FlowStarter {
  readonly hub: MemoryHub['hub'];
  /** The output of an orchestration once it has ended. */
  readonly output: (instanceId: string) => Promise<unknown>;
  /** Ends the engine and starts it again from its file. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export function flowsOnHub(file: string, house: MemoryHouse): FlowsOnHub {
  const bodies: AppBodies = {
    orchestrations,
    activities: Object.fromEntries(
      stepNames.map((name) => [name, (order: never) => runActivity(house, name, order)]),
    ),
  };
  let memory = openHub(file, bodies);
  const instanceOf = (id: string, run: number) => (run === 1 ? id : `${id}-${String(run)}`);
  return {
    ...house.intake.flows,
    get hub() {
      return memory.hub;
    },
    output: (id) => memory.output(id),
    start: async (requestId, version, run) => {
      const instance = instanceOf(requestId, run);
      if (memory.hub.read(instance)) return;
      await memory.start('honourRequest', { requestId, version, run }, instance);
    },
    watch: async (requestId, version) => {
      await memory.start('watchResiduals', { requestId, version }, `${requestId}-watch`);
    },
    wake: async (requestId, run, wait) => {
      await memory.hub.raise(instanceOf(requestId, run), {
        EventType: EventType.EventRaised,
        Name: wakeEvent(wait),
        Input: 'null',
        ParentTraceContext: null,
        EventId: -1,
        Timestamp: house.now().toISOString(),
      });
    },
    progress: async (requestId, run) =>
      memory.hub.read(instanceOf(requestId, run)) ? 'running' : 'missing',
    restart: async () => {
      await memory.hub.stop();
      memory = openHub(file, bodies);
    },
    stop: () => memory.hub.stop(),
  };
}
