import type { z } from 'zod';
import type { Identifier, Trust } from '../../domain/identifier.ts';
import type { Hit } from '../../domain/match.ts';
import type { SystemId } from '../../domain/system.ts';
import {
  emailsOf,
  type identity,
  isEmailType,
  isTrusted,
  phonesOf,
  sameText,
  type TenantFields,
  type User,
} from './user.ts';

type Revealed = Hit['reveals'][number];

/** The tenant verified the sign-in identities. All other values may have been written by anybody. */
export function revealsOf(user: User, fields: TenantFields): Revealed[] {
  const trustOf = (field: string): Trust => (isTrusted(fields, field) ? 'vouched' : 'claimed');
  const emails = emailsOf(user, fields).map(({ field, value }): Revealed => ({
    identifier: { kind: 'email', value },
    trust: trustOf(field),
  }));
  const phones = phonesOf(user, fields).map(({ field, value }): Revealed => ({
    identifier: { kind: 'phone', value },
    trust: trustOf(field),
  }));
  const account: Identifier = { kind: 'account', system: fields.system, objectId: user.id };
  const signIns = [
    ...user.identities.flatMap((each) => signInIdentifier(each, fields.system)),
    ...ownAddress(user, fields),
  ];
  return [
    ...[account, ...signIns].map((identifier): Revealed => ({ identifier, trust: 'vouched' })),
    ...emails,
    ...phones,
  ];
}

/** A UPN in a domain that the tenant has proved to own is an address. The initial domain `*.onmicrosoft.com` receives no mail. */
function ownAddress({ userPrincipalName: upn }: User, { domains }: TenantFields): Identifier[] {
  const domain = upn?.slice(upn.lastIndexOf('@') + 1).toLowerCase();
  if (!upn?.includes('@') || !domain || domain.endsWith('.onmicrosoft.com')) return [];
  return domains.includes(domain) ? [{ kind: 'email', value: upn }] : [];
}

function signInIdentifier(
  { signInType, issuer, issuerAssignedId: value }: z.infer<typeof identity>,
  system: SystemId,
): Identifier[] {
  if (!value || !signInType) return [];
  if (isEmailType(signInType)) return [{ kind: 'email', value }];
  if (signInType === 'phoneNumber') return [{ kind: 'phone', value }];
  if (signInType === 'userName') return [{ kind: 'userName', system, value }];
  if (signInType === 'federated') {
    if (sameText(issuer, 'mail')) return [{ kind: 'email', value }];
    if (sameText(issuer, 'phone')) return [{ kind: 'phone', value }];
    return issuer ? [{ kind: 'federated', issuer, value }] : [];
  }
  if (signInType === 'userPrincipalName') return [];
  return [{ kind: 'userName', system, value, signInType }];
}
