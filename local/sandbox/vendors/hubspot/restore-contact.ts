import type { OwnedRecord } from '../../store/records.ts';
import type { State } from '../../store/state.ts';
import { contactDocOf, contactKeys } from './contact-record.ts';

/** Restores an archived contact, as "Restore records" in HubSpot does. */
export function restoreContact(state: State, { system, kind, record }: OwnedRecord): void {
  const { archivedAt: _archivedAt, ...contact } = contactDocOf(record.doc);
  state.records.place(system, kind, record.id, {
    state: 'live',
    doc: contact,
    keys: contactKeys(contact),
    person: record.person,
  });
}
