import { aboutTopics } from '../../../src/domain/about-system.ts';
import { evidenceRoute, timelineRoute } from '../../../src/doors/http/journal-routes.ts';
import { packageRoute, reportRoute, requestRoute } from '../../../src/doors/http/request-routes.ts';
import { nowhereRoute } from '../../../src/doors/http/overview-routes.ts';
import { systemsRoute } from '../../../src/doors/http/system-routes.ts';
import { poisonMessagesRoute } from '../../../src/doors/http/poison-routes.ts';
import type { RegisteredRequest } from '../../../src/domain/request.ts';
import {
  call,
  createMemoryIntake,
  type Answer,
  type MemoryIntake,
} from '../../support/memory-intake.ts';
import { bringTo, ending, systemLine } from '../../support/requests.ts';

let intake: MemoryIntake;

beforeEach(() => {
  intake = createMemoryIntake();
});

async function registered(known: Partial<RegisteredRequest> = {}): Promise<RegisteredRequest> {
  return await bringTo(intake.register, known);
}

const finished = { finishedAt: '2026-03-02T10:00:00.000Z' };

const exported = { systems: [systemLine('hubspot', { verdict: 'exported' })] };

type RouteOf = typeof requestRoute;

function get(route: RouteOf, id: string): Promise<Answer> {
  return call(route(intake), intake, { params: { id } });
}

describe('one request', () => {
  test('shows the newest status of its systems while it runs', async () => {
    const request = await registered({ reference: 'CASE-1' });
    const row = systemLine('hubspot', { verdict: 'erased', attempts: 2 });
    await intake.register.recordSystem(request.id, row);
    const answer = await get(requestRoute, request.id);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('retry-after')).toBe('2');
    const untried = { attempts: 0, code: null, nextAt: null, waitingFor: null };
    const searching = { step: 'find', since: request.receivedAt, ...untried };
    expect(answer.json()).toEqual({
      id: request.id,
      type: 'erasure',
      regulation: 'gdpr',
      reference: 'CASE-1',
      state: 'received',
      reason: null,
      receivedAt: request.receivedAt,
      dueAt: request.dueAt,
      updatedAt: request.updatedAt,
      finishedAt: null,
      planHash: null,
      clock: {
        daysLeft: 32,
        acknowledgeBy: null,
        extendableTo: '2026-06-02T21:59:59.999Z',
        extended: false,
        stopped: false,
        stoppedDays: 0,
      },
      delivery: { state: 'none', attempts: 0 },
      waitingFor: [],
      systems: [
        { ...systemLine('b2c-de'), progress: searching },
        { ...row, progress: null },
      ],
      assigned: null,
      actions: ['identity', 'refuse', 'withdraw', 'hold', 'extend', 'identifiers', 'assign'],
      links: { self: `/api/requests/${request.id}` },
    });
  });

  test('links to its report, evidence and package after its end', async () => {
    const [erasure, access] = [await registered(), await registered({ type: 'access' })];
    await intake.register.end(erasure.id, ending());
    await intake.register.end(access.id, ending(exported));
    const self = (id: string): string => `/api/requests/${id}`;
    expect((await get(requestRoute, erasure.id)).json()).toMatchObject({
      links: {
        self: self(erasure.id),
        report: `${self(erasure.id)}/report`,
        evidence: `${self(erasure.id)}/evidence`,
      },
    });
    expect((await get(requestRoute, access.id)).json()).toMatchObject({
      links: { package: `${self(access.id)}/package` },
    });
  });
});

