import fc from 'fast-check';
import type { Attempt } from '../../src/domain/attempt.ts';
import { settled, type ReadBack } from '../../src/domain/read-back.ts';

const erasedAt = '2026-03-02T10:00:00.000Z';
const at = (seconds: number) => new Date(Date.parse(erasedAt) + seconds * 1000);
const look = (verdict: ReadBack['verdict']): Attempt<ReadBack> => ({
  kind: 'done',
  value: { verdict, until: null, left: {}, residuals: [] },
});
const settleSeconds = 60;

describe('whether a look counts', () => {
  test('one look that finds nothing is not enough: a second one has to follow after the time to settle', () => {
    const first = settled(look('erased'), { erasedAt, goneSince: null, settleSeconds, now: at(5) });
    expect(first).toEqual({ kind: 'pending', seconds: 60, since: at(5).toISOString() });
    const goneSince = at(5).toISOString();
    const early = settled(look('erased'), { erasedAt, goneSince, settleSeconds, now: at(64) });
    expect(early).toEqual({ kind: 'pending', seconds: 1, since: goneSince });
    const second = settled(look('erased'), { erasedAt, goneSince, settleSeconds, now: at(65) });
    expect(second).toEqual(look('erased'));
  });

  test('what is still there may only look so, until the time to settle is over', () => {
    const lookAt = (seconds: number) =>
      settled(look('present'), { erasedAt, goneSince: null, settleSeconds, now: at(seconds) });
    expect(lookAt(10)).toEqual({ kind: 'pending', seconds: 10 });
    expect(lookAt(60)).toEqual(look('present'));
  });

  test('a record that is seen again after a look that found nothing starts the count anew', () => {
    const goneSince = at(2).toISOString();
    const seen = settled(look('present'), { erasedAt, goneSince, settleSeconds, now: at(30) });
    expect(seen).toMatchObject({ kind: 'pending' });
    expect(seen).not.toHaveProperty('since');
  });

  test('other answers are handed on', () => {
    const others: Attempt<ReadBack>[] = [
      look('unverifiable'),
      { kind: 'later', code: 'unavailable', seconds: 3, spentSeconds: 1 },
      { kind: 'pending', seconds: 9 },
    ];
    for (const other of others)
      expect(settled(other, { erasedAt, goneSince: null, settleSeconds, now: at(0) })).toEqual(
        other,
      );
  });
});

test('whatever a lagging replica shows, `erased` is said only of what two looks in a row did not find, the time to settle apart', () => {
  fc.assert(
    fc.property(
      fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 0, max: 90 }),
      (shown, settle) => {
        let now = erasedAt;
        let goneSince: string | null = null;
        const seenAt: number[] = [];
        for (const isThere of [...shown, false, false, false, false, false, false, false, false]) {
          const answer: Attempt<ReadBack> = settled(look(isThere ? 'present' : 'erased'), {
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
