import type { OwnedRecord } from '../../store/records.ts';
import type { State } from '../../store/state.ts';
import { memberDocOf, memberKeys, type MemberDoc } from './member-record.ts';

/** An archived member subscribes again. */
export function restoreMember(state: State, { system, kind, record }: OwnedRecord): void {
  const member: MemberDoc = { ...memberDocOf(record.doc), status: 'subscribed' };
  state.records.place(system, kind, record.id, {
    state: 'live',
    doc: member,
    keys: memberKeys(member),
    person: record.person,
  });
}
