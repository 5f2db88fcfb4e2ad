import { systemIdOf } from '../../src/domain/system.ts';
import { conclude, isDue, nextLook, watchOf, type Look } from '../../src/domain/residual-watch.ts';
import type { SeenVerdict } from '../../src/domain/read-back.ts';
import { settle } from '../../src/domain/settle.ts';
import type { DatedResidual, Residual, SystemVerdict, Verdict } from '../../src/domain/verdict.ts';
import { systemLine } from '../support/requests.ts';
import { seen, settlement, type Told } from '../support/settlements.ts';

const day = (number: number, time = '00:00:00.000Z') =>
  `2026-03-${String(number).padStart(2, '0')}T${time}`;
const updatedAt = day(1);
const auditRecords = (until: string): DatedResidual => ({
  what: 'audit-records',
  verdict: 'expires',
  until,
});

const erased = (until = day(8)): SystemVerdict =>
  systemLine('b2c-de', {
    verdict: 'erased',
    updatedAt,
    lookedAgain: true,
    residuals: [auditRecords(until)],
  });
const inBin: SystemVerdict = systemLine('b2c-fr', {
  verdict: 'expires',
  updatedAt,
  until: day(31),
});

const read = ({
  verdict = 'erased',
  until,
  residuals = [],
}: {
  readonly verdict?: SeenVerdict['verdict'];
  readonly until?: string;
  readonly residuals?: readonly Residual[];
} = {}): Look => ({ kind: 'read', ...seen(verdict, until ? { until } : {}), residuals });

describe('the time of the next look', () => {
  test('nothing was erased and nothing expires: never', () => {
    const systems = [systemLine('hubspot', { verdict: 'absent' })];
    expect(watchOf(systems, updatedAt)).toEqual({ watchAt: null, watchUntil: null });
  });

  test('an erased system is read back once more, a day later', () => {
    const row = systemLine('hubspot', { verdict: 'erased', updatedAt });
    expect(watchOf([row], updatedAt).watchAt).toBe(day(2));
    expect(isDue(row, day(1, '23:59:59.000Z'), day(20))).toBe(false);
    expect(isDue(row, day(2), day(20))).toBe(true);
    const confirmed = conclude(row, read(), day(2), false);
    expect(confirmed).toEqual({ row: { ...row, lookedAgain: true }, results: [] });
    expect(nextLook([confirmed.row], day(2), day(20), [systemIdOf('hubspot')])).toBeNull();
  });

  test('an earlier look at residuals does not count as the look a day later', () => {
    const row = systemLine('b2c-de', {
      verdict: 'erased',
      updatedAt,
      residuals: [auditRecords(day(1, '01:00:00.000Z'))],
    });
    const early = conclude(row, read(), day(1, '02:00:00.000Z'), false);
    expect(early.row).toMatchObject({ residuals: [{ verdict: 'erased' }] });
    expect(early.row).not.toHaveProperty('lookedAgain');
  });

  test('a system that cannot be read at that look is read again a day later, and stays erased', () => {
    const row = systemLine('hubspot', { verdict: 'erased', updatedAt });
    const unread: Look = { kind: 'unread', code: 'unavailable' };
    expect(conclude(row, unread, day(2), false)).toEqual({ row, results: [] });
    expect(nextLook([row], day(2), day(20), [systemIdOf('hubspot')])).toBe(day(3));
    const last = conclude(row, unread, day(20), true);
    expect(last.row).toEqual({ ...row, lookedAgain: true });
  });

  test('a record that has returned by that look is present', () => {
    const row = systemLine('hubspot', { verdict: 'erased', updatedAt });
    const back = conclude(row, read({ verdict: 'present' }), day(2), false);
    expect(back.row).toMatchObject({ verdict: 'present', updatedAt: day(2) });
    expect(back.results).toEqual([
      { system: 'hubspot', what: 'account', verdict: 'present', code: null },
    ]);
  });

  test('from a tenth of the wait after the first date until a month after the last date', () => {
    expect(watchOf([inBin, erased()], updatedAt)).toEqual({
      watchAt: day(8, '16:48:00.000Z'),
      watchUntil: '2026-05-01T00:00:00.000Z',
    });
  });

  test('the margin is a day at most', () => {
    expect(watchOf([inBin], updatedAt).watchAt).toBe('2026-04-01T00:00:00.000Z');
  });

  test('a residual without a final result on its date is looked at again a day later', () => {
    const watchUntil = '2026-05-01T00:00:00.000Z';
    expect(nextLook([inBin, erased()], day(9), watchUntil, ['b2c-de'].map(systemIdOf))).toBe(
      day(10),
    );
  });

  test('a residual that becomes due during a look at others is looked at at once', () => {
    const watchUntil = '2026-05-01T00:00:00.000Z';
    const look = day(8, '16:48:00.000Z');
    expect(nextLook([inBin, erased()], day(9), watchUntil, ['b2c-fr'].map(systemIdOf))).toBe(look);
  });

  test('the watch ends even when the date is postponed again and again', () => {
    const watchUntil = '2026-04-08T00:00:00.000Z';
    expect(nextLook([erased('2099-01-01T00:00:00.000Z')], day(9), watchUntil, [])).toBe(watchUntil);
    expect(isDue(erased('2099-01-01T00:00:00.000Z'), watchUntil, watchUntil)).toBe(true);
  });

  test('a system is due only when its date and the margin have passed', () => {
    const watchUntil = '2026-05-01T00:00:00.000Z';
    expect(isDue(erased(), day(8, '16:00:00.000Z'), watchUntil)).toBe(false);
    expect(isDue(erased(), day(8, '17:00:00.000Z'), watchUntil)).toBe(true);
    expect(isDue(inBin, day(8, '17:00:00.000Z'), watchUntil)).toBe(false);
  });
});

