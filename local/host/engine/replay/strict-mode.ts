import { ActionType, type OrchestrationAction } from '../../protocol/orchestration-action.ts';
import type { FunctionKind } from './function-kind.ts';

/** A flow does something that would hang or fail silently on Azure. */
export class StrictModeViolation extends Error {}

/** @param fix what to write instead */
export function violation(
  flow: string,
  mistake: string,
  onAzure: string,
  fix: string,
): StrictModeViolation {
  return new StrictModeViolation(
    `Strict mode: orchestrator '${flow}' ${mistake}. On Azure ${onAzure}. ${fix}`,
  );
}

/** @throws StrictModeViolation for actions that are always a mistake */
export function checkActions(flow: string, actions: readonly OrchestrationAction[]): void {
  for (const action of actions) {
    if ('retryOptions' in action && action.retryOptions.retryTimeoutInMilliseconds !== undefined)
      throw violation(
        flow,
        `sets retryTimeoutInMilliseconds for '${action.functionName}'`,
        'the flow hangs once that time is over: the SDK waits for a timer that is never set',
        'Leave it out; limit maxNumberOfAttempts instead.',
      );
    if (action.actionType === ActionType.ContinueAsNew && isBare(action.input))
      throw violation(
        flow,
        `calls continueAsNew with a ${typeof action.input}`,
        'a text arrives with quotes around it',
        'Pass an object.',
      );
    if (!('compoundActions' in action)) continue;
    checkActions(flow, action.compoundActions);
    if (action.actionType === ActionType.WhenAny) checkRace(flow, action.compoundActions);
  }
}

function isBare(input: unknown): boolean {
  return input !== undefined && input !== null && typeof input !== 'object';
}

function checkRace(flow: string, children: readonly OrchestrationAction[]): void {
  const cancelled = children.some(
    (child) => child.actionType === ActionType.CreateTimer && child.isCanceled,
  );
  const retried = children.find((child) => 'retryOptions' in child);
  if (cancelled && retried)
    throw violation(
      flow,
      'races a task with retries against a timer in Task.any and cancels the timer',
      'the instance fails as non-deterministic as soon as one attempt has failed and something is scheduled after the cancel',
      'Put the retried call into a sub-orchestration of its own and race that, or let the activity keep the time itself.',
    );
}

/**
 * Finds a task that was awaited in two compounds: its action is in the answer twice.
 * @param rawResult the state as the SDK made it, before it became JSON
 */
export function checkReuse(flow: string, rawResult: unknown): void {
  const seen = new Set<object>();
  const visit = (action: unknown): void => {
    if (!isAction(action) || action.actionType === ActionType.WaitForExternalEvent) return;
    if (seen.has(action))
      throw violation(
        flow,
        `uses one task in two Task.any or Task.all (${described(action)})`,
        'it is scheduled a second time and later answers go to the wrong tasks',
        'Make a new task for each, or yield the task itself.',
      );
    seen.add(action);
    for (const child of action.compoundActions ?? []) visit(child);
  };
  for (const list of actionLists(rawResult)) for (const action of list) visit(action);
}

interface RawAction {
  readonly actionType: number;
  readonly functionName?: unknown;
  readonly compoundActions?: readonly unknown[];
}

function isAction(value: unknown): value is RawAction {
  return typeof value === 'object' && value !== null && 'actionType' in value;
}

function actionLists(rawResult: unknown): unknown[][] {
  if (typeof rawResult !== 'object' || rawResult === null || !('actions' in rawResult)) return [];
  const { actions } = rawResult;
  return Array.isArray(actions) ? actions.filter((list) => Array.isArray(list)) : [];
}

function described({ functionName }: RawAction): string {
  return typeof functionName === 'string' ? `'${functionName}'` : 'a timer or another task';
}

const calls: Record<FunctionKind, string> = {
  activity: 'activity',
  orchestration: 'sub-orchestration',
  entity: 'entity',
};

export function unknownName(flow: string, kind: FunctionKind, name: string): StrictModeViolation {
  return violation(
    flow,
    `calls the ${calls[kind]} '${name}', which the app does not have`,
    'nothing is scheduled and the flow never ends',
    'Correct the name, or register the function.',
  );
}

export function ownInstanceId(flow: string, id: string): StrictModeViolation {
  return violation(
    flow,
    `starts a sub-orchestration under the id '${id}' of its own or its parent`,
    'nothing is scheduled and the flow never ends',
    'Use another id.',
  );
}

export function passedBlockedFanOut(flow: string): StrictModeViolation {
  return violation(
    flow,
    'goes on after a Task.all that has failed while other tasks of it still run',
    'what comes next starts only when all have ended, and is given answers that belong to them',
    'Let the branches not throw (return {ok: false}), or end the flow after the failure.',
  );
}

export function timerLeftOpen(flow: string, fireAt: string): StrictModeViolation {
  return violation(
    flow,
    `ends while a timer is open that is due at ${fireAt}`,
    'the instance stays Running until then',
    'Cancel the timer that lost the race before the flow ends or continues as new.',
  );
}

export function lockHeldAtThrow(flow: string): StrictModeViolation {
  return violation(
    flow,
    'throws while it holds entity locks',
    'the entities are never unlocked',
    'Release the lock in a finally block.',
  );
}
