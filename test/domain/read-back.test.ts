import fc from 'fast-check';
import type { Attempt } from '../../src/domain/attempt.ts';
import { confirmed, type ReadBack } from '../../src/domain/read-back.ts';
import { seen } from '../support/settlements.ts';

const erasedAt = '2026-03-02T10:00:00.000Z';
const at = (seconds: number) => new Date(Date.parse(erasedAt) + seconds * 1000);
const readBack = (verdict: ReadBack['verdict']): Attempt<ReadBack> => ({
  kind: 'done',
  value: { ...seen(verdict), left: {}, residuals: [] },
});
const settleSeconds = 60;

describe('whether a read-back counts', () => {
  test('erased needs two read-backs that find nothing, settleSeconds apart', () => {
    const first = confirmed(readBack('erased'), {
      erasedAt,
      goneSince: null,
      settleSeconds,
      now: at(5),
    });
    expect(first).toEqual({ kind: 'pending', seconds: 60, since: at(5).toISOString() });
    const goneSince = at(5).toISOString();
    const early = confirmed(readBack('erased'), {
      erasedAt,
      goneSince,
      settleSeconds,
      now: at(64),
    });
    expect(early).toEqual({ kind: 'pending', seconds: 1, since: goneSince });
    const second = confirmed(readBack('erased'), {
      erasedAt,
      goneSince,
      settleSeconds,
      now: at(65),
    });
    expect(second).toEqual(readBack('erased'));
  });

  test('a record that is still shown does not count as present before settleSeconds have passed', () => {
    const readBackAt = (seconds: number) =>
      confirmed(readBack('present'), {
        erasedAt,
        goneSince: null,
        settleSeconds,
        now: at(seconds),
      });
    expect(readBackAt(10)).toEqual({ kind: 'pending', seconds: 10 });
    expect(readBackAt(60)).toEqual(readBack('present'));
  });

  test('a record that is seen again restarts the count', () => {
    const goneSince = at(2).toISOString();
    const seen = confirmed(readBack('present'), {
      erasedAt,
      goneSince,
      settleSeconds,
      now: at(30),
    });
    expect(seen).toMatchObject({ kind: 'pending' });
    expect(seen).not.toHaveProperty('since');
  });

  test('returns other answers unchanged', () => {
    const others: Attempt<ReadBack>[] = [
      readBack('unverifiable'),
      { kind: 'later', code: 'unavailable', seconds: 3, spentSeconds: 1 },
      { kind: 'pending', seconds: 9 },
    ];
    for (const other of others)
      expect(confirmed(other, { erasedAt, goneSince: null, settleSeconds, now: at(0) })).toEqual(
        other,
      );
  });
});

test('for every order of answers, `erased` needs two consecutive read-backs that find nothing, settleSeconds apart', () => {
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 0, max: 90 }),
      (shown, settle) => {
        let now = erasedAt;
        let goneSince: string | null = null;
        const seenAt: number[] = [];
        for (const isThere of [...shown, false, false, false, false, false, false, false, false]) {
          const answer: Attempt<ReadBack> = confirmed(readBack(isThere ? 'present' : 'erased'), {
            erasedAt,
            goneSince,
            settleSeconds: settle,
            now: new Date(now),
          });
          if (isThere) seenAt.push(Date.parse(now));
          if (answer.kind === 'done') {
            if (answer.value.verdict === 'present')
              return Date.parse(now) >= Date.parse(erasedAt) + settle * 1000;
            const lastSeen = Math.max(0, ...seenAt);
            return Date.parse(now) - settle * 1000 >= Math.max(lastSeen, Date.parse(erasedAt));
          }
          if (answer.kind !== 'pending') return false;
          goneSince = answer.since ?? null;
          now = new Date(Date.parse(now) + answer.seconds * 1000).toISOString();
        }
        return true;
      },
    ),
    { numRuns: 1000 },
  );
});
