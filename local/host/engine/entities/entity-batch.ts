import { randomUUID } from 'node:crypto';
import {
  requestText,
  responseText,
  schedulerId,
  type ReleaseMessage,
  type RequestMessage,
  type ResponseMessage,
} from '../../protocol/entity-message.ts';
import { EventType } from '../../protocol/history-event.ts';
import { OrchestrationStatus } from '../../protocol/orchestration-status.ts';
import { utcNow, withOffset } from '../../protocol/timestamp.ts';
import type { InstanceRow } from '../../store/task-hub-store.ts';
import { newExecutionId } from '../instances/execution-started.ts';
import {
  entityStatusText,
  labelSignal,
  readSchedulerState,
  receive,
  schedulerText,
  type SchedulerState,
} from './entity-scheduler.ts';
import type { EpisodeOutcome } from '../instances/episode-outcome.ts';
import type { EntityMessage, Message } from '../instances/instance.ts';
import { invokeEntity, type EntityAnswer } from './entity-invocation.ts';
import type { Replayer } from '../replay/replay.ts';

/**
 * Runs one batch of an entity: takes in the messages, runs all operations that may run now in one call of the entity
 * function, and answers them. A lock request ends the batch.
 * @param window milliseconds within which the messages of one sender are ordered
 */
export async function runEntityBatch(
  replayer: Replayer,
  id: string,
  row: InstanceRow | undefined,
  batch: readonly Message[],
  window: number,
): Promise<EpisodeOutcome> {
  const state = readSchedulerState(row?.input ?? null);
  takeIn(state, batch, window);
  const { operations, lockRequest } = nextBatch(state);
  const messages: Message[] = [];
  if (operations.length > 0) {
    const result = await invokeEntity(replayer, id, state, operations);
    if (result.entityExists) state.exists = true;
    else delete state.exists;
    if (typeof result.entityState === 'string') state.state = result.entityState;
    else delete state.state;
    operations.forEach((request, index) => {
      const { isError = true, result: text = null } = result.results[index] ?? {};
      if (!request.signal)
        messages.push(
          answer(request, { result: text, ...(isError ? { exceptionType: 'Error' } : {}) }),
        );
    });
    for (const signal of result.signals) messages.push(passOn(state, id, signal, window));
  }
  if (lockRequest) messages.push(lock(state, lockRequest));
  return {
    row: entityRow(id, row, state),
    execution: undefined,
    forgetHistory: false,
    history: undefined,
    activities: [],
    timers: [],
    messages,
  };
}

function takeIn(state: SchedulerState, batch: readonly Message[], window: number): void {
  const holders: RequestMessage[] = [];
  for (const { content } of batch) {
    if ('EventType' in content) continue;
    if (content.name === 'release') release(state, content);
    else {
      const request = JSON.parse(content.input) as RequestMessage;
      if (!receive(state.sorter, request, window)) continue;
      if (state.lockedBy !== undefined && state.lockedBy === request.parent) holders.push(request);
      else (state.queue ??= []).push(request);
    }
  }
  // Requests of the lock holder go first.
  if (holders.length > 0) state.queue = [...holders, ...(state.queue ?? [])];
}

function release(state: SchedulerState, { input }: EntityMessage): void {
  const { parent } = JSON.parse(input) as ReleaseMessage;
  if (state.lockedBy === parent) delete state.lockedBy;
}

function nextBatch(state: SchedulerState) {
  const operations: RequestMessage[] = [];
  const queue = state.queue ?? [];
  let lockRequest: RequestMessage | undefined;
  for (let next = queue[0]; next; next = queue[0]) {
    if (state.lockedBy !== undefined && state.lockedBy !== next.parent) break;
    queue.shift();
    if (next.lockset) {
      lockRequest = next;
      break;
    }
    operations.push(next);
  }
  return { operations, lockRequest };
}

function answer(request: RequestMessage, response: ResponseMessage): Message {
  return {
    instanceId: request.parent ?? '',
    ...(request.parentExecution === undefined ? {} : { executionId: request.parentExecution }),
    content: {
      EventType: EventType.EventRaised,
      Name: request.id,
      Input: responseText(response),
      ParentTraceContext: null,
      EventId: -1,
      Timestamp: utcNow(),
    },
  };
}

/** A signal of an entity goes to the name as it was written. Calls of orchestrations go to the name in lower case. */
function passOn(
  state: SchedulerState,
  id: string,
  signal: EntityAnswer['signals'][number],
  window: number,
): Message {
  const instanceId = schedulerId(signal.target);
  const now = utcNow();
  const input = requestText({
    op: signal.name,
    signal: true,
    ...(signal.input === '' ? {} : { input: signal.input }),
    id: randomUUID(),
    parent: id,
    ...labelSignal(state.sorter, instanceId, now, window),
    requestTime: withOffset(now),
  });
  return { instanceId, content: { name: 'op', input } };
}

/** Takes the lock and passes the request to the next entity of the set. The last entity answers the orchestration. */
function lock(state: SchedulerState, request: RequestMessage): Message {
  if (request.parent !== undefined) state.lockedBy = request.parent;
  const position = (request.pos ?? 0) + 1;
  const next = request.lockset?.[position];
  if (!next) return answer(request, { result: 'Lock Acquisition Completed' });
  const input = requestText({ ...request, pos: position });
  return { instanceId: schedulerId(next), content: { name: 'op', input } };
}

function entityRow(
  id: string,
  before: InstanceRow | undefined,
  state: SchedulerState,
): InstanceRow {
  const now = utcNow();
  return {
    id,
    executionId: newExecutionId(),
    name: id,
    version: null,
    status: OrchestrationStatus.Running,
    createdTime: before?.createdTime ?? now,
    lastUpdatedTime: now,
    input: schedulerText(state),
    output: null,
    customStatus: entityStatusText(state),
    parentInstanceId: null,
    generation: null,
    isEntity: true,
  };
}
