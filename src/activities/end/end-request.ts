import type { EndReason, RegisteredRequest, TerminalState } from '../../domain/request.ts';
import { watchOf } from '../../domain/residual-watch.ts';
import type { SystemVerdict } from '../../domain/verdict.ts';
import type { SealedNote } from '../../ports/sealed-notes.ts';
import type { EndReceipt } from '../../workflows/steps/compile-report.ts';
import type { Dependencies } from '../dependencies.ts';

interface End {
  readonly state: TerminalState;
  readonly reason: EndReason | null;
  readonly systems: readonly SystemVerdict[];
  readonly finishedAt: string;
  readonly watchNote: SealedNote | null;
}

const closedAtOnce: readonly TerminalState[] = ['completed', 'refused', 'withdrawn'];

/**
 * Ends a request in one transaction: sets the terminal state, releases the claims, and destroys the key. With exceptions the key is kept
 * until `policy.retryDays` have passed.
 */
export async function endRequest(
  deps: Pick<Dependencies, 'register' | 'dossiers' | 'policy' | 'log'>,
  request: RegisteredRequest,
  end: End,
): Promise<EndReceipt> {
  const closeAt = closedAtOnce.includes(end.state)
    ? null
    : new Date(Date.parse(end.finishedAt) + deps.policy.retryDays * 86_400_000).toISOString();
  const ended = await deps.register.end(request.id, {
    ...end,
    closeAt,
    ...watchOf(end.systems, end.finishedAt),
  });
  deps.dossiers.forget(request.id);
  deps.log.info('request ended', {
    requestId: request.id,
    state: ended.state,
    reason: ended.reason,
  });
  return endReceipt(ended);
}

export function endReceipt(
  request: Pick<RegisteredRequest, 'state' | 'reason' | 'hasCallback'>,
): EndReceipt {
  return {
    state: request.state as TerminalState,
    reason: request.reason,
    callback: request.hasCallback,
  };
}