describe.each([
  ['request', requestRoute],
  ['report', reportRoute],
  ['package', packageRoute],
  ['evidence', evidenceRoute],
  ['timeline', timelineRoute],
] as const)('%s', (_name, route) => {
  test.each(['01KAJ3ZZZZZZZZZZZZZZZZZZZZ', 'x', '', "' or 1 eq 1", '01kaj3zzzzzzzzzzzzzzzzzzzz'])(
    'of an unknown id %p is not found',
    async (id) => {
      const answer = await get(route, id);
      expect(answer.status).toBe(404);
      expect(answer.json()).toMatchObject({ code: 'not-found' });
    },
  );

  test.each(['POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])(
    '%s is not allowed',
    async (method) => {
      const answer = await call(route(intake), intake, { method });
      expect(answer.status).toBe(405);
      expect(answer.headers.get('allow')).toBe('GET');
      expect(answer.json()).toMatchObject({ code: 'method-not-allowed' });
    },
  );
});

describe('results', () => {
  test.each([reportRoute])('do not exist before the end', async (route) => {
    const { id } = await registered({ state: 'running' });
    const answer = await get(route, id);
    expect(answer.status).toBe(409);
    expect(answer.json()).toMatchObject({
      code: 'not-allowed-in-state',
      state: 'running',
      actions: ['extend', 'assign'],
    });
  });

  test('the report is returned unchanged', async () => {
    const { id } = await registered();
    await intake.results.put(id, 'report.json', Buffer.from('{"ok":true}'));
    await intake.register.end(id, ending());
    const [report, evidence] = [await get(reportRoute, id), await get(evidenceRoute, id)];
    expect(report.text).toBe('{"ok":true}');
    for (const { headers } of [report, evidence]) {
      expect(headers.get('content-type')).toBe('application/json');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  test('the package comes as an attachment', async () => {
    const { id } = await registered({ type: 'access' });
    await intake.results.put(id, 'package.zip', Buffer.from('zip'));
    await intake.register.end(id, ending(exported));
    const answer = await get(packageRoute, id);
    expect(answer.text).toBe('zip');
    expect(Object.fromEntries(answer.headers)).toEqual({
      'content-type': 'application/zip',
      'content-length': '3',
      'content-disposition': `attachment; filename="${id}.zip"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
  });

  test('the package is answered with 410 after its retention period, even if it is not deleted yet', async () => {
    const { id } = await registered({ type: 'access' });
    await intake.results.put(id, 'package.zip', Buffer.from('zip'));
    await intake.register.end(id, ending({ ...exported, ...finished }));
    intake.clock.at = '2026-04-01T09:59:59.000Z';
    expect((await get(packageRoute, id)).status).toBe(200);
    intake.clock.at = '2026-04-01T10:00:00.000Z';
    const answer = await get(packageRoute, id);
    expect(answer.status).toBe(410);
    expect(answer.json()).toMatchObject({ code: 'package-expired' });
  });

  test.each([
    ['an erasure request', { type: 'erasure' }, 404, 'no-package'],
    ['an access request without exports', { type: 'access' }, 404, 'no-package'],
  ] as const)('%s has no package', async (_name, known, status, code) => {
    const { id } = await registered(known);
    await intake.register.end(id, ending());
    const answer = await get(packageRoute, id);
    expect(answer.status).toBe(status);
    expect(answer.json()).toMatchObject({ code });
  });

  test('a running access request has no package yet', async () => {
    const { id } = await registered({ type: 'access' });
    expect((await get(packageRoute, id)).status).toBe(409);
  });
});

test('the list of systems has no settings', async () => {
  const answer = await call(systemsRoute(intake), intake, {});
  const untried = {
    mode: 'live',
    after: [],
    health: 'unknown',
    pausedSince: null,
    pausedBy: null,
    lastSuccessAt: null,
    lastFailureAt: null,
    lastFailureCode: null,
    waiting: 0,
    aboutMissing: [...aboutTopics],
    probe: null,
    downSince: null,
    nextProbeAt: null,
  };
  expect(answer.json()).toEqual([
    { id: 'b2c-de', title: 'b2c-de', connector: 'azure-ad-b2c', role: 'directory', ...untried },
    { id: 'b2c-fr', title: 'b2c-fr', connector: 'azure-ad-b2c', role: 'directory', ...untried },
    { id: 'hubspot', title: 'hubspot', connector: 'hubspot', role: 'downstream', ...untried },
  ]);
});

test('poison messages are counted, and their content is not shown', async () => {
  await intake.poisonQueue.put('ada@example.org');
  const answer = await call(poisonMessagesRoute(intake), intake, {});
  expect(answer.json()).toMatchObject({ count: 1, messages: [{ id: '0' }] });
  expect(answer.text).not.toContain('ada@');
});

test('an unknown address gets problem+json', async () => {
  const answer = await call(nowhereRoute, intake, { method: 'PUT', path: 'nowhere' });
  expect(answer.status).toBe(404);
  expect(answer.json()).toMatchObject({ code: 'not-found' });
});
