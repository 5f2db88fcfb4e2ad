import type { EntityName, OperateEntity } from '../../protocol/orchestration-action.ts';
import {
  entityOf,
  lockReference,
  releaseText,
  requestText,
  schedulerId,
  type EntityReference,
} from '../../protocol/entity-message.ts';
import { deterministicGuid } from '../../protocol/deterministic-guid.ts';
import { nextTick, noTime, notAfter, utcNow, withOffset } from '../../protocol/timestamp.ts';
import { schedule, type ExecutionContext } from './execution-context.ts';
import { waitForEvent } from './external-events.ts';
import { whenSettled, type MirrorTask } from './mirror-task.ts';

/** The knowledge of one execution about the entities that it calls. */
export interface EntityCalls {
  /** Time of the last message to each entity. Receivers order the messages of one sender by it. */
  readonly lastSent: Map<string, string>;
  guids: number;
  lock: { readonly id: string; readonly entities: readonly EntityReference[] } | undefined;
}

export function createEntityCalls(): EntityCalls {
  return { lastSent: new Map(), guids: 0, lock: undefined };
}

/** Sends an operation. A call waits for the event with the answer. A signal does not wait. */
export function operateEntity(
  context: ExecutionContext,
  calls: EntityCalls,
  action: OperateEntity,
): MirrorTask | undefined {
  const signal = action.actionType === 9;
  const target = lowerCaseEntity(action.instanceId);
  const id = newGuid(context, calls);
  const { input } = action;
  const text = requestText({
    op: action.operation,
    ...(signal ? { signal } : {}),
    ...(input === undefined || input === null ? {} : { input: JSON.stringify(input) }),
    id,
    parent: context.identity.instanceId,
    parentExecution: context.identity.executionId,
    ...label(context, calls, target),
    requestTime: withOffset(utcNow()),
  });
  schedule(context, { kind: 'event', instanceId: target, name: 'op', input: text });
  return signal ? undefined : waitForEvent(context.events, id);
}

/** Sends a lock request to the first entity of the set. Each entity passes it on, and the last one answers. */
export function lockEntities(
  context: ExecutionContext,
  calls: EntityCalls,
  lockSet: readonly EntityName[],
): MirrorTask {
  const entities = sortedSet(lockSet);
  const id = newGuid(context, calls);
  const target = schedulerId(entities[0] ?? { name: '', key: '' });
  const text = requestText({
    op: null,
    id,
    parent: context.identity.instanceId,
    parentExecution: context.identity.executionId,
    ...label(context, calls, target),
    lockset: entities,
  });
  schedule(context, { kind: 'event', instanceId: target, name: 'op', input: text });
  const task = waitForEvent(context.events, id);
  whenSettled(task, () => {
    calls.lock = { id, entities };
  });
  return task;
}

/** Releases the locks with one message per entity. */
export function releaseEntities(context: ExecutionContext, calls: EntityCalls): void {
  const { lock } = calls;
  if (!lock) return;
  calls.lock = undefined;
  for (const entity of lock.entities)
    schedule(context, {
      kind: 'event',
      instanceId: schedulerId(entity),
      name: 'release',
      input: releaseText({ parent: context.identity.instanceId, id: lock.id }),
    });
}

function sortedSet(lockSet: readonly EntityName[]): EntityReference[] {
  const byId = new Map(
    lockSet.map(({ name, key }) => {
      const entity = { name: name.toLowerCase(), key };
      return [schedulerId(entity), lockReference(entity)];
    }),
  );
  return [...byId].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entity]) => entity);
}

function lowerCaseEntity(instanceId: string): string {
  const { name, key } = entityOf(instanceId);
  return schedulerId({ name: name.toLowerCase(), key });
}

function newGuid(context: ExecutionContext, calls: EntityCalls): string {
  const { instanceId, executionId } = context.identity;
  return deterministicGuid(`${instanceId}_${executionId}_${context.now}_${String(calls.guids++)}`);
}

function label(context: ExecutionContext, calls: EntityCalls, target: string) {
  const last = calls.lastSent.get(target);
  const time = last !== undefined && notAfter(context.now, last) ? nextTick(last) : context.now;
  calls.lastSent.set(target, time);
  return { Timestamp: time, Predecessor: last ?? noTime };
}
