import { finalState, type FinalState } from '../../domain/final-state.ts';
import { isTerminal, type RegisteredRequest, type RequestId } from '../../domain/request.ts';
import { conclude, nextLook, watchOf, type Look } from '../../domain/residual-watch.ts';
import { concludeRetention, isToldAnew } from '../../domain/retention-watch.ts';
import { isGood, type SystemVerdict } from '../../domain/verdict.ts';
import type { WatchResult } from '../../domain/watch-result.ts';
import type { Watched } from '../../ports/register-writes.ts';
import type {
  RecordedWatch,
  RecordWatchOrder,
  WatchReceipt,
} from '../../workflows/steps/record-watch.ts';
import type { Dependencies } from '../dependencies.ts';
import { registered } from '../registered.ts';
import { writeEvidence } from '../end/write-evidence.ts';
import { writeReport } from '../end/write-report.ts';

type Needs = Pick<Dependencies, 'register' | 'systems' | 'results' | 'keys' | 'policy' | 'log'>;

/**
 * Writes what was read back or erased: first the register, then the evidence. When nothing is left to watch, the same write to the register
 * removes the watch list.
 */
export async function recordWatch(
  deps: Needs,
  { requestId, at, looks }: RecordWatchOrder,
): Promise<RecordedWatch> {
  const request = await registered(deps, requestId);
  if (!isTerminal(request.state)) return { nextAt: null, corrected: null };
  const concluded = concludeAll(request, looks, at);
  const { systems, results } = concluded;
  // Data that is erased now may leave residuals with dates of their own.
  const watchUntil = concluded.isNew ? watchOf(systems, at).watchUntil : request.watchUntil;
  const looked = looks.map(({ system }) => system);
  const nextAt = nextLook(systems, at, watchUntil, looked);
  const corrected = await correctedEnd(deps, request, concluded, at);
  const { hasCallback, delivery, endings, closeAt } = await deps.register.watched(requestId, {
    systems,
    results,
    watchAt: nextAt,
    ...(corrected && { corrected: { ...corrected, watchUntil } }),
  });
  // Do not ask whether this call corrected the status: after a crash, the earlier run of this step may have corrected it. A watch starts only
  // after an earlier status was delivered. So a delivery that is pending now is the delivery of a corrected status.
  const toDeliver = delivery.state === 'pending';
  await writeEvidence(deps, requestId);
  // The status cannot change any more, so the callback address is not needed again.
  const isLast = nextAt === null && closeAt === null && !toDeliver;
  if (isLast && hasCallback) await deps.keys.destroy(requestId, 'callback');
  for (const result of results) tell(deps, requestId, result);
  for (const { system, look } of looks)
    if (look.kind === 'unfreed')
      deps.log.warn('kept data not erased yet', { requestId, system, code: look.code });
  return { nextAt, corrected: toDeliver ? { callback: hasCallback, ending: endings } : null };
}

interface Concluded {
  readonly systems: readonly SystemVerdict[];
  readonly results: readonly WatchResult[];
  /** True when data that a rule kept was erased, or is now kept by another rule or until another date. */
  readonly isNew: boolean;
}

function concludeAll(
  request: RegisteredRequest,
  looks: readonly WatchReceipt[],
  at: string,
): Concluded {
  const results: WatchResult[] = [];
  let isNew = false;
  const systems = request.systems.map((before) => {
    let row = before;
    for (const { system, look } of looks) {
      if (system !== row.id) continue;
      const known = row;
      const isRead = isReadBack(look);
      const next = isRead
        ? conclude(row, look, at, at >= (request.watchUntil ?? at))
        : concludeRetention(row, look, at);
      row = next.row;
      results.push(...next.results);
      isNew ||= !isRead && isToldAnew(known, row);
    }
    return row;
  });
  return { systems, results, isNew };
}

/** False for the visit after the end of a rule. True for all other read-backs: of data that expires by itself, and of a vendor that still works. */
function isReadBack(look: WatchReceipt['look']): look is Look {
  return ['read', 'unread', 'working', 'lost'].includes(look.kind);
}

/**
 * The corrected final status, when the delivered one is no longer true. A status may be untrue although its state stays the same: for
 * example, when it said `erased` about a system whose account is back. The corrected report is written first.
 */
async function correctedEnd(
  deps: Needs,
  request: RegisteredRequest,
  { systems, isNew }: Concluded,
  finishedAt: string,
): Promise<Omit<NonNullable<Watched['corrected']>, 'watchUntil'> | undefined> {
  const endWith = (rows: readonly SystemVerdict[]): FinalState =>
    // The request ended because of a fault of our own. The data in a system does not change that.
    request.reason === 'internal'
      ? { state: 'failed', reason: 'internal' }
      : finalState(rows, deps.policy.leads);
  const [before, end] = [endWith(request.systems), endWith(systems)];
  const isSame = before.state === end.state && before.reason === end.reason && !isNew;
  const isUntrue = (row: SystemVerdict, index: number) =>
    (isGood(row) && !isGoodAt(systems, index)) ||
    // The vendor has confirmed, or its date has passed.
    (row.verdict === 'pending' && systems[index]?.verdict !== 'pending');
  if (isSame && !request.systems.some(isUntrue)) return undefined;
  // Only systems of erasures are watched, so there is no package.
  await writeReport(deps, request, { ...end, systems, finishedAt, files: [] });
  return { ...end, finishedAt };
}

function isGoodAt(systems: readonly SystemVerdict[], index: number): boolean {
  const row = systems[index];
  return row !== undefined && isGood(row);
}

function tell({ log }: Pick<Dependencies, 'log'>, requestId: RequestId, result: WatchResult): void {
  const { system, what, verdict, code } = result;
  const fields = { requestId, system, what, verdict, code };
  if (verdict === 'erased') log.info('residual gone', fields);
  else log.warn(verdict === 'present' ? 'residual still there' : 'residual not verified', fields);
}
