import type { RequestId } from '../../domain/request.ts';
import type { SystemId } from '../../domain/system.ts';
import { isGood, type SystemVerdict } from '../../domain/verdict.ts';
import type { SignInState } from '../../ports/system-access.ts';
import type { SystemOrder } from '../../workflows/steps/system-order.ts';
import type { Dependencies } from '../dependencies.ts';

/** The name of the intent to freeze the record with this key (see `recordKey`). */
export const holdIntent = (recordKey: string): string => `hold-${recordKey}`;

// The state of an intent to freeze an account: first how the account was found, later that it was released. It is a code, because accounts
// that stay frozen must still be counted after the key of the request was destroyed.
const found: readonly { readonly code: string; readonly state: SignInState }[] = [
  { code: 'enabled', state: true },
  { code: 'disabled', state: false },
  { code: 'unset', state: null },
];
export const released = 'released';

export const codeOf = (state: SignInState): string =>
  found.find((one) => one.state === state)?.code ?? 'unset';

/** Whether it is stored how the account was found. A retry may freeze an account again after its release. Then the new state counts. */
export async function isFoundStateKnown(
  { register }: Pick<Dependencies, 'register'>,
  { requestId, system: systemId }: Pick<SystemOrder, 'requestId' | 'system'>,
  name: string,
): Promise<boolean> {
  const intents = await register.intentsOf(requestId);
  const known = intents.find((one) => one.system === systemId && one.name === name)?.state ?? null;
  return known !== null && known !== released;
}

/** The holds that changed an account and are not released yet, each with the state that is to be restored. */
export async function standingHolds(
  { register }: Pick<Dependencies, 'register'>,
  requestId: RequestId,
  systemId: SystemId,
): Promise<ReadonlyMap<string, SignInState>> {
  const intents = await register.intentsOf(requestId);
  return new Map(
    intents.flatMap(({ system, name, state }): [string, SignInState][] => {
      const before = system === systemId ? found.find(({ code }) => code === state) : undefined;
      // An account that was disabled before was not changed.
      return before && before.state !== false ? [[name, before.state]] : [];
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
