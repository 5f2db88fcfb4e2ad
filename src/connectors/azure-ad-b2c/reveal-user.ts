import type { z } from 'zod';
import type { Identifier } from '../../domain/identifier.ts';
import type { SystemId } from '../../domain/system.ts';
import { type identity, isEmailType, sameText, type TenantFields, type User } from './user.ts';

/** The object ID and all sign-in names of a user: the tenant itself issued or verified them. */
export function ownIdentifiers(user: User, fields: TenantFields): Identifier[] {
  return [
    { kind: 'account', system: fields.system, objectId: user.id },
    ...user.identities.flatMap((each) => signInIdentifier(each, fields.system)),
    ...ownAddress(user, fields),
  ];
}

/** A UPN in a domain that the tenant has proved to own is an address. The initial domain `*.onmicrosoft.com` receives no mail. */
function ownAddress({ userPrincipalName: upn }: User, { domains }: TenantFields): Identifier[] {
  const domain = upn?.slice(upn.lastIndexOf('@') + 1).toLowerCase();
  if (!upn?.includes('@') || !domain || domain.endsWith('.onmicrosoft.com')) return [];
  return domains?.includes(domain) ? [{ kind: 'email', value: upn }] : [];
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
