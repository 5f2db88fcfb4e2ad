import type { Tenant } from '../../authority/tenants.ts';
import { takenField, wrongField } from '../../http/problem.ts';
import type { State } from '../../store/state.ts';
import type { Owner } from '../../world/person-view.ts';
import { isGuid } from './context.ts';
import { extensionNamesOf } from './extensions.ts';
import { identitiesOf, type UserPlace } from './place-user.ts';
import { isUserProperty } from './user-properties.ts';

function checkId(state: State, tenant: Tenant, id: unknown, pointer: string): void {
  if (id === undefined) return;
  if (typeof id !== 'string' || !isGuid(id)) throw wrongField(pointer, 'must be a GUID');
  if (state.records.actual(tenant.id, 'user', id.toLowerCase()))
    throw takenField(pointer, 'another user has this id');
}

function checkIdentities(
  state: State,
  tenant: Tenant,
  place: UserPlace,
  owner: Owner,
  pointer: string,
): void {
  const given = place.user['identities'];
  if (given !== undefined && !Array.isArray(given)) throw wrongField(pointer, 'must be a list');
  for (const { issuerAssignedId, signInType } of identitiesOf(place, owner)) {
    if (typeof issuerAssignedId !== 'string' || typeof signInType !== 'string')
      throw wrongField(pointer, 'each needs signInType and issuerAssignedId');
    const rivals = state.records
      .findActual(tenant.id, 'user', 'identities', issuerAssignedId)
      .filter((record) => record.state === 'live');
    // Two providers may use the same id.
    if (signInType !== 'federated' && place.state !== 'gone' && rivals.length > 0)
      throw takenField(pointer, 'another user of this tenant signs in by that name');
  }
}

/** @throws ControlProblem 400 for a wrong property, 409 for an id or sign-in name that another user has */
export function checkUserPlace(state: State, tenant: Tenant, place: UserPlace, owner: Owner): void {
  const pointer = `#/in/${tenant.id}/user`;
  const extensions = extensionNamesOf(tenant);
  for (const name of Object.keys(place.user))
    if (!isUserProperty(name) && !extensions.includes(name))
      throw wrongField(
        `${pointer}/${name}`,
        `is not a property of a Graph user; the extension attributes of this tenant are ${extensions.join(', ')}`,
      );
  checkId(state, tenant, place.user['id'], `${pointer}/id`);
  checkIdentities(state, tenant, place, owner, `${pointer}/identities`);
}
