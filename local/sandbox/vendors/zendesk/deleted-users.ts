import { createQuota } from '../../http/quota.ts';
import { Refusal } from '../../http/refusal.ts';
import type { VendorContext, VendorOperation } from '../../http/vendor-system.ts';
import { perState } from '../../store/per-state.ts';
import type { StoredRecord } from '../../store/records.ts';
import { zendeskQuotas } from './quotas.ts';
import { pageOf } from './users.ts';
import { zendeskTime } from './place-user.ts';
import { notFound, tooMany } from './zendesk-error.ts';
import { keyOf, userOf, zendeskId } from './zendesk-record.ts';

function binnedUser({ state }: VendorContext, id: string): StoredRecord {
  const record = state.records.seen(zendeskId, 'user', keyOf(id), 'binned');
  if (record?.state !== 'binned') throw notFound();
  return record;
}

export const getDeletedUser: VendorOperation = (context, { user = '' }) => ({
  status: 200,
  body: { deleted_user: binnedUser(context, user).doc },
});

/** The list contains permanently deleted users too, without their data. */
export const listDeletedUsers: VendorOperation = (context) => {
  const { records } = context.state;
  const binned = [...records.scan(zendeskId, 'user', '', 'binned')].filter(
    ({ state }) => state === 'binned',
  );
  const gone = [...records.scan(zendeskId, 'permanentlyDeletedUser', '', 'binned')];
  return pageOf(context, 'deleted_users', [
    ...binned.map(({ doc }) => doc),
    ...gone.map(({ doc }) => doc['shown']),
  ]);
};

const quota = perState(() => createQuota());

const placeholder = (id: number) => ({
  id,
  name: 'Permanently Deleted User',
  email: null,
  phone: null,
  active: false,
  role: 'end-user',
});

/** The second step deletes all data of the user. Tickets and their comments stay. */
export const deletePermanently: VendorOperation = (context, { user = '' }) => {
  const { state, call } = context;
  const limit = zendeskQuotas(state).permanentDeletionsPer10Seconds;
  const seconds = quota(state).take('permanent deletions', limit);
  if (seconds > 0) throw new Refusal(tooMany(seconds));
  const record = binnedUser(context, user);
  if (state.records.actual(zendeskId, 'user', record.id)?.state !== 'binned') throw notFound();
  const { id } = userOf(record.doc);
  const lag = state.lagOf(call, zendeskId, record.id);
  state.records.write(zendeskId, 'user', record.id, { state: 'gone', doc: {}, keys: [] }, lag);
  state.records.place(zendeskId, 'permanentlyDeletedUser', record.id, {
    state: 'live',
    doc: { shown: placeholder(id), purgedAtMs: state.clock.now() },
    keys: [],
  });
  return { status: 200, effect: 'purged', body: { deleted_user: placeholder(id) } };
};

/** No document says how long the products take; here each step takes two seconds by the simulators' clock. */
const steps = [
  ['request_deletion', 0],
  ['started', 2000],
  ['complete', 4000],
] as const;

/** How far each product has deleted: https://developer.zendesk.com/api-reference/ticketing/users/users/ */
export const listComplianceStatuses: VendorOperation = ({ state, query }, { user = '' }) => {
  const { records, clock } = state;
  const gone = records.actual(zendeskId, 'permanentlyDeletedUser', keyOf(user));
  if (!gone && !records.actual(zendeskId, 'user', keyOf(user))) throw notFound();
  const only = query.get('application');
  const purgedAt = Number(gone?.doc['purgedAtMs'] ?? Number.POSITIVE_INFINITY);
  const statuses = ['support', 'chat']
    .filter((application) => only === null || application === only)
    .flatMap((application) =>
      steps
        .filter(([, after]) => purgedAt + after <= clock.now())
        .map(([action, after]) => ({
          action,
          application,
          account_subdomain: 'nordlicht',
          created_at: zendeskTime(purgedAt + after),
          executer_id: null,
          user_id: Number(user),
        })),
    );
  return { status: 200, body: { compliance_deletion_statuses: statuses } };
};
