import type { RequestId } from '../../src/domain/request.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import { numberedRequest } from './numbered-request.ts';
import { systemLine } from './requests.ts';
import {
  checkJournals,
  testerOf,
  type OpenRegister,
  type RegisterTester,
} from './register-suite.ts';

/** The tests of lists that every register must pass. */
export function testsOfLists(open: OpenRegister): void {
  let tester: RegisterTester;
  beforeEach(async () => {
    tester = await testerOf(open);
  });
  afterEach(() => checkJournals(tester));

  describe('list', () => {
    test('shows the newest first, page by page', async () => {
      const { register } = tester;
      const ids = [1, 2, 3, 4, 5].map(numberedRequest);
      for (const id of ids) await tester.accepted({ id });
      const following = ({ continuation }: { continuation: RequestId | null }) =>
        continuation === null ? {} : { continuation };
      const newest = ids.toReversed();
      const first = await register.list({ limit: 2 });
      expect(first.items.map(({ id }) => id)).toEqual(newest.slice(0, 2));
      const second = await register.list({ limit: 2, ...following(first) });
      const third = await register.list({ limit: 2, ...following(second) });
      expect([...second.items, ...third.items].map(({ id }) => id)).toEqual(newest.slice(2));
      expect(third.continuation).toBeNull();
    });

    test('shows open requests by their due date, page by page', async () => {
      const { register } = tester;
      const dates = ['2026-03-09', '2026-03-05', '2026-03-07', '2026-03-05'];
      for (const [at, day] of dates.entries())
        await tester.accepted({ id: numberedRequest(at), dueAt: `${day}T22:59:59.999Z` });
      await tester.accepted({
        id: numberedRequest(9),
        state: 'completed',
        dueAt: '2026-03-01T22:59:59.999Z',
      });
      const soonest = [1, 3, 2, 0].map(numberedRequest);
      const first = await register.list({ sort: 'due', limit: 3 });
      expect(first.items.map(({ id }) => id)).toEqual(soonest.slice(0, 3));
      expect(first.continuation).not.toBeNull();
      const rest = await register.list({
        sort: 'due',
        limit: 3,
        continuation: first.continuation!,
      });
      expect([rest.items.map(({ id }) => id), rest.continuation]).toEqual([soonest.slice(3), null]);
      const late = await register.list({
        sort: 'due',
        limit: 9,
        dueBefore: '2026-03-06T00:00:00.000Z',
      });
      expect(late.items.map(({ id }) => id)).toEqual(soonest.slice(0, 2));
    });

    test('a page that ends with the last request has no continuation', async () => {
      await tester.accepted();
      await tester.accepted();
      expect((await tester.register.list({ limit: 2 })).continuation).toBeNull();
    });

    test.each([
      ['states', { states: ['planned', 'running'] }],
      ['type', { type: 'access' }],
      ['system', { system: systemIdOf('mailchimp') }],
      ['the beginning of a reference', { reference: "CASE-'" }],
      ['verdicts of a system', { system: systemIdOf('mailchimp'), verdicts: ['failed'] }],
      ['due date', { dueBefore: '2026-03-20T00:00:00.000Z' }],
    ] as const)('filters by %s', async (_name, filter) => {
      await tester.accepted();
      const wanted = await tester.accepted({
        state: 'running',
        type: 'access',
        reference: "CASE-'1",
        dueAt: '2026-03-19T23:59:59.999Z',
        systemIds: [systemIdOf('mailchimp')],
        systems: [systemLine('mailchimp', { verdict: 'failed', code: 'unavailable' })],
      });
      const { items } = await tester.register.list({ ...filter, limit: 50 });
      expect(items).toEqual([wanted]);
    });
  });
}
