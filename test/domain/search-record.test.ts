import { mergeSearches } from '../../src/domain/search-record.ts';

test('one kind of identifier in one place is listed once, even when the look-ups of a connector hold more', () => {
  const look = { by: 'email', in: 'live' } as const;
  const [signInNames, mail] = [
    { ...look, field: 'identities' },
    { ...look, field: 'mail' },
  ];
  const missed = { what: 'email-in-archive', why: 'refused' } as const;
  const round = { searched: [signInNames, mail, look], notSearched: [missed] };
  expect(mergeSearches(round, round)).toEqual({ searched: [look], notSearched: [missed] });
});
