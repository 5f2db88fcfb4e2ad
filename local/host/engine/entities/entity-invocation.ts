import { entityOf, type RequestMessage } from '../../protocol/entity-message.ts';
import { messageOf } from '../../protocol/orchestrator-state.ts';
import type { SchedulerState } from './entity-scheduler.ts';
import type { Replayer } from '../replay/replay.ts';

/** The answer of durable-functions to a batch of operations. */
export interface EntityAnswer {
  readonly entityExists: boolean;
  readonly entityState?: string | null;
  readonly results: readonly { readonly isError: boolean; readonly result?: string }[];
  readonly signals: readonly {
    readonly target: { readonly name: string; readonly key: string };
    readonly name: string;
    readonly input: string;
  }[];
}

/** Runs a batch of operations in one call of the entity function. */
export async function invokeEntity(
  replayer: Replayer,
  id: string,
  state: SchedulerState,
  operations: readonly RequestMessage[],
): Promise<EntityAnswer> {
  const self = entityOf(id);
  const fn = replayer.registry.find('entity', self.name);
  const context = JSON.stringify({
    self,
    exists: state.exists === true,
    state: state.state ?? null,
    batch: operations.map(({ op, input, signal, id: request }) => ({
      name: op,
      input: input ?? null,
      isSignal: signal === true,
      id: request,
    })),
  });
  try {
    if (!fn) throw new Error(replayer.registry.unknown('entity', self.name));
    const { returnValue } = await replayer.app.invoke(fn, { trigger: { string: context } });
    replayer.record?.(id, { context, result: { returnValue } });
    return JSON.parse(returnValue?.json ?? '') as EntityAnswer;
  } catch (error) {
    // The function itself failed, not one of its operations: every caller gets the error, and the state stays.
    replayer.record?.(id, { context, result: { error: { message: messageOf(error) } } });
    const result = JSON.stringify(messageOf(error));
    return {
      entityExists: state.exists === true,
      entityState: state.state ?? null,
      results: operations.map(() => ({ isError: true, result })),
      signals: [],
    };
  }
}
