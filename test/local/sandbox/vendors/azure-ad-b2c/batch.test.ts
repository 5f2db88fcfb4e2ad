import { BatchRequestContent } from '@microsoft/microsoft-graph-client';
import {
  everywhere,
  objectIdIn,
  startFixture,
  type Fixture,
} from '../../support/sandbox-fixture.ts';
import { graphClient } from '../../support/graph-client.ts';

interface BatchAnswer {
  responses: {
    id: string;
    status: number;
    headers?: Record<string, string>;
    body?: { error?: { code: string } };
  }[];
}

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.end());

const post = (requests: object[]) =>
  graphClient(fixture.sandbox).api('/$batch').post({ requests }) as Promise<BatchAnswer>;
const byId = (answer: BatchAnswer) =>
  Object.fromEntries(answer.responses.map((response) => [response.id, response]));

describe('$batch', () => {
  it('answers what the SDK batches, and journals each item on a line of its own', async () => {
    const people = await fixture.control.people(everywhere, 2);
    const steps = people.map((person, index) => ({
      id: String(index + 1),
      request: new Request(`https://any.example/users/${objectIdIn(person, 'b2c-de')}?$select=id`),
    }));
    const answer = (await graphClient(fixture.sandbox)
      .api('/$batch')
      .post(await new BatchRequestContent(steps).getContent())) as BatchAnswer;
    expect(answer.responses.map(({ status }) => status)).toEqual([200, 200]);
    const lines = await fixture.control.journal('b2c-de');
    const outer = lines.find((line) => line.path === '/v1.0/$batch');
    expect(lines.filter((line) => line.batch === outer?.seq).map((line) => line.path)).toEqual(
      people.map((person) => `/v1.0/users/${objectIdIn(person, 'b2c-de')}`),
    );
  });

  it('lets faults match single items', async () => {
    const [person] = await fixture.control.people(everywhere, 1);
    const id = objectIdIn(person!, 'b2c-de');
    await fixture.control.fault('b2c-de', {
      mode: 'status',
      status: 429,
      retryAfter: 7,
      match: { path: 'memberOf' },
    });
    const answers = byId(
      await post([
        { id: '1', method: 'GET', url: `/users/${id}` },
        { id: '2', method: 'GET', url: `/users/${id}/memberOf` },
      ]),
    );
    expect(answers['1']?.status).toBe(200);
    expect(answers['2']).toMatchObject({
      status: 429,
      headers: { 'Retry-After': '7' },
      body: { error: { code: 'TooManyRequests' } },
    });
    await fixture.control.clearFaults('b2c-de');
  });

  it('is slowed once, not once for each item', async () => {
    await fixture.control.fault('b2c-de', { mode: 'slow', delayMs: 1, times: 2 });
    await post(['1', '2', '3'].map((id) => ({ id, method: 'GET', url: '/users?$top=1' })));
    const { body } = await fixture.control.call('GET', 'systems/b2c-de/fault');
    expect(body).toMatchObject({ default: { times: 1 } });
    await fixture.control.clearFaults('b2c-de');
  });

  it('does not carry out what depends on a failed item', async () => {
    const [person] = await fixture.control.people(everywhere, 1);
    const id = objectIdIn(person!, 'b2c-de');
    const answers = byId(
      await post([
        { id: 'a', method: 'GET', url: '/users/00000000-0000-4000-8000-000000000000' },
        { id: 'b', method: 'DELETE', url: `/users/${id}`, dependsOn: ['a'] },
        {
          id: 'c',
          method: 'PATCH',
          url: `/users/${id}`,
          body: { accountEnabled: false },
          headers: { 'Content-Type': 'application/json' },
        },
      ]),
    );
    expect([answers['a']?.status, answers['b']?.status, answers['c']?.status]).toEqual([
      404, 424, 204,
    ]);
    const changes = (await fixture.control.journal('b2c-de')).filter(
      (line) => line.path.includes(id) && line.effect !== null,
    );
    expect(changes.map(({ method, effect }) => [method, effect])).toEqual([['PATCH', 'updated']]);
  });

  it('throttles the reports among its items', async () => {
    await fixture.control.call('PUT', 'systems/b2c-de/quota', { auditReportsPer10Seconds: 1 });
    const report = {
      method: 'GET',
      url: "/auditLogs/directoryAudits?$filter=initiatedBy/user/id eq 'x'",
    };
    const answers = byId(
      await post([
        { id: '1', ...report },
        { id: '2', ...report },
      ]),
    );
    expect([answers['1']?.status, answers['2']?.status]).toEqual([200, 429]);
    expect(Number(answers['2']?.headers?.['Retry-After'])).toBeGreaterThanOrEqual(1);
  });

  it.each([
    [
      'more than 20 items',
      Array.from({ length: 21 }, (_, index) => ({
        id: String(index),
        method: 'GET',
        url: '/users',
      })),
    ],
    [
      'two items with one id',
      [
        { id: 'a', method: 'GET', url: '/users' },
        { id: 'A', method: 'GET', url: '/users' },
      ],
    ],
    ['no items', []],
    ['a body without a content type', [{ id: '1', method: 'PATCH', url: '/users/x', body: {} }]],
  ])('refuses %s', async (_what, requests) => {
    await expect(post(requests)).rejects.toMatchObject({ statusCode: 400 });
  });
});
