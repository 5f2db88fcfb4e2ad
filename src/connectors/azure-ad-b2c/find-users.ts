import { z } from 'zod';
import { canonicalEmail, emailSpellings } from '../../domain/email-address.ts';
import type { Identifier } from '../../domain/identifier.ts';
import type { Hit } from '../../domain/match.ts';
import { checkAnswer } from '../kit/parse-answer.ts';
import { strongestHits } from '../kit/strongest-hits.ts';
import { findInAuditLog, type AuditTrail } from './find-in-audit-log.ts';
import type { GraphAnswer } from './graph-call.ts';
import type { GraphClient } from './graph-client.ts';
import { identityFilter, literal, query } from './odata.ts';
import {
  identifyingProperties,
  userHits,
  userShape,
  type TenantFields,
  type User,
} from './user.ts';

const list = z.object({ value: z.array(userShape), '@odata.nextLink': z.string().optional() });

/**
 * Looks for users by all identifiers that Graph supports, in one batch.
 * An object ID is also looked up in the recycle bin, where a deleted account stays for 30 days.
 * @param audit the log that still names deleted accounts; null when it is not to be searched
 */
export async function findUsers(
  graph: GraphClient,
  fields: TenantFields,
  identifiers: readonly Identifier[],
  audit: AuditTrail | null,
): Promise<Hit[]> {
  const paths = [...new Set(identifiers.flatMap((by) => pathsFor(by, fields)))];
  if (paths.length === 0) return [];
  const answers = await graph.batch(paths.map((path) => ({ method: 'GET', path })));
  const live = new Map<string, User>();
  const deleted = new Map<string, User>();
  for (const [index, answer] of answers.entries()) {
    const inBin = paths[index]?.startsWith('/directory/') ?? false;
    if (inBin && isNotOffered(answer)) continue;
    for (const user of await usersIn(graph, answer)) {
      (inBin ? deleted : live).set(user.id.toLowerCase(), user);
    }
  }
  const hitsOf = (users: ReadonlyMap<string, User>) =>
    [...users.values()].flatMap((user) => userHits(user, identifiers, fields));
  const hits = [...hitsOf(live), ...successors(hitsOf(live), hitsOf(deleted))];
  if (audit === null) return strongestHits(hits);
  const gone = identifiers.filter((by) => ownId(by, fields) && !hits.some((hit) => hit.by === by));
  return strongestHits([...hits, ...(await findInAuditLog(graph, fields, gone, audit))]);
}

/** B2C refuses some filters on the recycle bin. Accounts in the bin can always be found by object ID. */
const isNotOffered = (answer: GraphAnswer) => answer.status === 400 || answer.status === 501;

/** A name may belong to a live account and to an account in the bin, after a new sign-up. Then only the live account is a match by this name. */
function successors(live: readonly Hit[], deleted: readonly Hit[]): Hit[] {
  return deleted.map((hit) => {
    const taken = live.some((other) => other.by === hit.by && other.join !== 'free');
    return hit.join === 'address' && taken ? { ...hit, join: 'free' } : hit;
  });
}

/** @returns the object ID when the identifier is one of this tenant; otherwise undefined */
function ownId(by: Identifier, fields: TenantFields): string | undefined {
  if (by.kind !== 'account' && by.kind !== 'record') return undefined;
  const id = by.kind === 'account' ? by.objectId : by.id;
  return by.system === fields.system && z.guid().safeParse(id).success ? id : undefined;
}

/** The paths that look an account up by its sign-in names. */
export function signInPaths(knownAs: readonly Identifier[], fields: TenantFields): string[] {
  const paths = knownAs.flatMap((by) => {
    const issuer = by.kind === 'federated' ? by.issuer : fields.domain;
    if (by.kind === 'account' || by.kind === 'record') return [];
    const values = by.kind === 'email' ? emailSpellings(by.value) : [by.value];
    return values.map(
      (value) => `/users${query({ $filter: identityFilter(issuer, value), $select: 'id' })}`,
    );
  });
  return [...new Set(paths)];
}

function pathsFor(by: Identifier, fields: TenantFields): string[] {
  const $select = identifyingProperties(fields).join(',');
  const byFilter = ($filter: string) => `/users${query({ $filter, $select })}`;
  const byField = (field: string, value: string) => byFilter(`${field} eq ${literal(value)}`);
  const byId = (id: string) =>
    ['/users', '/directory/deletedItems'].map((folder) => `${folder}/${id}${query({ $select })}`);
  const bySignIn = (issuer: string, value: string) => {
    const options = query({ $filter: identityFilter(issuer, value), $select });
    return [`/users${options}`, `/directory/deletedItems/microsoft.graph.user${options}`];
  };
  const trusted: readonly string[] = fields.trustedFields;

  switch (by.kind) {
    case 'account':
    case 'record': {
      const id = ownId(by, fields);
      return id === undefined ? [] : byId(id);
    }
    case 'federated':
      return bySignIn(by.issuer, by.value);
    case 'userName': {
      if (by.system !== fields.system) return [];
      const mayBeUpn = by.signInType === undefined && by.value.includes('@');
      const asName = mayBeUpn ? [byField('userPrincipalName', by.value)] : [];
      return [...bySignIn(fields.domain, by.value), ...asName];
    }
    case 'email': {
      // This finds local sign-in names only. A social account with this address is found by its `otherMails`.
      const ofTenant = canonicalEmail(by.value).endsWith(canonicalEmail(`@${fields.domain}`));
      return emailSpellings(by.value).flatMap((value) => [
        ...bySignIn(fields.domain, value),
        byFilter(`otherMails/any(m:m eq ${literal(value)})`),
        byField('mail', value),
        ...(ofTenant ? [byField('userPrincipalName', value)] : []),
        ...fields.emailFields.map((field) => byField(field, value)),
      ]);
    }
    case 'phone':
      return [
        ...bySignIn(fields.domain, by.value),
        ...(trusted.includes('mobilePhone') ? [byField('mobilePhone', by.value)] : []),
        ...fields.phoneFields.map((field) => byField(field, by.value)),
      ];
  }
}

async function usersIn(graph: GraphClient, answer: GraphAnswer): Promise<User[]> {
  if (answer.status === 404) return [];
  if (answer.status !== 200) throw graph.failureOf(answer);
  if (!isList(answer.body)) return [checkAnswer(answer.body, userShape)];
  const { value, '@odata.nextLink': next } = checkAnswer(answer.body, list);
  const users = [...value];
  if (next !== undefined) {
    for await (const page of graph.pages(next, userShape)) users.push(...page);
  }
  return users;
}

const isList = (body: unknown) => typeof body === 'object' && body !== null && 'value' in body;
