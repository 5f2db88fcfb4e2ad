import { createHash } from 'node:crypto';

/** The tenant in which the invented people who work with the service have their accounts. It is not a B2C tenant. */
export const staffTenant = {
  tenantId: '6f0a3c52-1d5e-4b7a-9c41-0d2e8f7a1b09',
  domain: 'nordlicht.onmicrosoft.com',
  /** The app registration of the service: the audience of its tokens. */
  clientId: '0b6c2d7e-4f18-4a39-8e52-7c9d1a3f5b19',
  clientSecret: 'staff~Q8sandbox-invented-secret-0009',
} as const;

export interface Colleague {
  /** Such as `operator-1`. */
  readonly name: string;
  readonly roles: readonly string[];
  readonly username: string;
  readonly password: string;
  readonly objectId: string;
}

const roles = ['Requester', 'Agent', 'Approver', 'Operator', 'Auditor'];

function colleague(role: string, number: number): Colleague {
  const name = `${role.toLowerCase()}-${String(number)}`;
  const hash = createHash('sha256').update(name).digest('hex');
  return {
    name,
    roles: [role],
    username: `${name}@${staffTenant.domain}`,
    password: `sandbox-${name}`,
    objectId: `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`,
  };
}

/** Two people of each role. */
export const staff: readonly Colleague[] = roles.flatMap((role) => [
  colleague(role, 1),
  colleague(role, 2),
]);

export const isStaffTenant = (idOrDomain: string): boolean =>
  [staffTenant.tenantId, staffTenant.domain].some((name) => name === idOrDomain.toLowerCase());
