import type { Answer } from '../../http/call.ts';
import { foldCase } from '../../store/fold-case.ts';
import type { StoredRecord } from '../../store/records.ts';
import { ownerOfEmail } from '../../world/store-person.ts';
import { contactDocOf, contactKeys, emailsOf, hubspotId, storedId } from './contact-record.ts';
import { invalid, resourceNotFound } from './hubspot-error.ts';
import {
  bodyOf,
  findContact,
  inputsOf,
  type HubspotContext,
  type HubspotOperation,
} from './operation.ts';

function archive({ state, call }: HubspotContext, id: string): boolean {
  const record = state.records.actual(hubspotId, 'contact', storedId(id));
  if (record?.state !== 'live') return false;
  const contact = {
    ...contactDocOf(record.doc),
    archivedAt: new Date(state.clock.now()).toISOString(),
  };
  state.records.write(
    hubspotId,
    'contact',
    record.id,
    { state: 'binned', doc: contact, keys: contactKeys(contact) },
    state.lagOf(call, hubspotId, record.id),
  );
  return true;
}

/** Only archives: the contact can be restored for 90 days. An unknown id is answered 204 too. */
export const archiveContact: HubspotOperation = (context, { contact = '' }) => ({
  status: 204,
  effect: archive(context, contact) ? 'updated' : null,
});

export const archiveBatch: HubspotOperation = (context) => {
  const archived = inputsOf(bodyOf(context.call)).filter((id) => archive(context, id));
  return { status: 204, effect: archived.length > 0 ? 'updated' : null };
};

/** HubSpot puts an address that no contact has onto the blocklist. It can never be used again. */
function block({ state }: HubspotContext, email: string): Answer {
  const address = foldCase(email.trim());
  if (state.records.actual(hubspotId, 'blocklistEntry', address))
    return { status: 204, effect: null };
  state.records.place(hubspotId, 'blocklistEntry', address, {
    state: 'live',
    doc: { email: address },
    keys: [],
    person: ownerOfEmail(state, address),
  });
  return { status: 204, effect: 'created' };
}

/**
 * The addresses of an erased contact are blocked too. HubSpot does not link these addresses to the person any more, so the sandbox does not
 * count them as traces of the person.
 */
function blockAddresses({ state }: HubspotContext, record: StoredRecord): void {
  for (const address of emailsOf(contactDocOf(record.doc)))
    state.records.place(hubspotId, 'blocklistEntry', address, { state: 'live', doc: {}, keys: [] });
}

export const gdprDelete: HubspotOperation = (context) => {
  const { objectId, idProperty } = bodyOf(context.call);
  if (typeof objectId !== 'string' || objectId === '')
    throw invalid('Invalid input JSON: objectId is missing.');
  if (idProperty !== undefined && typeof idProperty !== 'string')
    throw invalid('Invalid input JSON: idProperty must be a string.');
  const found =
    findContact(context, objectId, idProperty ?? null, false, 'changing') ??
    findContact(context, objectId, idProperty ?? null, true, 'changing');
  const record = found && context.state.records.actual(hubspotId, 'contact', found.id);
  if (record) {
    const { state } = context;
    blockAddresses(context, record);
    state.records.write(
      hubspotId,
      'contact',
      record.id,
      { state: 'gone', doc: {}, keys: [] },
      state.lagOf(context.call, hubspotId, record.id),
    );
    return { status: 204, effect: 'erased' };
  }
  if (idProperty === 'email') return block(context, objectId);
  throw resourceNotFound();
};
