import { upkeepRoute } from '../../../src/doors/http/upkeep-route.ts';
import { overviewRoute } from '../../../src/doors/http/overview-route.ts';
import { brakeReleaseRoute } from '../../../src/doors/brake/release-route.ts';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { requestActions } from '../../../src/domain/request-action.ts';
import { bulkRoute } from '../../../src/doors/bulk/bulk-route.ts';
import { auditRoute } from '../../../src/doors/http/audit-route.ts';
import { callerRoute } from '../../../src/doors/http/caller-route.ts';
import { deliveriesRoute, redriveDeliveryRoute } from '../../../src/doors/http/delivery-routes.ts';
import { candidatesRoute, decideRoute } from '../../../src/doors/http/candidate-routes.ts';
import { decisionRoute } from '../../../src/doors/http/decision-routes.ts';
import { evidenceRoute, timelineRoute } from '../../../src/doors/http/journal-routes.ts';
import {
  pauseRoute,
  probeRoute,
  resumeSystemRoute,
  systemsRoute,
} from '../../../src/doors/http/system-routes.ts';
import {
  discardRoute,
  poisonMessagesRoute,
  redriveRoute,
} from '../../../src/doors/http/poison-routes.ts';
import { packageRoute, reportRoute, requestRoute } from '../../../src/doors/http/request-routes.ts';
import { openLinkRoute, packageLinkRoute } from '../../../src/doors/package-link/link-routes.ts';
import { retryRoute, retrySystemRoute } from '../../../src/doors/http/retry-routes.ts';
import { commentsRoute } from '../../../src/doors/http/comments-route.ts';
import { identifiersRoute } from '../../../src/doors/http/identifiers-route.ts';
import { assignRoute } from '../../../src/doors/http/assign-route.ts';
import { waiveRoute } from '../../../src/doors/http/waive-route.ts';
import { searchRoute } from '../../../src/doors/http/search-route.ts';
import { requestsRoute } from '../../../src/doors/http/requests-route.ts';
import type { Handler } from '../../../src/doors/http/route.ts';
import { openApiRoute } from '../../../src/doors/openapi/openapi-route.ts';
import { meRoutes } from '../../../src/doors/self-service/me-routes.ts';
import {
  canary,
  describedCalls,
  type DescribedOperation,
  type MadeCall,
  type OpenApi,
} from '../../support/described-request.ts';
import { call, createMemoryIntake, type MemoryIntake } from '../../support/memory-intake.ts';

const people = {
  issuer: 'https://login.microsoftonline.com/contoso/v2.0',
  audiences: ['api://dsar', '2f1c7c0e-5c0b-4a53-9a0b-6f3f5a1d9c11'],
};

let intake: MemoryIntake;
let document: OpenApi;
beforeAll(async () => {
  intake = createMemoryIntake();
  const answer = await call(openApiRoute('https://dsar.example.org/', people), intake, {});
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json']);
  document = JSON.parse(answer.text) as OpenApi;
});

const operationsOf = ({ paths }: OpenApi): [string, DescribedOperation][] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]): [string, DescribedOperation] => [
      `${method} ${path}`,
      one,
    ]),
  );

const ajv = addFormats(new Ajv2020({ strict: false }));

