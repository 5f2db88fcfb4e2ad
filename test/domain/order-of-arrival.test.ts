import { systemIdOf } from '../../src/domain/system.ts';
import { numberedRequest } from '../support/numbered-request.ts';
import {
  mayPass,
  meet,
  placeOf,
  searchesAwaitedUntil,
  standsStill,
} from '../../src/domain/order-of-arrival.ts';
import { claimOfIdentifier, claimOfRecord } from '../../src/domain/claim.ts';
import { requestStates, type RequestState, type RequestType } from '../../src/domain/request.ts';

describe('the place of a request relative to another one with the same claim', () => {
  const waiting = (number: number) => ({ id: numberedRequest(number), begun: false });
  const begun = (number: number) => ({ id: numberedRequest(number), begun: true });

  it.each([
    ['both wait, and the other one is earlier', waiting(2), waiting(1), 'after'],
    ['both wait, and the other one is later', waiting(1), waiting(2), 'before'],
    ['the other one is later and has begun', waiting(1), begun(2), 'after'],
    ['the other one is earlier and has begun', waiting(2), begun(1), 'after'],
    ['it has begun, and the other one is earlier', begun(2), waiting(1), 'before'],
    ['it has begun, and the other one is later', begun(1), waiting(2), 'before'],
    ['both have begun', begun(1), begun(2), 'clash'],
  ] as const)('when %s', (_case, one, other, place) => {
    expect(placeOf(one, other)).toBe(place);
  });

  it('is known from the ids alone for earlier requests, unless the request has begun', () => {
    const [first, ...later] = [1, 3, 4].map(numberedRequest);
    const others = [first, ...later].filter((id) => id !== undefined);
    expect(meet(waiting(2), others)).toEqual({ after: [first], undecided: later });
    expect(meet(begun(2), others)).toEqual({ after: [], undecided: others });
  });
});

describe('a request that stands still', () => {
  const still: RequestState[] = [
    'awaiting-identity',
    'awaiting-approval',
    'cooling-off',
    'on-hold',
    'needs-decision',
  ];

  it('waits for a person or a date', () => {
    expect(requestStates.filter(standsStill)).toEqual(still);
  });

  it.each<[RequestType, RequestState, boolean]>([
    ...still.map((state): [RequestType, RequestState, boolean] => ['access', state, true]),
    ...still.map((state): [RequestType, RequestState, boolean] => ['erasure', state, false]),
    ['portability', 'on-hold', true],
    ['access', 'received', false],
    ['access', 'planned', false],
    ['access', 'running', false],
  ])('%s passes one in %s: %s', (type, state, passes) => {
    expect(mayPass({ type }, { state })).toBe(passes);
  });
});

it('only an erasure waits for searches, counted from its receipt', () => {
  const receivedAt = '2026-03-02T10:00:00.000Z';
  const until = searchesAwaitedUntil({ type: 'erasure', receivedAt }, 600);
  expect(new Date(until ?? 0).toISOString()).toBe('2026-03-02T10:10:00.000Z');
  expect(searchesAwaitedUntil({ type: 'access', receivedAt }, 600)).toBeNull();
});

describe('a claim', () => {
  it('of a given id is the same as that of the record with this id', () => {
    const account = { kind: 'account', system: systemIdOf('b2c-de'), objectId: 'ABC' } as const;
    expect(claimOfIdentifier(account)).toEqual(
      claimOfRecord(systemIdOf('b2c-de'), { kind: 'user', id: 'abc' }),
    );
    const record = { kind: 'record', system: systemIdOf('hubspot'), id: '51' } as const;
    const contact = { kind: 'contact', id: '51' };
    expect(claimOfIdentifier(record)).toEqual(claimOfRecord(systemIdOf('hubspot'), contact));
    expect(claimOfRecord(systemIdOf('hubspot'), contact)).not.toEqual(
      claimOfRecord(systemIdOf('other'), contact),
    );
  });

  it('differs for the lists of a system', () => {
    const member = (scope: string) =>
      claimOfRecord(systemIdOf('mailchimp'), { kind: 'member', id: '1', scope });
    expect(member('one')).not.toEqual(member('two'));
  });

  it('of an address does not depend on how it is written', () => {
    const email = (value: string) => claimOfIdentifier({ kind: 'email', value });
    expect(email('Ada@Example.org ')).toEqual(email('ada@example.org'));
  });
});
