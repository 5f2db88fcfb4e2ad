// A request waits for weeks, and there are deployments in this time. It must end in the version in which it began.
import {
  defineFlow,
  orchestration,
  type Durable,
  type Flow,
  type FlowBody,
  type FlowOrder,
} from '../../src/workflows/durable.ts';
import { openHub, withHubFile, type MemoryHub } from '../local/host/engine/memory-hub.ts';
import { numberedRequest } from '../support/numbered-request.ts';
import { until } from '../support/until.ts';

const requestId = numberedRequest(1);

interface Bodies {
  readonly outer: FlowBody<FlowOrder, string[]>;
  readonly inner: FlowBody<FlowOrder, string>;
}

/** Waits, then runs a sub-flow, and returns the versions of both. */
function body(version: string, steps: readonly string[]): Bodies {
  return {
    outer: function* (durable: Durable, order: FlowOrder): Flow<string[]> {
      for (const name of steps) yield* durable.step({ name }, order);
      const inside = yield* durable.runAll(inner, [{ requestId }]);
      return [`outer ${version}`, ...inside];
    },
    inner: function* (durable: Durable, order: FlowOrder): Flow<string> {
      yield* durable.step({ name: 'look' }, order);
      return `inner ${version}`;
    },
  };
}

const old = body('1', ['wait', 'look']);
const now = body('2', ['look', 'look', 'wait']);
const inner = defineFlow<FlowOrder, string>('inner', { 1: old.inner, 2: now.inner });

function app(outer: Readonly<Record<string, FlowBody<FlowOrder, string[]>>>, wait: () => unknown) {
  return {
    orchestrations: {
      outer: orchestration(defineFlow<FlowOrder, string[]>('outer', outer)),
      inner: orchestration(inner),
    },
    activities: { wait, look: () => ({ ok: true, value: null }) },
  };
}

test('a request that began in the old version ends in it after a deployment, together with a request of the new version', () =>
  withHubFile(async (file) => {
    let isWaiting = false;
    const never = () => {
      isWaiting = true;
      return new Promise(() => undefined);
    };
    const before: MemoryHub = openHub(file, app({ 1: old.outer }, never));
    const first = await before.start('outer', { requestId, version: '1' }, 'first');
    await until('the wait', () => isWaiting);
    await before.hub.stop();

    const done = () => ({ ok: true, value: null });
    const after = openHub(file, app({ 1: old.outer, 2: now.outer }, done));
    const second = await after.start('outer', { requestId, version: '2' }, 'second');
    expect(await after.output(first)).toEqual(['outer 1', 'inner 1']);
    expect(await after.output(second)).toEqual(['outer 2', 'inner 2']);
    await after.hub.stop();
  }));
