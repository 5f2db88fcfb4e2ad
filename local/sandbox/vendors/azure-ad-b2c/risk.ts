import { uuidOf } from '../../store/random.ts';
import type { Doc } from '../../store/records.ts';
import { collection, entity, isGuid, type GraphContext, type Operation } from './context.ts';
import { GraphError, notFound } from './graph-error.ts';
import { option } from './paging.ts';
import { tenantSettings } from './settings.ts';
import { userDocOf, type UserDoc } from './user-record.ts';

/** https://learn.microsoft.com/graph/api/riskyuser-list: "requires a Microsoft Entra ID P2 license". The code of the refusal is a guess. */
function requireLicence({ state, tenant }: GraphContext): void {
  if (!tenantSettings(state, tenant.id).premium)
    throw new GraphError(403, 'Forbidden', 'Your tenant is not licensed for this feature.');
}

/** Rows about a user stay when the user is in the recycle bin; they say `isDeleted`. */
function riskOf({ state, tenant }: GraphContext, id: string) {
  const record = isGuid(id) ? state.records.seen(tenant.id, 'user', id.toLowerCase()) : undefined;
  const doc = record === undefined ? undefined : userDocOf(record.doc);
  const { risk } = doc?.related ?? {};
  return doc && risk ? { doc, risk, isDeleted: record?.state !== 'live' } : undefined;
}

const named = ({ user }: UserDoc): Doc => ({
  userDisplayName: user['displayName'] ?? null,
  userPrincipalName: user['userPrincipalName'] ?? null,
});

function riskyUser(context: GraphContext, id: string): Doc {
  const found = riskOf(context, id);
  if (!found) throw notFound(id);
  const { doc, risk, isDeleted } = found;
  return {
    id,
    isDeleted,
    isProcessing: false,
    riskLevel: risk.dismissedBy === undefined ? risk.level : 'none',
    riskState: risk.dismissedBy === undefined ? 'atRisk' : 'dismissed',
    riskDetail: risk.dismissedBy === undefined ? 'none' : 'adminDismissedAllRiskForUser',
    riskLastUpdatedDateTime: doc.user['createdDateTime'] ?? null,
    ...named(doc),
  };
}

export const getRiskyUser: Operation = (context, { id = '' }) => {
  requireLicence(context);
  return entity(context, 'identityProtection/riskyUsers', riskyUser(context, id));
};

export const listRiskHistory: Operation = (context, { id = '' }) => {
  requireLicence(context);
  const user = riskyUser(context, id);
  const dismissedBy = riskOf(context, id)?.risk.dismissedBy ?? null;
  const item = {
    ...user,
    id: uuidOf(`risk history ${id}`),
    userId: id,
    initiatedBy: dismissedBy,
    activity: { riskEventTypes: [], detail: user['riskDetail'] },
  };
  return collection(context, `identityProtection/riskyUsers('${id}')/history`, [item]);
};

export const listRiskDetections: Operation = (context) => {
  requireLicence(context);
  const [, id = ''] = /^userId eq '([^']*)'$/.exec(option(context.query, 'filter') ?? '') ?? [];
  const { doc, risk } = riskOf(context, id) ?? {};
  const items = (risk?.detections ?? []).map(({ type, ipAddress, city }, index) => ({
    id: uuidOf(`risk detection ${id} ${String(index)}`),
    riskEventType: type,
    riskLevel: risk?.level ?? null,
    ipAddress,
    location: { city, state: null, countryOrRegion: null, geoCoordinates: null },
    userId: id,
    ...(doc && named(doc)),
  }));
  return collection(context, 'identityProtection/riskDetections', items);
};
