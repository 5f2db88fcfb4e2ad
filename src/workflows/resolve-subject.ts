import type { FailureCode } from '../domain/failure.ts';
import { afterGoodAnswer, afterTrouble, freshPatience, type Patience } from '../domain/patience.ts';
import type { GivenUp } from '../domain/plan.ts';
import type { RequestId } from '../domain/request.ts';
import type { SystemId } from '../domain/system.ts';
import type { Durable, Flow } from './durable.ts';
import { findSubject, type FindReceipt } from './steps/find-subject.ts';
import type { OpenedRequest } from './steps/open-request.ts';

/** How the systems are searched. */
export interface Search {
  /** The version of the dossier that the search starts from. */
  readonly from: number;
  /** The highest version number of the dossier that is in use. */
  readonly taken: number;
  /** Every system is asked again, also by identifiers that it was asked by before. */
  readonly anew: boolean;
  /** This is the search after an erasure. Logs that cannot be erased are left out. */
  readonly again: boolean;
  /** Somebody may have decided about records or added identifiers since the request was accepted. */
  readonly decided: boolean;
  readonly leaveOut: readonly SystemId[];
}

export interface Resolution {
  /** Version of the dossier that holds everything that was found. */
  readonly dossier: number;
  /** Every system answered, and none of them holds the person. */
  readonly foundNothing: boolean;
  readonly patience: ReadonlyMap<SystemId, Patience>;
  readonly failed: readonly GivenUp[];
}

/**
 * Searches every system for the person. What one system reveals is looked up in the others, until nothing new is found.
 * A system that does not answer is tried again until its patience is used up. The search of the others continues meanwhile.
 */
export function* resolveSubject(
  durable: Durable,
  requestId: RequestId,
  request: OpenedRequest,
  { from: first, taken, anew, again, decided, leaveOut }: Search,
): Flow<Resolution> {
  const patience = new Map<SystemId, Patience>();
  const failed = new Map<SystemId, FailureCode>();
  const waiting = new Map<SystemId, number>();
  let from = first;
  let to = taken;
  let foundNothing = true;

  for (;;) {
    to += 1;
    const skip = [...leaveOut, ...failed.keys(), ...waiting.keys()];
    const receipt = yield* durable.step(findSubject, {
      requestId,
      from,
      to,
      skip,
      again,
      anew: anew && from === first,
      decided,
      patienceOf: Object.fromEntries(patience),
      giveUpAfterSeconds: request.giveUpAfterSeconds,
    });
    foundNothing &&= receipt.foundNothing;
    from = to;
    resetPatience(receipt, skip);
    applySetbacks(receipt, durable.now().getTime());
    if (waiting.size === 0) break;
    yield* waitForTheNext();
  }
  return {
    dossier: to,
    foundNothing: foundNothing && failed.size === 0,
    patience,
    failed: [...failed].map(([system, code]) => ({
      system,
      code,
      attempts: (patience.get(system)?.retries ?? 0) + 1,
    })),
  };

  function resetPatience({ setbacks }: FindReceipt, skipped: readonly SystemId[]): void {
    for (const [system, before] of patience) {
      const answered = !skipped.includes(system) && !setbacks.some((one) => one.system === system);
      if (answered) patience.set(system, afterGoodAnswer(before));
    }
  }

  function applySetbacks(receipt: FindReceipt, now: number): void {
    for (const { system, attempt } of receipt.setbacks) {
      if (attempt.kind === 'failed') failed.set(system, attempt.code);
      if (attempt.kind === 'pending' || attempt.kind === 'queued')
        waiting.set(system, now + attempt.seconds * 1000);
      if (attempt.kind !== 'later' && attempt.kind !== 'down') continue;
      const before = patience.get(system) ?? freshPatience;
      const setback = afterTrouble(before, attempt, request.giveUpAfterSeconds);
      patience.set(system, setback.patience);
      if (setback.wait === null) failed.set(system, setback.code);
      else waiting.set(system, now + setback.wait * 1000);
    }
  }

  function* waitForTheNext(): Flow<void> {
    const next = Math.min(...waiting.values());
    durable.show({ phase: 'resolving', waiting: [...waiting.keys()] });
    yield* durable.sleep(Math.max(0, (next - durable.now().getTime()) / 1000));
    durable.show({ phase: 'resolving' });
    for (const [system, due] of waiting) if (due <= next) waiting.delete(system);
  }
}
