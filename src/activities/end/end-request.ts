import type { EndReason, RegisteredRequest, TerminalState } from '../../domain/request.ts';
import { leavesWork } from '../../domain/retry.ts';
import { watchOf } from '../../domain/residual-watch.ts';
import type { SystemVerdict } from '../../domain/verdict.ts';
import type { Envelope } from '../../ports/envelopes.ts';
import type { EndReceipt } from '../../workflows/steps/compile-report.ts';
import type { Dependencies } from '../dependencies.ts';

interface End {
  readonly state: TerminalState;
  readonly reason: EndReason | null;
  readonly systems: readonly SystemVerdict[];
  readonly finishedAt: string;
  readonly watchList: Envelope | null;
  readonly run: number;
  readonly dossier?: number;
}

const closedAtOnce: readonly TerminalState[] = ['completed', 'refused', 'withdrawn'];

/** Is the key still needed after this end? It is kept only while a retry or a decision can follow. */
function keepsKey({ state, systems }: End, retryDays: number): boolean {
  return !closedAtOnce.includes(state) && retryDays > 0 && leavesWork(systems);
}

/**
 * Ends a request in one transaction: sets the terminal state, releases the claims, and destroys the key. When a retry may resolve its
 * exceptions, the key is kept until `policy.retryDays` have passed.
 */
export async function endRequest(
  deps: Pick<Dependencies, 'register' | 'dossiers' | 'policy' | 'log'>,
  request: RegisteredRequest,
  end: End,
): Promise<EndReceipt> {
  const { retryDays } = deps.policy;
  const closeAt = keepsKey(end, retryDays)
    ? new Date(Date.parse(end.finishedAt) + retryDays * 86_400_000).toISOString()
    : null;
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
  return endReceipt(ended, end.run);
}

export function endReceipt(
  { state, reason, hasCallback, endings, run }: RegisteredRequest,
  ofRun: number,
): EndReceipt {
  return {
    state,
    reason,
    callback: hasCallback,
    // Another run has begun: the status of this one is not delivered any more.
    ending: run === ofRun ? endings : 0,
  };
}
