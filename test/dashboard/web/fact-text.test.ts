import { actorText, factText } from '../../../src/dashboard/web/words/fact-text.ts';

const fact = (kind: string, details: Record<string, unknown>) => ({
  seq: 1,
  at: '2026-11-21T08:00:00Z',
  actor: { kind: 'service' as const },
  kind,
  ...details,
});

test.each([
  [
    'tried',
    { step: 'find', attempt: 2, outcome: 'later', code: 'throttled', nextAt: '2026-11-21' },
    'Searching, try 2: to be tried again, code: throttled',
  ],
  [
    'settled',
    { verdict: 'unsearched', code: null, reason: 'shadow' },
    'Settled: Not searched (the system is only being tried out)',
  ],
  ['concluded', { counts: { users: 1 }, leads: 0 }, 'Search concluded, counts: users 1, leads: 0'],
  [
    'settled',
    {
      ...{ verdict: 'failed', code: 'unavailable', until: null, connector: 'hubspot', leads: 0 },
      ...{
        counts: { found: { contacts: 1 } },
        attempts: 3,
        updatedAt: '2026-11-21',
        residuals: [],
      },
    },
    'Settled: Failed, code: unavailable',
  ],
  [
    'watched',
    { verdict: 'erased', results: [{ what: 'audit-records', verdict: 'erased' }] },
    'Read back later: Erased',
  ],
  [
    'planned',
    {
      planHash: 'hash',
      systems: [
        { id: 'a', verdict: null },
        { id: 'b', verdict: 'absent' },
      ],
    },
    'Planned: 1 of 2 systems to visit',
  ],
  ['moved', { state: 'running' }, 'State: Running'],
  ['assigned', { to: 'me' }, 'Taken over'],
  ['assigned', { to: null }, 'Given back'],
  ['decided', { what: 'approve', reason: 'other' }, 'Decided, what: approve, reason: other'],
])('%s is told with its details', (kind, details, text) => {
  expect(factText(fact(kind, details))).toBe(text);
});

test('kinds, steps and verdicts of a newer service are shown as they are', () => {
  expect(factText(fact('sealed', { by: ['a', 'b'] }))).toBe('sealed, by: a b');
  expect(factText(fact('tried', { step: 'dust', attempt: 1, outcome: 'wet' }))).toBe(
    'dust, try 1: wet',
  );
  expect(factText(fact('settled', { verdict: 'shredded' }))).toBe('Settled: shredded');
  expect(factText(fact('tried', {}))).toBe('Tried');
});

test('the actor is named with role and id, as far as the caller may see them', () => {
  expect(actorText({ kind: 'person', role: 'Approver', id: '7f' })).toBe('Operator 7f, Approver');
  expect(actorText({ kind: 'subject' })).toBe('The person');
  expect(actorText(undefined)).toBe('–');
});
