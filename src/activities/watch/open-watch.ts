import { isDue, tomorrow } from '../../domain/residual-watch.ts';
import { isRetentionDue } from '../../domain/retention-watch.ts';
import { isTerminal } from '../../domain/request.ts';
import type { RequestOrder } from '../../workflows/steps/step.ts';
import type { OpenedWatch } from '../../workflows/steps/open-watch.ts';
import type { Dependencies } from '../dependencies.ts';
import { registered } from '../registered.ts';

/** Names the systems whose date has come. If this watch stops halfway, the sweeper starts it again a day later. */
export async function openWatch(
  deps: Pick<Dependencies, 'register' | 'policy' | 'now'>,
  { requestId }: RequestOrder,
): Promise<OpenedWatch> {
  const now = deps.now().toISOString();
  const request = await registered(deps, requestId);
  // A retry has opened the request again since the watch was started.
  const systems = isTerminal(request.state) ? request.systems : [];
  const { watchAt, watchUntil } = request;
  if (watchAt !== null) await deps.register.watched(requestId, { watchAt: tomorrow(now) });
  const ended = systems.filter((row) => isRetentionDue(row, now)).map(({ id }) => id);
  return {
    systems: systems.filter((row) => isDue(row, now, watchUntil ?? now)).map(({ id }) => id),
    ...(ended.length > 0 && { ended }),
    giveUpAfterSeconds: deps.policy.giveUpAfterSeconds,
  };
}
