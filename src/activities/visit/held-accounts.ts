import type { RequestId } from '../../domain/request.ts';
import type { SystemId } from '../../domain/system.ts';
import { isGood, type SystemVerdict } from '../../domain/verdict.ts';
import type { SystemOrder } from '../../workflows/steps/system-order.ts';
import type { Dependencies } from '../dependencies.ts';

/** The name of the deed that freezes the record with this key (see `recordKey`). */
export const holdDeed = (recordKey: string): string => `hold-${recordKey}`;

// Notes on a hold: first how the account was found, later that it was released.
export const foundEnabled = 'enabled';
export const letGo = 'released';

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

/** The holds of accounts that were enabled before and are not released yet. */
export async function standingHolds(
  { register }: Pick<Dependencies, 'register'>,
  requestId: RequestId,
  systemId: SystemId,
): Promise<ReadonlySet<string>> {
  const deeds = await register.deedsOf(requestId);
  return new Set(
    deeds
      .filter(({ system, note }) => system === systemId && note === foundEnabled)
      .map(({ deed }) => deed),
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
