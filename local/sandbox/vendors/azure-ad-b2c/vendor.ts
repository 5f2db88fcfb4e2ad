import { tenants } from '../../authority/tenants.ts';
import { settleSeconds, type SandboxUrls, type Vendor } from '../vendor.ts';
import { auditTables } from './audit-tables.ts';
import { auditTraces } from './audit-traces.ts';
import { createGraphTenant } from './graph-tenant.ts';
import { userPlaceSchema } from './place-schema.ts';
import { restoreUser } from './restore-user.ts';
import { seedUsers } from './seed-users.ts';
import { quotas, settings } from './settings.ts';
import { specialPeople } from './special-people.ts';

const configuration = ({ authority, systems }: SandboxUrls) =>
  tenants.map(({ id, title, tenantId, domain, clientId, secretVariable }) => ({
    id,
    connector: 'azure-ad-b2c',
    title,
    settings: {
      tenantId,
      domain,
      clientId,
      authorityHost: authority,
      graphUrl: `${systems[id] ?? ''}/v1.0`,
      auditRetentionDays: 7,
      settleSeconds,
    },
    secrets: { clientSecret: `env:${secretVariable}` },
  }));

/** Azure AD B2C tenants, as Microsoft Graph shows them. */
export const vendor: Vendor = {
  name: 'azure-ad-b2c',
  core: true,
  systems: tenants.map(({ id }) => ({ id, scheme: 'https' })),
  play: ({ state, tokens }) => tenants.map((tenant) => createGraphTenant(tenant, state, tokens)),
  tables: auditTables,
  place: userPlaceSchema,
  specialPeople,
  seed: seedUsers,
  traceNames: { user: { live: 'user', binned: 'deletedItem' } },
  moreTraces: auditTraces,
  restore: restoreUser,
  settings,
  quotas,
  configuration,
  secrets: Object.fromEntries(
    tenants.map(({ secretVariable, clientSecret }) => [secretVariable, clientSecret]),
  ),
};
