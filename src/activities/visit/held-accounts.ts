import type { RequestId } from '../../domain/request.ts';
import type { SystemId } from '../../domain/system.ts';
import { isGood, type SystemVerdict } from '../../domain/verdict.ts';
import type { SignInState } from '../../ports/system-access.ts';
import type { SystemOrder } from '../../workflows/steps/system-order.ts';
import type { Dependencies } from '../dependencies.ts';

/** The name of the deed that freezes the record with this key (see `recordKey`). */
export const holdDeed = (recordKey: string): string => `hold-${recordKey}`;

// Notes on a hold: first how the account was found, later that it was released. They are codes, because an account that stays frozen must be
// counted after the key of the request was destroyed.
const found: readonly { readonly note: string; readonly state: SignInState }[] = [
  { note: 'enabled', state: true },
  { note: 'disabled', state: false },
  { note: 'unset', state: null },
];
export const letGo = 'released';

export const noteOf = (state: SignInState): string =>
  found.find((one) => one.state === state)?.note ?? 'unset';

/** Is it known how the account was found? What was released may be frozen again by a retry: then the state found anew counts. */
export async function isNoted(
  { register }: Pick<Dependencies, 'register'>,
  { requestId, system: systemId }: Pick<SystemOrder, 'requestId' | 'system'>,
  deed: string,
): Promise<boolean> {
  const deeds = await register.deedsOf(requestId);
  const noted = deeds.find((one) => one.system === systemId && one.deed === deed)?.note ?? null;
  return noted !== null && noted !== letGo;
}

/** The holds that changed an account and are not released yet, each with the state that is to be restored. */
export async function standingHolds(
  { register }: Pick<Dependencies, 'register'>,
  requestId: RequestId,
  systemId: SystemId,
): Promise<ReadonlyMap<string, SignInState>> {
  const deeds = await register.deedsOf(requestId);
  return new Map(
    deeds.flatMap(({ system, deed, note }): [string, SignInState][] => {
      const before = system === systemId ? found.find((one) => one.note === note) : undefined;
      // An account that was disabled before was not changed.
      return before && before.state !== false ? [[deed, before.state]] : [];
    }),
  );
}

/** Adds to the row of a system how many accounts stay frozen there although they were not erased. */
export async function withFrozenAccounts(
  deps: Pick<Dependencies, 'register' | 'log'>,
  requestId: RequestId,
  row: SystemVerdict,
): Promise<SystemVerdict> {
  if (isGood(row)) return row;
  const { size: frozenAccounts } = await standingHolds(deps, requestId, row.id);
  if (frozenAccounts === 0) return row;
  deps.log.warn('accounts left frozen', { requestId, system: row.id, accounts: frozenAccounts });
  return { ...row, counts: { ...row.counts, left: { ...row.counts.left, frozenAccounts } } };
}
