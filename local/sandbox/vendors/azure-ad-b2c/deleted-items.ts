import type { StoredRecord } from '../../store/records.ts';
import { writeAuditEvent } from './audit-log.ts';
import {
  entity,
  noContent,
  requireGuid,
  userDocOf,
  writeUser,
  type GraphContext,
  type Operation,
} from './context.ts';
import { denied, GraphError, notFound, unsupportedQuery } from './graph-error.ts';
import { option } from './paging.ts';
import { presentUser, selectUserProperties } from './user-properties.ts';
import { restoredUser } from './restore-user.ts';
import { listUsers } from './users.ts';
import { tenantSettings } from './settings.ts';

const dayMs = 86_400_000;

/** `GET /directory/deletedItems` needs the type of the items in its path (directory-deleteditems-list). */
export const refuseUntypedList: Operation = () => {
  throw unsupportedQuery(
    'Searches against this resource are not supported. Only specific instances can be queried.',
  );
};

export const listDeletedUsers: Operation = (context) =>
  listUsers(context, 'binned', 'directoryObjects/microsoft.graph.user');

/** A user as the recycle bin shows it. It may appear there some time after the deletion. @throws GraphError 404 */
function deletedUser({ state, tenant }: GraphContext, id: string): StoredRecord {
  const record = state.records.seen(tenant.id, 'user', requireGuid(id), 'binned');
  if (record?.state !== 'binned') throw notFound(id);
  return record;
}

export const getDeletedItem: Operation = (context, { id = '' }) => {
  const record = deletedUser(context, id);
  const { user } = userDocOf(record.doc);
  const selection = selectUserProperties(option(context.query, 'select'), context.tenant, 'single');
  return entity(context, 'directoryObjects', {
    '@odata.type': '#microsoft.graph.user',
    ...presentUser({ ...user }, selection),
  });
};

export const purgeDeletedItem: Operation = (context, { id = '' }) => {
  const { state, tenant } = context;
  const settings = tenantSettings(state, tenant.id);
  if (settings.purge === 'refused') throw denied();
  const record = deletedUser(context, id);
  if (state.records.actual(tenant.id, 'user', record.id)?.state !== 'binned') throw notFound(id);
  const doc = userDocOf(record.doc);
  const deletedAt = Date.parse(String(doc.user['deletedDateTime']));
  if (settings.hardDeleteProtection && state.clock.now() < deletedAt + 7 * dayMs)
    throw new GraphError(
      403,
      'Request_HardDeleteProtected',
      'Hard delete protection is enabled: the object can be permanently deleted 7 days after its deletion.',
    );
  writeAuditEvent(context, record, { activity: 'Hard Delete user', operationType: 'Delete' });
  writeUser(context, record.id, 'gone', { user: {}, related: {} });
  return noContent('purged');
};

export const restoreDeletedItem: Operation = (context, { id = '' }) => {
  const record = deletedUser(context, id);
  writeUser(context, record.id, 'live', restoredUser(userDocOf(record.doc)));
  writeAuditEvent(context, record, { activity: 'Restore user', operationType: 'Update' });
  return {
    ...entity(context, 'directoryObjects', {
      '@odata.type': '#microsoft.graph.user',
      id: record.id,
    }),
    effect: 'updated',
  };
};
