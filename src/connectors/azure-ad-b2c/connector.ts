import type { RecordRef } from '../../domain/match.ts';
import { SystemFailure } from '../../domain/failure.ts';
import { auditResidual } from './audit-residual.ts';
import { auditReports } from './audit-reports.ts';
import { eraseUser } from './erase-user.ts';
import { exportUser } from './export-user.ts';
import { extensionReader } from './extension-properties.ts';
import { findUsers } from './find-users.ts';
import { guide } from './guide.ts';
import { graphClient } from './graph-client.ts';
import { holdUser, releaseUser } from './hold-user.ts';
import { recycleBin } from './recycle-bin.ts';
import { tenantDomains } from './tenant-domains.ts';
import { tenantLookUps, userLookUps } from './user-look-ups.ts';
import { probeTenant, type TenantAccess } from './probe-tenant.ts';
import {
  type AppRegistration,
  hostsOf,
  registrationsOf,
  secrets,
  settings,
  type TenantSettings,
} from './settings.ts';
import { tokenSource } from './token-source.ts';
import { verifyUser } from './verify-user.ts';
import { defineConnector } from '../contract.ts';
import { worthAsking } from '../kit/worth-asking.ts';
import { portableAccount } from './portable-account.ts';

export default defineConnector({
  name: 'azure-ad-b2c',
  title: 'Azure AD B2C or Entra External ID',
  role: 'directory',
  recordsName: 'users',
  settings,
  secrets,
  guide,
  aliases: ({ tenantId, domain }) => [tenantId, domain],
  namedSystems: ({ objectIdFields }) =>
    Object.entries(objectIdFields).map(([name, id]) => ({ path: `objectIdFields.${name}`, id })),
  portable: portableAccount,

  open({ id, settings: tenant, secrets, now }) {
    const apps = registrationsOf(tenant, secrets);
    const reading = accessAs(apps.reading, tenant, now);
    const erasing = apps.erasing ? accessAs(apps.erasing, tenant, now) : reading;
    const { graph } = reading;
    const extensions = extensionReader(graph, now);
    const reports = auditReports(tenant.auditRequestsPer10Seconds, now);
    const domains = tenantDomains(graph, now);
    const fields = () => ({ ...tenant, system: id, domains: domains.known() });
    const options = { ...tenant, now };
    const bin = recycleBin(graph, fields());
    const audit = {
      reports,
      residual: () => auditResidual(now(), tenant.auditRetentionDays),
    };

    return {
      settleSeconds: tenant.settleSeconds,
      lookUps: tenantLookUps,
      probe: () => probeTenant(reading, erasing, { extensions, settings: tenant }),
      async find(known, { recordsOnly = false } = {}) {
        const asked = worthAsking(known, id);
        if (asked.some((by) => userLookUps(by, fields()).length > 0)) await domains.read();
        const search = { graph, fields: fields(), bin, audit: recordsOnly ? null : audit };
        return findUsers(search, asked);
      },
      export: async (record, sink) => exportUser(graph, idOf(record), extensions, sink, reports),
      hold: (record, intent, remember) =>
        holdUser(erasing.graph, idOf(record), intent, remember, options),
      release: (record, found) => releaseUser(erasing.graph, idOf(record), found),
      erase: (record, intent) => eraseUser(erasing.graph, idOf(record), intent, options),
      verify: (record, erasedAt, knownAs = []) =>
        verifyUser(graph, idOf(record), erasedAt, knownAs, { ...fields(), reports, now }),
    };
  },
});

function accessAs(app: AppRegistration, tenant: TenantSettings, now: () => Date): TenantAccess {
  const tokens = tokenSource(tenant, app);
  const { timeoutSeconds } = tenant;
  const { graphUrl } = hostsOf(tenant);
  return { graph: graphClient({ graphUrl, tokens, timeoutSeconds, now }), tokens };
}

/** The id becomes part of paths, so it must be a GUID. */
function idOf(record: RecordRef): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(record.id)) return record.id;
  throw new SystemFailure('unexpected-answer', 'the id of a user is not a GUID');
}
