import type { Attempt } from '../../domain/attempt.ts';
import type { HoldAttempt, HoldOrder } from '../../workflows/steps/hold-accounts.ts';
import type { SystemOrder } from '../../workflows/steps/system-order.ts';
import type { Dependencies } from '../dependencies.ts';
import { foundEnabled, holdDeed, isNoted } from './held-accounts.ts';
import { recordKey } from './record-key.ts';
import { systemRecords } from './system-records.ts';
import { tryOnce } from '../try-once.ts';

type Needs = Pick<Dependencies, 'dossiers' | 'systems' | 'register' | 'keys' | 'now' | 'log'>;

/** Freezes the accounts in several directories in parallel, so that the person cannot sign in or sign up again during the erasure. */
export function holdAccounts(
  deps: Needs,
  { requestId, dossier, systems }: HoldOrder,
): Promise<readonly HoldAttempt[]> {
  return Promise.all(
    systems.map(async (system) => ({
      system,
      attempt: await holdIn(deps, { requestId, dossier, system }),
    })),
  );
}

function holdIn(deps: Needs, order: SystemOrder): Promise<Attempt<null>> {
  const { requestId, system: systemId } = order;
  return tryOnce(deps, order, async () => {
    const { system, records } = await systemRecords(deps, order);
    let wait = 0;
    for (const { record } of records) {
      const deed = holdDeed(await recordKey(deps, requestId, systemId, record));
      const begun = await deps.register.begin(requestId, systemId, deed, deps.now().toISOString());
      const intent = { ...begun, since: null };
      // Only the state before the first try counts. Later tries find the account as an earlier try left it.
      const noted = intent.repeated && (await isNoted(deps, order, deed));
      const remember = async (wasEnabled: boolean) => {
        if (noted) return;
        const found = wasEnabled ? foundEnabled : 'disabled';
        await deps.register.noteDeed(requestId, systemId, deed, found);
      };
      const answer = await system.access.hold?.(record, intent, remember);
      if (answer?.kind === 'pending') wait = Math.max(wait, answer.seconds);
    }
    return wait > 0 ? { kind: 'pending', seconds: wait } : { kind: 'done', value: null };
  });
}