test('the document is complete: names, parameters, schemas and references', () => {
  expect(document.openapi).toBe('3.1.0');
  const operations = operationsOf(document);
  const ids = operations.map(([, { operationId }]) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [where, { parameters, responses, requestBody }] of operations) {
    const inPath = [...where.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const declared = parameters.filter((one) => one.in === 'path').map(({ name }) => name);
    expect(declared).toEqual(inPath);
    expect(Object.keys(responses).some((status) => status.startsWith('2'))).toBe(true);
    for (const { schema } of parameters) expect(() => ajv.compile(schema)).not.toThrow();
    for (const { schema } of Object.values(requestBody?.content ?? {}))
      expect(() => ajv.compile(schema ?? {})).not.toThrow();
  }
  const references = JSON.stringify(document).match(/"\$ref":"[^"]+"/g) ?? [];
  expect(new Set(references)).toEqual(new Set(['"$ref":"#/components/schemas/Problem"']));
  expect(ajv.compile(document.components.schemas['Problem'] ?? {})).toBeInstanceOf(Function);
});

test('the document keeps the rules of OpenAPI 3.1', () => {
  const program = require.resolve('@seriousme/openapi-schema-validator/bin/validate-api-cli.js');
  const folder = mkdtempSync(path.join(tmpdir(), 'habeas-openapi-'));
  const check = (content: object) => {
    const file = path.join(folder, 'openapi.json');
    writeFileSync(file, JSON.stringify(content));
    const { status, stdout } = spawnSync(process.execPath, [program, file], { encoding: 'utf8' });
    return status === 0 ? 'valid' : stdout;
  };
  expect(check(document)).toBe('valid');
  // A response needs a description.
  const paths = { '/x': { get: { responses: { 200: {} } } } };
  expect(check({ ...document, paths })).toContain('description');
  rmSync(folder, { recursive: true });
});

test('the document says where people sign in, and with which app registration', async () => {
  expect(document.components.securitySchemes['person']).toMatchObject({
    type: 'openIdConnect',
    openIdConnectUrl: `${people.issuer}/.well-known/openid-configuration`,
    'x-client-id': people.audiences[1],
  });
  const { text } = await call(openApiRoute('https://dsar.example.org/', undefined), intake, {});
  const { components } = JSON.parse(text) as OpenApi;
  expect(components.securitySchemes['person']).toMatchObject({ type: 'http', scheme: 'bearer' });
});

test('an example of the contract fits the schema of its body', () => {
  const schema = document.paths['/requests']?.['post']?.requestBody?.content['application/json'];
  const fits = ajv.compile(schema?.schema ?? false);
  const subject = { emails: ['ada@example.org'], phones: ['+4930123456'] };
  expect(fits({ type: 'erasure', subject, regulation: 'gdpr', language: 'de' })).toBe(true);
  expect(fits({ type: 'erasure', subject, unknown: 1 })).toBe(false);
});

const validators = new Map<string, ValidateFunction>();

/** Whether an answer has a described status, and a body of its schema. */
function described({ operation }: MadeCall, status: number, text: string): boolean {
  const response = operation.responses[String(status)];
  if (!response) return false;
  const [content] = Object.entries(response.content ?? {}) as [string, { schema?: object }][];
  const schema = status >= 400 ? document.components.schemas['Problem'] : content?.[1].schema;
  if (!schema) return true;
  const key = `${operation.operationId} ${status}`;
  const validate = validators.get(key) ?? ajv.compile(schema);
  validators.set(key, validate);
  return validate(JSON.parse(text));
}

test('every call that is generated from the document is answered as the document says, and never with 5xx', async () => {
  const routes: Record<string, Handler> = {
    '/requests': requestsRoute(intake),
    '/requests/{id}': requestRoute(intake),
    '/requests/{id}/report': reportRoute(intake),
    '/requests/{id}/package': packageRoute(intake),
    '/requests/{id}/package/link': packageLinkRoute(intake),
    '/package-links/{token}': openLinkRoute(intake),
    '/requests/{id}/timeline': timelineRoute(intake),
    '/requests/{id}/evidence': evidenceRoute(intake),
    '/requests:bulk': bulkRoute(intake),
    ...Object.fromEntries(
      requestActions.map((action) => [`/requests/{id}/${action}`, decisionRoute(intake, action)]),
    ),
    '/subjects/search': searchRoute(intake),
    '/audit': auditRoute(intake),
    '/caller': callerRoute(intake),
    '/requests/{id}/retry': retryRoute(intake),
    '/requests/{id}/systems/{system}/retry': retrySystemRoute(intake),
    '/overview': overviewRoute(intake),
    '/upkeep': upkeepRoute(intake),
    '/brake/release': brakeReleaseRoute(intake),
    '/requests/{id}/systems/{system}/candidates': candidatesRoute(intake),
    '/requests/{id}/systems/{system}/decide': decideRoute(intake),
    '/requests/{id}/systems/{system}/waive': waiveRoute(intake),
    '/requests/{id}/comments': commentsRoute(intake),
    '/requests/{id}/identifiers': identifiersRoute(intake),
    '/requests/{id}/assign': assignRoute(intake),
    '/systems': systemsRoute(intake),
    '/systems/{id}/probe': probeRoute(intake),
    '/systems/{id}/pause': pauseRoute(intake),
    '/systems/{id}/resume': resumeSystemRoute(intake),
    '/poison-messages': poisonMessagesRoute(intake),
    '/poison-messages/{id}/redrive': redriveRoute(intake),
    '/poison-messages/{id}/discard': discardRoute(intake),
    '/deliveries': deliveriesRoute(intake),
    '/deliveries/{id}/redrive': redriveDeliveryRoute(intake),
    '/openapi.json': openApiRoute('https://dsar.example.org/', people),
    ...Object.fromEntries(meRoutes(intake).map(({ path, route }) => [`/${path}`, route])),
  };
  expect(Object.keys(routes).sort()).toEqual(Object.keys(document.paths).sort());
  const body = { type: 'access', subject: { emails: ['grace@example.org'] } };
  const first = await call(requestsRoute(intake), intake, { method: 'POST', body });
  expect(first.status).toBe(202);
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(describedCalls(document), async (made) => {
      const known = intake.register.requests().at(-1)?.id ?? 'x';
      const { status, text } = await call(routes[made.template]!, intake, {
        method: made.method,
        path: `x?${made.query}`,
        headers: {
          ...(made.contentType !== undefined && { 'content-type': made.contentType }),
          ...made.headers,
        },
        body: made.body,
        // Half of the calls are about a request that exists.
        params:
          made.query.length % 2 === 0 && made.params['id'] !== undefined
            ? { id: known }
            : made.params,
      });
      statuses.add(status);
      expect([status < 500, described(made, status, text)]).toEqual([true, true]);
      if (status >= 400) expect(text).not.toMatch(new RegExp(canary, 'i'));
    }),
    { numRuns: 400, seed: 20261127 },
  );
  // The calls reached the service and not only its checks.
  for (const status of [200, 400, 401, 404]) expect(statuses).toContain(status);
});
