import { conjuncts } from './filter-match.ts';
import type { Filter } from './filter-syntax.ts';
import { badRequest, unsupportedQuery } from './graph-error.ts';

const supportedPaths = new Set([
  'id',
  'activityDateTime',
  'activityDisplayName',
  'category',
  'correlationId',
  'loggedByService',
  'result',
  'operationType',
  'initiatedBy/user/id',
  'initiatedBy/user/displayName',
  'initiatedBy/user/userPrincipalName',
  'initiatedBy/app/appId',
  'initiatedBy/app/displayName',
]);

/** Supported are eq, ge, le and startswith, and targetResources by id and displayName (directoryaudit-list). */
export function checkAuditFilter(filter: Filter): void {
  for (const part of flatten(filter)) {
    if (part.kind === 'any') {
      if (part.path !== 'targetResources')
        throw badRequest(`Invalid filter clause: '${part.path}'.`);
      for (const inner of flatten(part.condition)) {
        const name = 'path' in inner ? inner.path.slice(part.variable.length + 1) : '';
        if (name !== 'id' && name !== 'displayName')
          throw badRequest('Filter on targetResources supports id and displayName only.');
      }
    } else if (
      part.kind === 'not' ||
      part.kind === 'in' ||
      (part.kind === 'compare' && ['ne', 'gt', 'lt'].includes(part.operator))
    )
      throw unsupportedQuery('Only eq, ge, le and startswith are supported.');
    else if (part.kind === 'function' && part.name !== 'startswith')
      throw unsupportedQuery(`Function '${part.name}' is not supported.`);
    else if ('path' in part && !supportedPaths.has(part.path))
      throw badRequest(`Invalid filter clause: '${part.path}'.`);
  }
}

function flatten(filter: Filter): Filter[] {
  return filter.kind === 'and' || filter.kind === 'or'
    ? [...flatten(filter.left), ...flatten(filter.right)]
    : [filter];
}

/** The parts of a filter that narrow the search: the user, and the earliest and latest time in milliseconds. */
export function boundsOf(filter: Filter | undefined) {
  const bounds: { user?: string; from?: number; to?: number } = {};
  for (const part of filter ? conjuncts(filter) : []) {
    const condition = part.kind === 'any' ? part.condition : part;
    if (condition.kind !== 'compare' || typeof condition.value !== 'string') continue;
    const isUserId =
      part.kind === 'any'
        ? condition.path.endsWith('/id')
        : condition.path === 'initiatedBy/user/id';
    if (isUserId && condition.operator === 'eq') bounds.user = condition.value.toLowerCase();
    if (condition.path === 'activityDateTime' && condition.operator === 'ge')
      bounds.from = Date.parse(condition.value);
    if (condition.path === 'activityDateTime' && condition.operator === 'le')
      bounds.to = Date.parse(condition.value);
  }
  return bounds;
}
