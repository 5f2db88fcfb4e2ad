import type { RequestId } from '../../src/domain/request.ts';
import { numberedRequest } from './numbered-request.ts';
import { ending, planned } from './requests.ts';
import {
  checkJournals,
  testerOf,
  type OpenRegister,
  type RegisterTester,
} from './register-suite.ts';

/** Ids of requests in the order in which they are accepted. */
const idsInOrder = (count: number): RequestId[] =>
  Array.from({ length: count }, (_, at) => numberedRequest(at));

/** The order of arrival, as every register must keep it. */
export function testsOfOrder(open: OpenRegister): void {
  let tester: RegisterTester;
  const [early, middle, late] = [numberedRequest(1), numberedRequest(2), numberedRequest(3)];
  beforeEach(async () => {
    tester = await testerOf(open);
  });
  afterEach(() => checkJournals(tester));
  const stateOf = async (id: RequestId) => (await tester.register.get(id))?.state;

  test('a request with a given claim waits for an earlier one, and begins once that has ended', async () => {
    const { register } = tester;
    await tester.accepted({ id: early, type: 'access' }, { claims: ['x', 'y'] });
    await tester.accepted({ id: late }, { claims: ['z', 'y'] });
    expect(await tester.claim(late, 'z', 'y')).toBe('earlier-request');
    expect(await stateOf(late)).toBe('received');
    expect(await tester.claim(early, 'found')).toBe('ready');
    expect(await register.turnOf(late, 0)).toBe('earlier-request');
    await register.end(early, ending());
    expect(await register.turnOf(late, 0)).toBe('ready');
    expect(await tester.claim(late, 'found')).toBe('ready');
    expect(await stateOf(late)).toBe('running');
  });

  test('found records count like given identifiers', async () => {
    await tester.accepted({ id: early });
    await tester.accepted({ id: late }, { claims: ['x'] });
    await tester.register.claimFound(early, ['x']);
    const claimants = async (...claims: string[]) =>
      (await tester.register.claimants(claims)).map(({ id }) => id);
    expect(await claimants('unclaimed', 'x', 'x')).toEqual([early, late]);
    expect(await tester.claim(late)).toBe('earlier-request');
    await tester.register.end(early, ending());
    expect(await claimants('x')).toEqual([late]);
    expect(await tester.claim(late)).toBe('ready');
  });

  test('a later request that has claimed first comes after an earlier one, unless it has begun', async () => {
    const { register } = tester;
    for (const id of [early, middle, late]) await tester.accepted({ id });
    await register.claimFound(late, ['x']);
    expect(await tester.claim(early, 'x')).toBe('ready');
    expect(await tester.claim(late)).toBe('earlier-request');
    await register.end(early, ending());
    expect(await tester.claim(late)).toBe('ready');
    expect(await tester.claim(middle, 'x')).toBe('earlier-request');
    await register.end(late, ending());
    expect(await tester.claim(middle)).toBe('ready');
  });

  test('three requests that claim in any order go one after another', async () => {
    const { register } = tester;
    for (const id of [early, middle, late]) await tester.accepted({ id });
    await register.claimFound(middle, ['x']);
    await register.claimFound(late, ['x', 'y']);
    await register.claimFound(early, ['y', 'x']);
    for (const next of [early, middle, late]) {
      const turns = await Promise.all([early, middle, late].map((id) => register.turnOf(id, 0)));
      expect(turns.filter((_, index) => [early, middle, late][index] === next)).toEqual(['ready']);
      for (const id of [early, middle, late])
        if (id > next) expect(await tester.claim(id)).toBe('earlier-request');
      expect(await tester.claim(next)).toBe('ready');
      await register.end(next, ending());
    }
  });

  test('claiming again is a success, also several times at once', async () => {
    const { id } = await tester.accepted();
    const turns = await Promise.all([
      tester.claim(id, 'a', 'b'),
      tester.claim(id, 'a', 'b', 'b'),
      tester.claim(id, 'b', 'c'),
    ]);
    expect(turns).toEqual(['ready', 'ready', 'ready']);
    expect(await tester.claim((await tester.accepted()).id, 'c')).toBe('earlier-request');
  });

  test('of several requests that claim the same at the same time, one begins at a time', async () => {
    let waiting = idsInOrder(4);
    await Promise.all(waiting.map((id) => tester.accepted({ id })));
    while (waiting.length > 0) {
      const turns = await Promise.all(waiting.map((id) => tester.claim(id, 'x', 'y')));
      const begun = waiting.filter((_, index) => turns[index] === 'ready');
      expect(begun).toHaveLength(1);
      for (const id of begun) await tester.register.end(id, ending());
      waiting = waiting.filter((id) => !begun.includes(id));
    }
  });

  test('claims that do not fit into one transaction make others wait too', async () => {
    const many = Array.from({ length: 250 }, (_, number) => `record-${number}`);
    for (const id of [early, middle, late]) await tester.accepted({ id });
    expect(await tester.claim(middle, 'record-99')).toBe('ready');
    expect(await tester.claim(early, ...many)).toBe('earlier-request');
    expect(await tester.claim(late, 'record-249')).toBe('earlier-request');
    await tester.register.end(middle, ending());
    expect(await tester.claim(early, ...many)).toBe('ready');
    await tester.register.end(early, ending());
    expect(await tester.claim(late, ...many)).toBe('ready');
  });

  describe('a request that stands still', () => {
    const atGate = planned({ stateOf: () => 'awaiting-approval' });

    test('holds up a later erasure, but no later request to read, which it then waits for', async () => {
      const { register } = tester;
      await tester.accepted({ id: early }, { claims: ['x'] });
      await tester.accepted({ id: middle, type: 'access' }, { claims: ['x'] });
      await tester.accepted({ id: late }, { claims: ['x'] });
      expect(await register.claim(early, ['x'], atGate, 0)).toBe('ready');
      expect(await tester.claim(late)).toBe('earlier-request');
      expect(await tester.claim(middle, 'x')).toBe('ready');
      expect(await tester.claim(early)).toBe('earlier-request');
      await register.end(middle, ending());
      expect(await tester.claim(early)).toBe('ready');
      expect(await tester.claim(late)).toBe('earlier-request');
    });

    test('may go to its gate although another request comes first, and waits when it leaves the gate', async () => {
      const { register } = tester;
      await tester.accepted({ id: early }, { claims: ['x'] });
      await tester.accepted({ id: late }, { claims: ['x'] });
      expect(await register.claim(late, ['x'], atGate, 0)).toBe('ready');
      expect(await tester.claim(late)).toBe('earlier-request');
      expect(await stateOf(late)).toBe('awaiting-approval');
    });

    test('holds up a later erasure, even if that one claimed first', async () => {
      const { register } = tester;
      await tester.accepted({ id: early, type: 'access' });
      await tester.accepted({ id: late });
      expect(await register.claim(late, ['x'], planned(), 3600)).toBe('earlier-search');
      expect(await register.claim(early, ['x'], atGate, 0)).toBe('ready');
      expect(await tester.claim(late)).toBe('earlier-request');
    });

    test('can be passed again when it is on hold, although it had begun', async () => {
      const { register } = tester;
      await tester.accepted({ id: early }, { claims: ['x'] });
      await tester.accepted({ id: late, type: 'portability' }, { claims: ['x'] });
      expect(await tester.claim(early)).toBe('ready');
      expect(await tester.claim(late)).toBe('earlier-request');
      await register.update(early, { state: 'on-hold' });
      expect(await tester.claim(late)).toBe('ready');
      expect(await register.turnOf(early, 0)).toBe('earlier-request');
      await register.end(late, ending());
      expect(await register.turnOf(early, 0)).toBe('ready');
    });
  });

  describe('an erasure', () => {
    const receivedAt = '2026-03-02T10:00:00.000Z';

    test('waits for an earlier request that still searches, whatever it claims, but only for a limited time', async () => {
      const { register, clock } = tester;
      await tester.accepted({ id: early, type: 'access' }, { claims: ['other person'] });
      await tester.accepted({ id: middle, receivedAt }, { claims: ['x'] });
      clock.at = '2026-03-02T10:09:59.000Z';
      expect(await register.claim(middle, ['y'], planned(), 600)).toBe('earlier-search');
      clock.at = '2026-03-02T10:10:00.000Z';
      expect(await register.turnOf(middle, 600)).toBe('ready');
    });

    test.each(['its search ends', 'it ends'])('continues when %s', async (how) => {
      const { register } = tester;
      await tester.accepted({ id: early, type: 'access' });
      await tester.accepted({ id: middle, receivedAt });
      expect(await register.claim(middle, ['x'], planned(), 3600)).toBe('earlier-search');
      if (how === 'it ends') await register.end(early, ending());
      else expect(await tester.claim(early, 'z')).toBe('ready');
      expect(await register.claim(middle, ['x'], planned(), 3600)).toBe('ready');
    });

    test('keeps its place among later ones while it waits for a search', async () => {
      const { register } = tester;
      await tester.accepted({ id: early, type: 'access' });
      await tester.accepted({ id: middle, receivedAt });
      await tester.accepted({ id: late, type: 'access' });
      expect(await register.claim(middle, ['x'], planned(), 3600)).toBe('earlier-search');
      expect(await register.claim(late, ['x'], planned(), 3600)).toBe('earlier-request');
      expect(await register.claim(early, ['x'], planned(), 3600)).toBe('ready');
    });

    test('does not wait for a later search, and a request to read waits for no search', async () => {
      const { register } = tester;
      await tester.accepted({ id: early, type: 'access' });
      await tester.accepted({ id: late, type: 'access' });
      expect(await register.claim(late, [], planned(), 3600)).toBe('ready');
      await register.claim(early, [], planned(), 3600);
      const [first, second] = [numberedRequest(4), numberedRequest(5)];
      await tester.accepted({ id: second, type: 'access' });
      await tester.accepted({ id: first, receivedAt });
      expect(await register.claim(first, [], planned(), 3600)).toBe('ready');
    });
  });
}
