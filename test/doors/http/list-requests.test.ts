import { systemIdOf } from '../../../src/domain/system.ts';
import { requestsRoute } from '../../../src/doors/http/requests-route.ts';
import type { RegisteredRequest } from '../../../src/domain/request.ts';
import {
  call,
  createMemoryIntake,
  type Answer,
  type MemoryIntake,
} from '../../support/memory-intake.ts';
import { bringTo, systemLine } from '../../support/requests.ts';

let intake: MemoryIntake;

beforeEach(() => {
  intake = createMemoryIntake();
});

async function registered(known: Partial<RegisteredRequest> = {}): Promise<RegisteredRequest> {
  return await bringTo(intake.register, known);
}

describe('the list', () => {
  const list = (query: string): Promise<Answer> =>
    call(requestsRoute(intake), intake, { path: `requests?${query}` });

  test('shows rows with counted verdicts, page by page', async () => {
    const requests = [await registered(), await registered(), await registered({ type: 'access' })];
    const newest = requests
      .map(({ id }) => id)
      .sort()
      .toReversed();
    const first = (await list('limit=2')).json();
    expect(first.items.map(({ id }) => id)).toEqual(newest.slice(0, 2));
    const rest = (await list(`limit=2&continuation=${first.continuation ?? ''}`)).json();
    expect(rest.items.map(({ id }) => id)).toEqual(newest.slice(2));
    expect(rest.continuation).toBeNull();
  });

  test('counts the verdicts of each request', async () => {
    const request = await registered({
      reference: 'CASE-1',
      systemIds: ['crm-a', 'crm-b', 'crm-c', 'crm-d'].map(systemIdOf),
    });
    for (const id of ['crm-a', 'crm-c'])
      await intake.register.recordSystem(request.id, systemLine(id, { verdict: 'erased' }));
    await intake.register.recordSystem(request.id, systemLine('crm-d', { verdict: 'failed' }));
    expect((await list('')).json().items).toEqual([
      {
        id: request.id,
        type: 'erasure',
        state: 'received',
        reason: null,
        reference: 'CASE-1',
        receivedAt: request.receivedAt,
        dueAt: request.dueAt,
        assigned: null,
        daysLeft: 32,
        finishedAt: null,
        updatedAt: request.updatedAt,
        waitingFor: [],
        verdicts: { erased: 2, failed: 1, open: 1 },
      },
    ]);
  });

  test('answers 304 to a caller that has this page, until the page changes', async () => {
    const { id } = await registered();
    const etag = (await list('')).headers.get('etag') ?? '';
    const again = (ifNoneMatch: string) =>
      call(requestsRoute(intake), intake, { headers: { 'if-none-match': ifNoneMatch } });
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const answer = await again(known);
      expect(answer).toMatchObject({ status: 304, text: '' });
      expect(answer.headers.get('etag')).toBe(etag);
    }
    expect((await again('"other"')).status).toBe(200);
    await intake.register.recordSystem(id, systemLine('hubspot', { verdict: 'erased' }));
    const changed = await again(etag);
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(etag);
  });

  test.each([
    'state=running',
    'state=planned,running&sort=received',
    'state=open,completed&verdict=failed,present&system=mailchimp',
    'verdict=failed',
    'type=access',
    'system=mailchimp',
    'reference=CASE-1',
    'reference=CAS',
    'dueBefore=2026-03-20',
    'dueBefore=2026-03-19T23:59:59.999%2B00:00&limit=1',
    'state=running&type=&reference=&code=host-key',
  ])('filters by %s', async (query) => {
    await registered({ state: 'completed', dueAt: '2026-04-02T23:59:59.999Z' });
    const { id } = await registered({
      state: 'running',
      type: 'access',
      systemIds: ['mailchimp'].map(systemIdOf),
      systems: [systemLine('mailchimp', { verdict: 'failed' })],
      reference: 'CASE-1',
      dueAt: '2026-03-19T22:00:00.000Z',
    });
    expect((await list(query)).json().items.map((item) => item.id)).toEqual([id]);
  });

  test.each([
    'state=Zaphod',
    'state=running,Zaphod',
    'verdict=erased,Zaphod',
    'waiting=Zaphod',
    'sort=Zaphod',
    'type=delete',
    'system=UPPER',
    'reference=a%20b',
    'dueBefore=tomorrow',
    'limit=0',
    'limit=201',
    'limit=1.5',
    'limit=ten',
    'continuation=Zaphod',
    'state=running&state=failed',
    'Zaphod=1',
  ])('refuses %s', async (query) => {
    const answer = await list(query);
    expect(answer.status).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'invalid-request' });
    expect(answer.text).not.toContain('Zaphod');
  });

  test('finds a request by the beginning of its id', async () => {
    const { id } = await registered();
    expect((await list(`reference=${id.slice(0, 20)}`)).json().items).toHaveLength(1);
    expect((await list('reference=01ZZ')).json().items).toEqual([]);
  });

  test('answers other methods than GET and POST with the allowed methods', async () => {
    const answer = await call(requestsRoute(intake), intake, { method: 'DELETE' });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe('POST, GET');
  });
});
