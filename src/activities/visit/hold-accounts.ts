import type { Attempt } from '../../domain/attempt.ts';
import type { NewFact } from '../../domain/fact.ts';
import { freshPatience } from '../../domain/patience.ts';
import type { SignInState } from '../../ports/system-access.ts';
import type { HoldAttempt, HoldOrder } from '../../workflows/steps/hold-accounts.ts';
import type { SystemOrder } from '../../workflows/steps/system-order.ts';
import type { Dependencies } from '../dependencies.ts';
import { holdIntent, isFoundStateKnown, codeOf } from './held-accounts.ts';
import { recordKey } from '../../ports/record-key.ts';
import { systemRecords } from './system-records.ts';
import { factOfBeginning, factOfDoing } from '../effects.ts';
import { factsOfTry, recordTry } from '../tried.ts';
import { tryOnce } from '../try-once.ts';

type Needs = Pick<Dependencies, 'dossiers' | 'systems' | 'register' | 'keys' | 'now' | 'log'>;

/** Freezes the accounts in several directories in parallel, so that the person cannot sign in or sign up again during the erasure. */
export async function holdAccounts(
  deps: Needs,
  { requestId, dossier, systems, patienceOf, giveUpAfterSeconds }: HoldOrder,
): Promise<readonly HoldAttempt[]> {
  const facts: NewFact[] = [];
  const attempts = await Promise.all(
    systems.map(async (system) => {
      const attempt = await holdIn(deps, { requestId, dossier, system }, facts);
      const known = patienceOf[system] ?? freshPatience;
      const trying = { system, attempts: known.retries + 1, patience: known, giveUpAfterSeconds };
      return { system, attempt, tried: factsOfTry('freeze', trying, attempt, deps.now()) };
    }),
  );
  await recordTry(deps, requestId, [...facts, ...attempts.flatMap(({ tried }) => tried)]);
  return attempts.map(({ system, attempt }) => ({ system, attempt }));
}

/** @param did collects the fact of each account that was frozen */
function holdIn(deps: Needs, order: SystemOrder, did: NewFact[]): Promise<Attempt<null>> {
  const { requestId, system: systemId } = order;
  return tryOnce(deps, order, async () => {
    const { system, records } = await systemRecords(deps, order);
    let wait = 0;
    for (const { record } of records) {
      const key = await recordKey(deps, requestId, systemId, record);
      const on = { system: systemId, effect: 'freeze', record: key } as const;
      const name = holdIntent(key);
      const now = deps.now().toISOString();
      const began = factOfBeginning(on, now);
      const begun = await deps.register.writeIntent(requestId, systemId, name, now, began);
      const intent = { ...begun, since: null };
      // Only the state before the first try counts. Later tries find the account as an earlier try left it.
      const isKnown = intent.repeated && (await isFoundStateKnown(deps, order, name));
      const remember = async (found: SignInState) => {
        if (!isKnown) await deps.register.markIntent(requestId, systemId, name, codeOf(found));
      };
      const answer = await system.access.hold?.(record, intent, remember);
      if (answer?.kind === 'pending') wait = Math.max(wait, answer.seconds);
      if (answer?.kind === 'held') did.push(factOfDoing(on, deps.now().toISOString()));
    }
    return wait > 0 ? { kind: 'pending', seconds: wait } : { kind: 'done', value: null };
  });
}
