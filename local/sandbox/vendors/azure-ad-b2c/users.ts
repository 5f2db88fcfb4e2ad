import { header, jsonBody, type Answer } from '../../http/call.ts';
import type { Doc } from '../../store/records.ts';
import {
  actualUser,
  collection,
  entity,
  noContent,
  seenUser,
  userDocOf,
  writeUser,
  type GraphContext,
  type Operation,
} from './context.ts';
import { writeAuditEvent } from './audit-log.ts';
import { parseFilter, type Filter } from './filter-syntax.ts';
import { badRequest, denied, unsupportedQuery } from './graph-error.ts';
import { nextLink, option, skipTokenOf, takePage, topOf } from './paging.ts';
import { extensionNamesOf } from './extensions.ts';
import { findUsers } from './find-users.ts';
import { allowsAdvancedQueries, checkUserFilter } from './user-filter.ts';
import { isUserProperty, presentUser, selectUserProperties } from './user-properties.ts';
import type { UserDoc } from './user-record.ts';
import { tenantSettings } from './settings.ts';

function refuseAdvancedOptions({ query }: GraphContext, advanced: boolean): void {
  if (option(query, 'skip') !== null) throw badRequest("'$skip' is not supported by the service.");
  if (option(query, 'expand') !== null) throw badRequest('The sandbox does not simulate $expand.');
  if (advanced) return;
  if (option(query, 'search') !== null)
    throw unsupportedQuery(
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    );
  if (option(query, 'count') !== null) throw unsupportedQuery('$count is not currently supported.');
}

function refuseSorting(orderby: string | null, filtered: boolean): void {
  if (orderby === null) return;
  const [name = ''] = orderby.trim().split(/\s+/);
  if (name === 'deletedDateTime')
    throw unsupportedQuery("Unsupported sort property 'deletedDateTime' for 'User'.");
  if (filtered) throw unsupportedQuery('Sorting is not supported for current query.');
  throw badRequest('The sandbox does not simulate $orderby on users.');
}

/** Lists of deleted users refuse filters on collections, as reported for `deletedDateTime` (microsoft-graph-docs-contrib#1361). */
function refuseBinFilter(filter: Filter): void {
  if ('left' in filter) {
    refuseBinFilter(filter.left);
    refuseBinFilter(filter.right);
  }
  if (filter.kind === 'any')
    throw unsupportedQuery(
      `Unsupported or invalid query filter clause specified for property '${filter.path}' of resource 'User'.`,
    );
}

/** Answers `GET /users` and the list of the recycle bin. */
export function listUsers(
  context: GraphContext,
  state: 'live' | 'binned',
  contextName: string,
): Answer {
  const { query, tenant, call } = context;
  const settings = tenantSettings(context.state, tenant.id);
  const advanced = allowsAdvancedQueries(
    settings,
    header(call, 'consistencylevel'),
    option(query, 'count'),
  );
  refuseAdvancedOptions(context, advanced);
  const source = option(query, 'filter');
  const filter = source === null ? undefined : parseFilter(source);
  if (filter) checkUserFilter(filter, tenant, advanced);
  if (filter && state === 'binned' && settings.binFilters === 'refused') refuseBinFilter(filter);
  refuseSorting(option(query, 'orderby'), filter !== undefined && !advanced);
  const selection = selectUserProperties(option(query, 'select'), tenant, 'collection');
  const after = skipTokenOf(context);
  const found = findUsers(
    context.state.records,
    tenant.id,
    state,
    filter,
    typeof after === 'string' ? after : '',
  );
  const { page, more } = takePage(found, topOf(query, 100, 999));
  const link = more ? nextLink(context, page.at(-1)?.id) : undefined;
  return collection(
    context,
    contextName,
    page.map((record) => presentUser(userDocOf(record.doc).user, selection)),
    link,
  );
}

export const getUsers: Operation = (context) => listUsers(context, 'live', 'users');

export const getUser: Operation = (context, { user = '' }) => {
  const record = seenUser(context, user);
  const selection = selectUserProperties(option(context.query, 'select'), context.tenant, 'single');
  return entity(context, 'users', presentUser(userDocOf(record.doc).user, selection));
};

/** An app without a higher role cannot change administrators (resources/users, "sensitive actions"). */
export function refuseForPrivileged({ related }: UserDoc): void {
  if ((related.directoryRoles ?? []).length > 0) throw denied();
}

const allowsOnlyEnabling = (roles: ReadonlySet<string>) =>
  !roles.has('User.ReadWrite.All') && !roles.has('Directory.ReadWrite.All');

function checkPatch(context: GraphContext, changes: Doc): void {
  const extensions = extensionNamesOf(context.tenant);
  for (const [name, value] of Object.entries(changes)) {
    if (!isUserProperty(name) && !extensions.includes(name))
      throw badRequest(`Invalid property '${name}'.`);
    if (name === 'accountEnabled' && typeof value !== 'boolean')
      throw badRequest("Cannot convert a value to target type 'Edm.Boolean'.");
    if (name === 'displayName' && (value === null || value === ''))
      throw badRequest("Invalid value specified for property 'displayName' of resource 'User'.");
    if (name !== 'accountEnabled' && allowsOnlyEnabling(context.roles)) throw denied();
  }
}

export const patchUser: Operation = (context, { user = '' }) => {
  const record = actualUser(context, user);
  const changes = jsonBody(context.call);
  if (!changes) throw badRequest('Unable to read JSON request payload.');
  checkPatch(context, changes);
  const doc = userDocOf(record.doc);
  refuseForPrivileged(doc);
  const changed = Object.entries(changes).filter(
    ([name, value]) => JSON.stringify(doc.user[name] ?? null) !== JSON.stringify(value),
  );
  if (changed.length === 0) return noContent(null);
  const after = { ...doc, user: { ...doc.user, ...Object.fromEntries(changed) } };
  writeUser(context, record.id, 'live', after);
  writeAuditEvent(context, record, {
    activity:
      changes['accountEnabled'] === false
        ? 'Disable account'
        : changes['accountEnabled'] === true
          ? 'Enable account'
          : 'Update user',
    operationType: 'Update',
    modified: changed.map(([name, value]) => ({
      displayName: name,
      oldValue: JSON.stringify([doc.user[name] ?? null]),
      newValue: JSON.stringify([value]),
    })),
  });
  return noContent('updated');
};

export const revokeSignInSessions: Operation = (context, { user = '' }) => {
  const record = actualUser(context, user);
  const doc = userDocOf(record.doc);
  refuseForPrivileged(doc);
  const validFrom = new Date(context.state.clock.now()).toISOString();
  writeUser(context, record.id, 'live', {
    ...doc,
    user: { ...doc.user, signInSessionsValidFromDateTime: validFrom },
  });
  writeAuditEvent(context, record, {
    activity: 'Update StsRefreshTokenValidFrom Timestamp',
    operationType: 'Update',
  });
  if (tenantSettings(context.state, context.tenant.id).revokeStatus === 204)
    return noContent('updated');
  return {
    status: 200,
    effect: 'updated',
    body: { '@odata.context': `${context.call.origin}/v1.0/$metadata#Edm.Boolean`, value: true },
  };
};

export const deleteUser: Operation = (context, { user = '' }) => {
  const record = actualUser(context, user);
  const doc = userDocOf(record.doc);
  refuseForPrivileged(doc);
  const deletedDateTime = new Date(context.state.clock.now()).toISOString();
  writeUser(context, record.id, 'binned', { ...doc, user: { ...doc.user, deletedDateTime } });
  writeAuditEvent(context, record, { activity: 'Delete user', operationType: 'Delete' });
  return noContent('erased');
};
