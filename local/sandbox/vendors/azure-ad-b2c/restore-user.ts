import type { OwnedRecord } from '../../store/records.ts';
import type { State } from '../../store/state.ts';
import { userDocOf, userKeys, type UserDoc } from './user-record.ts';

/** The state of a user after it has left the recycle bin. */
export function restoredUser({ user, related }: UserDoc): UserDoc {
  return { user: { ...user, deletedDateTime: null }, related };
}

export function restoreUser(state: State, { system, kind, record }: OwnedRecord): void {
  const doc = restoredUser(userDocOf(record.doc));
  const { id, person } = record;
  state.records.place(system, kind, id, { state: 'live', doc, keys: userKeys(doc), person });
}
