// What the settings of a system retain inside the records that it erases.
import { plannedVisit } from '../../src/activities/plan/planned-visit.ts';
import { readBackOf } from '../../src/domain/read-back.ts';
import { nextLook } from '../../src/domain/residual-watch.ts';
import { concludeRetention } from '../../src/domain/retention-watch.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import type { RuledResidual } from '../../src/domain/verdict.ts';
import { system } from '../support/memory-house.ts';
import { systemLine } from '../support/requests.ts';

const id = systemIdOf('shop');
const day = (year: number) => `${String(year)}-12-31T23:59:59.999Z`;
const kept = (what: string, change: Partial<RuledResidual> = {}): RuledResidual => ({
  what,
  verdict: 'retained',
  reason: 'tax',
  law: '§ 147 AO',
  until: day(2032),
  ...change,
});
const rowWith = (...residuals: readonly RuledResidual[]) =>
  systemLine('shop', {
    verdict: 'erased',
    lookedAgain: true,
    updatedAt: '2026-03-05T10:00:00.000Z',
    residuals,
  });
const freed = (residuals: readonly RuledResidual[]) =>
  ({
    kind: 'freed',
    verdict: 'erased',
    code: null,
    until: null,
    left: {},
    still: [],
    residuals,
  }) as const;

test('of several records the last end is told, and the first end is visited', () => {
  const gone = (residual: RuledResidual) =>
    ({ kind: 'gone', left: {}, residuals: [residual] }) as const;
  const residualsOf = (...all: readonly RuledResidual[]) => {
    const read = readBackOf(all.map(gone));
    return read.kind === 'done' ? read.value.residuals : [];
  };
  const [first, last] = [kept('invoices', { until: day(2028) }), kept('invoices')];
  for (const pair of [
    [first, last],
    [last, first],
  ])
    expect(residualsOf(...pair)).toEqual([{ ...last, nextAt: day(2028) }]);
  expect(residualsOf(last, last)).toEqual([last]);
  const endless = kept('invoices', { until: null });
  expect(residualsOf(endless, first)).toEqual([{ ...endless, nextAt: day(2028) }]);
  expect(
    nextLook([rowWith({ ...last, nextAt: day(2028) })], '2026-06-01T00:00:00Z', null, []),
  ).toBe(day(2028));
});

test('what is still retained after a visit stays so, and only what has ended is a result', () => {
  const row = rowWith(kept('invoices', { until: day(2028) }), kept('contracts'));
  const { row: next, results } = concludeRetention(row, freed([kept('contracts')]), day(2029));
  expect(next.residuals).toEqual([
    kept('invoices', { until: day(2028), verdict: 'erased' }),
    kept('contracts'),
  ]);
  expect(results).toEqual([{ system: id, what: 'invoices', verdict: 'erased', code: null }]);
  expect(next.updatedAt).toBe(day(2029));
});

test('a visit that changes nothing that was told does not make the row new', () => {
  const before = rowWith(kept('invoices', { nextAt: day(2028) }));
  const visit = concludeRetention(
    before,
    freed([kept('invoices', { nextAt: day(2030) })]),
    day(2029),
  );
  expect(visit.row).toEqual({ ...before, residuals: [kept('invoices', { nextAt: day(2030) })] });
  expect(visit.results).toEqual([]);
  const endless = rowWith(kept('invoices', { until: null }));
  expect(
    concludeRetention(endless, freed([kept('invoices', { until: null })]), day(2029)).row,
  ).toEqual(endless);
});

test('a further visit leaves out what the policy keeps, and not what the settings retain', () => {
  const title = { en: '', de: '', fr: '', nl: '', el: '', 'zh-Hans': '' };
  const shop = { ...system('shop', {}), keeps: [{ name: 'invoices', title }] };
  const systems = { all: () => [shop], get: () => shop };
  const row = rowWith(kept('invoices'), kept('orders'));
  expect(plannedVisit(systems, row).keeps).toEqual([kept('orders')]);
});
