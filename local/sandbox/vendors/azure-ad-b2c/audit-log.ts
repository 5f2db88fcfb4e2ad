import { randomUUID } from 'node:crypto';
import { longestLag } from '../../store/lag.ts';
import { perState } from '../../store/per-state.ts';
import type { StoredRecord, Doc } from '../../store/records.ts';
import type { GraphContext } from './context.ts';
import { userDocOf } from './user-record.ts';

const statement = perState(({ database }) =>
  database.prepare(
    'INSERT INTO audit_events (system, id, at, visible_at, target, person, doc) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ),
);

export interface AuditEvent {
  activity: string;
  operationType: 'Update' | 'Delete';
  modified?: { displayName: string; oldValue: string; newValue: string }[];
}

/** Writes the audit record of a change. Readers see it after the replication delay. */
export function writeAuditEvent(
  { state, tenant, call }: GraphContext,
  record: StoredRecord,
  event: AuditEvent,
): void {
  const now = state.clock.now();
  const { user } = userDocOf(record.doc);
  const id = `Directory_${randomUUID().slice(0, 8).toUpperCase()}_${String(now)}`;
  const doc: Doc = {
    id,
    category: 'UserManagement',
    correlationId: randomUUID(),
    result: 'success',
    resultReason: '',
    activityDisplayName: event.activity,
    activityDateTime: new Date(now).toISOString(),
    loggedByService: 'Core Directory',
    operationType: event.operationType,
    initiatedBy: {
      user: null,
      app: {
        appId: tenant.clientId,
        displayName: 'Habeas',
        servicePrincipalId: null,
        servicePrincipalName: null,
      },
    },
    targetResources: [
      {
        id: record.id,
        displayName: user['displayName'] ?? null,
        type: 'User',
        userPrincipalName: user['userPrincipalName'] ?? null,
        groupType: null,
        modifiedProperties: event.modified ?? [],
      },
    ],
    additionalDetails: [],
  };
  statement(state).run(
    tenant.id,
    id,
    now,
    now + longestLag(state.lagOf(call, tenant.id, record.id)),
    record.id,
    record.person,
    JSON.stringify(doc),
  );
}
