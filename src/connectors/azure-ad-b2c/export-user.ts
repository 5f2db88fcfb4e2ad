import { z } from 'zod';
import { checkAnswer } from '../kit/parse-answer.ts';
import type { Counts } from '../../domain/verdict.ts';
import type { ExportSink } from '../../ports/system-access.ts';
import type { AuditReports } from './audit-reports.ts';
import { catalogueRows } from './attribute-rows.ts';
import { exportEvents } from './export-events.ts';
import { exportProperties } from './export-properties.ts';
import { exportRelated, isNotOffered, noAnswer, withoutAnnotations } from './export-related.ts';
import { exportRisk, riskItems } from './export-risk.ts';
import type { ExtensionProperties } from './extension-properties.ts';
import type { GraphAnswer, GraphItem } from './graph-call.ts';
import { isNotFound } from './graph-failure.ts';
import type { GraphClient } from './graph-client.ts';
import { query } from './odata.ts';

const entity = z.looseObject({ id: z.string() });
type Entity = z.infer<typeof entity>;

/** The resources below a user: the part's name in the export, and the path. */
const relations = [
  { part: 'authenticationMethods', path: '/authentication/methods' },
  { part: 'memberOf', path: '/memberOf' },
  { part: 'appRoleAssignments', path: '/appRoleAssignments' },
  { part: 'oauth2PermissionGrants', path: '/oauth2PermissionGrants' },
  { part: 'registeredDevices', path: '/registeredDevices' },
  { part: 'ownedDevices', path: '/ownedDevices' },
  { part: 'ownedObjects', path: '/ownedObjects' },
  { part: 'createdObjects', path: '/createdObjects' },
  { part: 'licenseDetails', path: '/licenseDetails' },
  { part: 'agreementAcceptances', path: '/agreementAcceptances' },
  { part: 'openExtensions', path: '/extensions' },
] as const;

/**
 * Properties that need their own permission or licence, or that B2C may not know. They are requested separately, because they would make
 * the call for the other properties fail.
 */
const separateProperties: readonly (readonly string[])[] = [
  ['customSecurityAttributes'],
  ['signInActivity'],
  ['employeeHireDate', 'employeeOrgData', 'securityIdentifier', 'showInAddressList'],
];

/** Writes everything that Graph holds about a user, live or in the recycle bin, and states what Graph does not provide. */
export async function exportUser(
  graph: GraphClient,
  id: string,
  extensions: () => Promise<ExtensionProperties>,
  sink: ExportSink,
  reports: AuditReports,
): Promise<Counts> {
  let risk: readonly GraphAnswer[] | null = null;
  const { user, ...parts } = await sink.section('account', async () => {
    risk = await readUser(graph, id, await extensions(), sink);
  });
  const counts: Record<string, number> = { users: user ?? 0 };
  for (const { part } of relations) if (parts[part]) counts[part] = parts[part];
  return {
    ...counts,
    ...(await exportRisk(graph, id, sink, () => risk)),
    ...(await exportEvents(graph, id, sink, reports)),
  };
}

/** @returns the answers to the requests for risk data, which are sent in the same batch */
async function readUser(
  graph: GraphClient,
  id: string,
  extensions: ExtensionProperties,
  sink: ExportSink,
): Promise<readonly GraphAnswer[]> {
  const get = (path: string): GraphItem => ({ method: 'GET', path });
  const $select = [...exportProperties, ...extensions.names].join(',');
  const answers = await graph.batch([
    get(`/users/${id}${query({ $select })}`),
    get(`/directory/deletedItems/${id}${query({ $select })}`),
    ...separateProperties.map((names) => get(`/users/${id}${query({ $select: names.join(',') })}`)),
    ...relations.map(({ path }) => get(`/users/${id}${path}`)),
    ...riskItems(id),
  ]);
  const [live, deleted, ...rest] = answers;
  const user = found(graph, live) ?? found(graph, deleted);
  const separate = rest.slice(0, separateProperties.length);
  const related = rest.slice(separateProperties.length);
  const risk = related.slice(relations.length);
  if (!user) {
    sink.remark(
      'user',
      'The account itself is gone. The log entries of the tenant about it remain.',
    );
    return risk;
  }
  const extra = separateOf(graph, separate, sink);
  const methods = await exportRelations(graph, related, sink);
  await exportAttributes({ ...user, ...extra }, methods, extensions, sink);
  return risk;
}

function found(graph: GraphClient, answer: GraphAnswer | undefined): Entity | undefined {
  if (answer && isNotFound(answer)) return undefined;
  if (answer?.status !== 200) throw graph.failureOf(answer ?? noAnswer);
  return withoutAnnotations(checkAnswer(answer.body, entity));
}

function separateOf(
  graph: GraphClient,
  answers: readonly GraphAnswer[],
  sink: ExportSink,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  separateProperties.forEach((names, index) => {
    const answer = answers[index] ?? noAnswer;
    if (isNotOffered(graph, answer)) {
      const list = names.join(', ');
      sink.remark('user', `${list}: the tenant has no licence or permission that lets it be read.`);
    } else if (answer.status === 200) {
      const found = checkAnswer(answer.body, z.looseObject({}));
      for (const name of names) {
        const value = found[name];
        if (value !== undefined && value !== null) values[name] = value;
      }
    }
  });
  return values;
}

/** @returns the authentication methods, because some attributes of the catalogue come from them */
async function exportRelations(
  graph: GraphClient,
  answers: readonly GraphAnswer[],
  sink: ExportSink,
): Promise<Record<string, unknown>[]> {
  const methods: Record<string, unknown>[] = [];
  for (const [index, { part }] of relations.entries()) {
    const items = await exportRelated(graph, sink, part, answers[index]);
    if (part === 'authenticationMethods') methods.push(...items);
  }
  return methods;
}

async function exportAttributes(
  user: Entity,
  methods: readonly Record<string, unknown>[],
  extensions: ExtensionProperties,
  sink: ExportSink,
): Promise<void> {
  await sink.write('user', user);
  for (const row of catalogueRows(user, methods)) await sink.write('attributes', row);
  for (const name of extensions.names) {
    // Graph leaves out properties without a value.
    if (user[name] !== undefined && user[name] !== null) {
      await sink.write('extensionAttributes', { name, value: user[name] });
    }
  }
}
