import { finalState } from '../../src/domain/final-state.ts';
import { concludeRetention } from '../../src/domain/retention-watch.ts';
import { nextLook, watchOf } from '../../src/domain/residual-watch.ts';
import { settle } from '../../src/domain/settle.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import { isGood, settledAs, type RuledResidual } from '../../src/domain/verdict.ts';
import { systemLine } from '../support/requests.ts';

const id = systemIdOf('news');
const inSixYears = { reason: 'tax-records', law: '§ 147 AO', until: '2032-03-03T22:59:59.999Z' };

describe('the final state', () => {
  const line = systemLine('news', { verdict: 'erased' });
  const kept = (change: Partial<RuledResidual>) => ({
    ...line,
    residuals: [{ what: 'orders', verdict: 'retained', ...inSixYears, ...change } as RuledResidual],
  });

  test('is a success only when every rule has a law and an end', () => {
    const { law: _law, ...lawless } = inSixYears;
    const retained = { verdict: 'retained', code: null } as const;
    expect(isGood({ ...retained, ...inSixYears })).toBe(true);
    expect(isGood({ ...retained, ...lawless })).toBe(false);
    expect(isGood({ ...retained, ...inSixYears, until: null })).toBe(false);
  });

  test.each<[string, Partial<RuledResidual>, object]>([
    ['kept by law', {}, { state: 'completed', reason: 'retained' }],
    ['erased afterwards', { verdict: 'erased' }, { state: 'completed', reason: null }],
    [
      'still there afterwards',
      { verdict: 'present' },
      { state: 'completed-with-exceptions', reason: null },
    ],
    ['on legal hold', { until: null }, { state: 'completed-with-exceptions', reason: null }],
  ])('with a class that is %s', (_name, change, end) => {
    expect(finalState([kept(change), systemLine('crm', { verdict: 'absent' })])).toEqual(end);
  });
});

describe('the watch', () => {
  const since = '2026-03-05T10:00:00.000Z';
  const row = settle(systemLine('news', { updatedAt: since }), {
    verdict: 'retained',
    code: null,
    ...inSixYears,
  });
  const held = settle(row, { verdict: 'retained', code: null, reason: 'legal-hold', until: null });
  const erased = systemLine('crm', { verdict: 'erased', updatedAt: since });

  test('looks at the end of a rule, every day at a legal hold, and earlier at data that expires', () => {
    expect(watchOf([row], since)).toEqual({ watchAt: inSixYears.until, watchUntil: null });
    const tomorrow = '2026-03-06T10:00:00.000Z';
    expect(watchOf([held], since)).toEqual({ watchAt: tomorrow, watchUntil: null });
    expect(nextLook([held], tomorrow, null, [id])).toBe('2026-03-07T10:00:00.000Z');
    expect(watchOf([row, erased], since)).toEqual({
      ...{ watchAt: tomorrow, watchUntil: '2026-04-06T10:00:00.000Z' },
    });
  });

  test('reports data as still there when the watch list was lost', () => {
    const { row: next, results } = concludeRetention(
      row,
      { kind: 'nothing-sealed' },
      inSixYears.until,
    );
    expect(next).toMatchObject(settledAs('present'));
    expect(results).toEqual([{ system: id, what: 'retained', verdict: 'present', code: null }]);
  });

  test('does not give up because of a fault of our own', () => {
    const look = { kind: 'unfreed', code: null } as const;
    expect(concludeRetention(row, look, '2040-01-01T00:00:00.000Z')).toEqual({ row, results: [] });
  });

  test('data that was erased late may expire, and is confirmed a day later', () => {
    const until = '2032-04-03T00:00:00.000Z';
    const left = { deletedItems: 1 };
    const look = {
      kind: 'freed',
      verdict: 'expires',
      code: null,
      until,
      residuals: [],
      left,
      still: [],
    } as const;
    const { row: next, results } = concludeRetention(row, look, inSixYears.until);
    expect(next).toMatchObject({ verdict: 'expires', until, counts: { left } });
    expect(results).toEqual([]);
  });
});