describe('the result of a look at audit records', () => {
  const later = auditRecords(day(20));
  test.each<[string, Look, boolean, Residual['verdict'], string | null]>([
    ['they are gone', read(), false, 'erased', null],
    ['the system names a later date', read({ residuals: [later] }), false, 'expires', null],
    [
      'they are still there after their date',
      read({ residuals: [auditRecords(day(8))] }),
      false,
      'expires',
      null,
    ],
    ['they are still there at the last look', read({ residuals: [later] }), true, 'present', null],
    ['the account is back', read({ verdict: 'present' }), false, 'present', null],
    ['the system cannot tell', read({ verdict: 'unverifiable' }), false, 'unverifiable', null],
    ['the system is away', { kind: 'unread', code: 'unavailable' }, false, 'expires', null],
    [
      'the system was away for a month',
      { kind: 'unread', code: 'unavailable' },
      true,
      'unverifiable',
      'unavailable',
    ],
    [
      'the system was taken out of the configuration',
      { kind: 'unread', code: 'misconfigured' },
      false,
      'unverifiable',
      'misconfigured',
    ],
    [
      'we have no permission to read them',
      read({ residuals: [{ ...later, verdict: 'unverifiable' }] }),
      false,
      'expires',
      null,
    ],
    [
      'we had no permission to read them for a month',
      read({ residuals: [{ ...later, verdict: 'unverifiable' }] }),
      true,
      'unverifiable',
      'permission-missing',
    ],
    ['our own code or storage failed', { kind: 'unread', code: null }, false, 'expires', null],
    ['the watch list was lost', { kind: 'lost' }, false, 'unverifiable', null],
  ])('%s', (_name, look, isLast, verdict, code) => {
    const { row, results } = conclude(erased(), look, day(9), isLast);
    expect(row.residuals.map((residual) => residual.verdict)).toEqual([verdict]);
    const audits = results.filter(({ what }) => what === 'audit-records');
    expect(audits).toEqual(
      verdict === 'expires' ? [] : [{ system: 'b2c-de', what: 'audit-records', verdict, code }],
    );
  });

  test('a later date is stored in the row; without news the row does not change', () => {
    const { row } = conclude(erased(), read({ residuals: [later] }), day(9), false);
    expect(row).toEqual({ ...erased(), residuals: [later], updatedAt: day(9) });
    const away = conclude(erased(), { kind: 'unread', code: 'throttled' }, day(9), false);
    expect(away.row).toEqual(erased());
  });

  test('a residual with a final result is not looked at again', () => {
    const { row } = conclude(erased(), read(), day(9), false);
    expect(watchOf([row], day(9)).watchAt).toBeNull();
    expect(conclude(row, read(), day(10), false)).toEqual({ row, results: [] });
  });
});

describe('the result of a look at an account in the recycle bin', () => {
  const account = (verdict: Verdict, told: Told = {}) =>
    settle(inBin, settlement(verdict, told), { updatedAt: day(31) });
  test.each<[string, Look, boolean, SystemVerdict]>([
    ['it is gone', read(), false, account('erased')],
    ['it was restored', read({ verdict: 'present' }), false, account('present')],
    [
      'it is kept longer',
      read({ verdict: 'expires', until: '2026-04-09T00:00:00.000Z' }),
      false,
      account('expires', { until: '2026-04-09T00:00:00.000Z' }),
    ],
    [
      'it is still there at the last look',
      read({ verdict: 'expires', until: day(31) }),
      true,
      account('present'),
    ],
    [
      'the system is no longer configured',
      { kind: 'unread', code: 'misconfigured' },
      false,
      account('unverifiable', { code: 'misconfigured', unverifiable: 'not-read-again' }),
    ],
  ])('%s', (_name, look, isLast, expected) => {
    expect(conclude(inBin, look, day(31), isLast).row).toEqual(expected);
  });

  test('the account gets its own result when audit records cannot be read', () => {
    const both = { ...inBin, residuals: [auditRecords(day(8))] };
    const unread: DatedResidual = { ...auditRecords(day(8)), verdict: 'unverifiable' };
    const { row } = conclude(both, read({ residuals: [unread] }), day(31), false);
    expect(row).toEqual({ ...account('erased'), residuals: both.residuals });
  });

  test('an erased account that came back changes the verdict in the row', () => {
    const { row, results } = conclude(erased(), read({ verdict: 'present' }), day(9), false);
    expect(row).toMatchObject({ verdict: 'present', residuals: [{ verdict: 'present' }] });
    expect(results.map(({ what }) => what).sort()).toEqual(['account', 'audit-records']);
  });
});
