import type { Tenant } from '../../authority/tenants.ts';
import { uuidOf } from '../../store/random.ts';
import type { Doc } from '../../store/records.ts';
import type { State } from '../../store/state.ts';
import type { Owner, Placed } from '../../world/person-view.ts';
import { auditSources } from './audit-source.ts';
import type { Related } from './related.ts';
import { userKeys, type UserDoc } from './user-record.ts';

/** The data of a person to put into a tenant. */
export interface UserPlace {
  /** Graph user properties. */
  user: Doc;
  auditEvents?: number | undefined;
  /** Every tenth audit record names the user only as the one who acted. */
  actsToo?: boolean | undefined;
  related?: Related | undefined;
  /** `binned`: in the recycle bin. `gone`: only the audit records are left. */
  state?: 'live' | 'binned' | 'gone' | undefined;
}

const dayMs = 86_400_000;
/** Past audit records are within this time span, so none has expired in a new world. */
const auditSpanMs = 6.5 * dayMs;

const textOr = (value: unknown, fallback: string) => (typeof value === 'string' ? value : fallback);

/** The identities of a user: those of the place, or a local account by the first address. */
export function identitiesOf({ user }: UserPlace, { emails }: Pick<Owner, 'emails'>): Doc[] {
  if (Array.isArray(user['identities'])) return user['identities'] as Doc[];
  return emails
    .slice(0, 1)
    .map((email) => ({ signInType: 'emailAddress', issuerAssignedId: email }));
}

function completeUser(tenant: Tenant, place: UserPlace, owner: Owner, now: number): UserDoc {
  const id = textOr(place.user['id'], uuidOf(`${tenant.id} ${owner.person}`)).toLowerCase();
  const user: Doc = {
    displayName: owner.displayName,
    accountEnabled: true,
    createdDateTime: new Date(now - 100 * dayMs).toISOString(),
    userType: 'Member',
    creationType: 'LocalAccount',
    mailNickname: id,
    ...place.user,
    id,
    userPrincipalName: textOr(place.user['userPrincipalName'], `${id}@${tenant.domain}`),
    identities: identitiesOf(place, owner).map((identity) => ({
      issuer: tenant.domain,
      ...identity,
    })),
  };
  if (place.state === 'binned') user['deletedDateTime'] ??= new Date(now - 3 * dayMs).toISOString();
  return { user, related: place.related ?? {} };
}

function placeAudits(state: State, tenant: Tenant, place: UserPlace, owner: Owner, user: Doc) {
  const now = state.clock.now();
  const count = place.auditEvents ?? 0;
  if (count === 0) return;
  auditSources(state).add({
    system: tenant.id,
    user: String(user['id']),
    person: owner.person,
    count,
    firstAt: now - auditSpanMs,
    lastAt: now - 60_000,
    actsToo: place.actsToo ?? false,
    displayName: String(user['displayName']),
    userPrincipalName: String(user['userPrincipalName']),
  });
}

/** Puts a user into a tenant. Readers see it at once. Missing values are filled in from the tenant and the owner. */
export function placeUser(state: State, tenant: Tenant, owner: Owner, place: UserPlace): Placed {
  const doc = completeUser(tenant, place, owner, state.clock.now());
  const id = String(doc.user['id']);
  const life = place.state ?? 'live';
  if (life !== 'gone')
    state.records.place(tenant.id, 'user', id, {
      state: life,
      doc,
      keys: userKeys(doc),
      person: owner.person,
    });
  placeAudits(state, tenant, place, owner, doc.user);
  return { account: { system: tenant.id, tenantId: tenant.tenantId, objectId: id } };
}
