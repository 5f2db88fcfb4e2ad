import { verifyInSystem } from '../../src/activities/visit/verify-in-system.ts';
import { readBackOf, type VerifyAnswer } from '../../src/domain/read-back.ts';
import { hit } from '../support/memory-house.ts';
import { visit, houseWith } from '../support/house-with-directory.ts';

describe('reading back', () => {
  const gone: VerifyAnswer = { kind: 'gone', left: { users: 0 }, residuals: [] };
  const audit = (until: string) => ({ what: 'audit-records', verdict: 'expires', until }) as const;

  it.each<[string, VerifyAnswer[], object]>([
    ['all gone', [gone, gone], { verdict: 'erased', until: null, left: { users: 0 } }],
    [
      'one still there',
      [gone, { kind: 'present', left: { users: 1 } }],
      { verdict: 'present', left: { users: 1 } },
    ],
    [
      'no way to read back',
      [gone, { kind: 'unverifiable', reason: 'not-offered' }],
      { verdict: 'unverifiable', code: null, reason: 'not-offered' },
    ],
    [
      'recycle bins that empty themselves',
      [
        { kind: 'expires', until: '2026-04-01T00:00:00.000Z', left: {}, residuals: [] },
        { kind: 'expires', until: '2026-04-02T00:00:00.000Z', left: {}, residuals: [] },
      ],
      { verdict: 'expires', until: '2026-04-02T00:00:00.000Z' },
    ],
    [
      'residuals of several records',
      [
        { ...gone, residuals: [audit('2026-03-09T00:00:00.000Z')] },
        { ...gone, residuals: [audit('2026-03-10T00:00:00.000Z')] },
      ],
      { verdict: 'erased', residuals: [audit('2026-03-10T00:00:00.000Z')] },
    ],
  ])('%s', (_name, answers, value) => {
    expect(readBackOf(answers)).toMatchObject({ kind: 'done', value });
  });

  it('waits while the answer about one record is not final', () => {
    expect(
      readBackOf([gone, { kind: 'pending', seconds: 7 }, { kind: 'pending', seconds: 3 }]),
    ).toEqual({
      kind: 'pending',
      seconds: 7,
    });
  });

  it('passes to the system the identifiers by which the record was found', async () => {
    const email = { kind: 'email', value: 'ada@example.org' } as const;
    const known: unknown[] = [];
    const house = await houseWith({
      find: async () => [hit('oid-ada', { reveals: [{ identifier: email, trust: 'vouched' }] })],
      verify: async (_record, _erasedAt, knownAs) => {
        known.push(knownAs);
        return gone;
      },
    });

    await verifyInSystem(house, { ...visit, erasedAt: '2026-03-02T10:00:00.000Z' });

    expect(known).toEqual([[email]]);
  });
});
