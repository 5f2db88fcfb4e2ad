import { afterLastSearch } from '../../src/domain/last-search.ts';
import { planContent, plannedRow } from '../../src/domain/plan.ts';
import { retriedRow } from '../../src/domain/plan-retry.ts';
import {
  lawPattern,
  retainedOf,
  type Keeping,
  type RetentionRule,
} from '../../src/domain/retention.ts';
import { systemIdOf, type RecordClass } from '../../src/domain/system.ts';
import { numberedRequest } from '../support/numbered-request.ts';
import { systemLine } from '../support/requests.ts';

const id = systemIdOf('news');
const titled = (name: string, ...kinds: string[]): RecordClass => ({
  ...{ name, kinds },
  title: { en: name, de: name, fr: name, nl: name, el: name, 'zh-Hans': name },
});
const news = {
  ...{ id, connector: 'mailchimp', title: 'News', recordsName: 'members' },
  role: 'downstream',
  classes: [titled('orders', 'order'), titled('tickets', 'ticket')],
} as const;
const [member, order, ticket] = ['member', 'order', 'ticket'].map((kind) => ({
  kind,
  id: kind,
})) as [{ kind: string; id: string }, { kind: string; id: string }, { kind: string; id: string }];
const everything = [member, order, ticket];

const rule = (change: Partial<RetentionRule> = {}): RetentionRule => ({
  ...{ system: id, reason: 'tax-records', law: '§ 147 AO', until: { after: 'P6Y' } },
  ...change,
});
const hold: RetentionRule = { system: id, reason: 'legal-hold' };
const keeping = (...rules: RetentionRule[]): Keeping => ({
  rules,
  receivedAt: '2026-03-02T23:30:00.000Z',
  timeZone: 'Europe/Berlin',
  now: '2026-03-05T10:00:00.000Z',
});
const inSixYears = { reason: 'tax-records', law: '§ 147 AO', until: '2032-03-03T22:59:59.999Z' };

describe('the rules', () => {
  test('end with their last day, in the time zone of the policy, counted from the request', () => {
    const { whole } = retainedOf([member], news, keeping(rule()));
    // In Berlin the request came on 3 March.
    expect(whole).toEqual(inSixYears);
    const day = rule({ until: { day: '2026-07-01' } });
    expect(retainedOf([member], news, keeping(day)).whole?.until).toBe('2026-07-01T21:59:59.999Z');
  });

  test('keep nothing after their end, and nothing in another system', () => {
    const over = rule({ until: { day: '2026-03-04' } });
    const elsewhere = rule({ system: systemIdOf('crm') });
    expect(retainedOf(everything, news, keeping(over, elsewhere))).toEqual({
      ...{ free: everything, whole: null, classes: [] },
    });
  });

  test.each<[string, RetentionRule[], object]>([
    ['the longest counts', [rule({ until: { after: 'P1Y' } }), rule()], inSixYears],
    ['a legal hold counts before all', [hold, rule()], { reason: 'legal-hold', until: null }],
  ])('of several rules %s', (_name, rules, whole) => {
    expect(retainedOf([member], news, keeping(...rules)).whole).toEqual(whole);
  });

  test('keep a class of records, and leave the others free', () => {
    const { free, whole, classes } = retainedOf(
      everything,
      news,
      keeping(rule({ what: 'orders' })),
    );
    expect({ free, whole }).toEqual({ free: [member, ticket], whole: null });
    expect(classes).toEqual([{ what: 'orders', verdict: 'retained', ...inSixYears }]);
  });

  test('name a class besides the whole system only when it is kept longer', () => {
    const whole = rule({ until: { after: 'P1Y' } });
    const longer = rule({ what: 'orders' });
    const shorter = rule({ what: 'tickets', until: { after: 'P1M' } });
    const { free, classes } = retainedOf(everything, news, keeping(whole, longer, shorter));
    expect({ free, names: classes.map(({ what }) => what) }).toEqual({
      free: [],
      names: ['orders'],
    });
  });

  test.each(['§ 147 AO', 'HGB § 257 (1)', 'art. L123-22 du Code de commerce', '税收征收管理法'])(
    'accept the law %j',
    (law) => expect(law).toMatch(lawPattern),
  );
  test.each(['', ' § 147', 'ada@example.org', 'x'.repeat(81), 'a\nb'])(
    'do not accept the law %j',
    (law) => expect(law).not.toMatch(lawPattern),
  );
});

describe('the plan', () => {
  const planned = (
    rules: RetentionRule[],
    records = everything,
    type: 'access' | 'erasure' = 'erasure',
  ) => {
    const hits = records.map((record) => ({
      ...{ record, join: 'id' as const, reveals: [], preview: '' },
      by: { kind: 'email' as const, value: 'ada@example.org' },
      name: { given: null, surname: null, display: null },
    }));
    const dossier = {
      ...{ requestId: numberedRequest(1), identifiers: [], asked: {} },
      findings: { [id]: { state: 'matched' as const, hits, records, leads: 0 } },
    };
    const row = plannedRow(id, news, {
      ...{ type, dossier, failed: [], lookUps: {}, unread: [], now: '2026-03-05T10:00:00.000Z' },
      keeping: keeping(...rules),
    });
    return { row, dossier, content: planContent([row], { type, dossier }) };
  };

  test('does not visit a system that a rule keeps', () => {
    expect(planned([rule()]).row).toMatchObject({ verdict: 'retained', ...inSixYears });
  });

  test('names the kept class of a system that is visited, and does not visit a system with nothing else', () => {
    const orders = [rule({ what: 'orders' })];
    expect(planned(orders).row).toMatchObject({ verdict: null, residuals: [{ what: 'orders' }] });
    expect(planned(orders, [order]).row).toMatchObject({ verdict: 'retained', residuals: [] });
    expect(planned(orders, [member]).row).toMatchObject({ verdict: null, residuals: [] });
  });

  test('allows copies of data that must not be erased', () => {
    expect(planned([hold], everything, 'access').row).toMatchObject({
      verdict: null,
      residuals: [],
    });
  });

  test('has another content, and therefore another hash, when a rule changes', () => {
    const contents = [
      [],
      [rule()],
      [rule({ law: '§ 257 HGB' })],
      [rule({ reason: 'other-records' })],
      [rule({ until: { after: 'P7Y' } })],
      [rule({ what: 'orders' })],
      [rule({ what: 'tickets' })],
    ].map((rules) => planned(rules).content);
    expect(new Set(contents).size).toBe(contents.length);
    expect(planned([rule()]).content).toBe(planned([rule()]).content);
  });

  test('of a retry follows the rules at the time of the retry', () => {
    const kept = planned([rule()]).row;
    const { row: free, dossier } = planned([]);
    expect(retriedRow(kept, free, 'erasure', dossier)).toBe(free);
    const longer = planned([hold]).row;
    expect(retriedRow(kept, longer, 'erasure', dossier)).toBe(longer);
    const failed = systemLine('news', { verdict: 'failed' });
    expect(retriedRow(kept, failed, 'erasure', dossier)).toBe(kept);
  });
});

describe('the last search', () => {
  const now = '2026-03-06T10:00:00.000Z';
  const found = (rules: RetentionRule[], records = everything) => {
    const retained = retainedOf(records, news, keeping(...rules));
    return { kind: 'kept', records: retained.free.length, retained } as const;
  };
  const absent = systemLine('news', { verdict: 'absent' });
  const erased = systemLine('news', { verdict: 'erased' });

  test('finds nothing to erase when a rule keeps the records', () => {
    expect(afterLastSearch(absent, found([rule()]), false, now)).toMatchObject({
      ...{ verdict: 'retained', reason: 'tax-records' },
    });
  });

  test('adds the kept class to the row of an erased system', () => {
    const orders = found([rule({ what: 'orders' })], [order]);
    expect(afterLastSearch(erased, orders, false, now)).toMatchObject({
      ...{ verdict: 'erased', residuals: [{ what: 'orders', verdict: 'retained' }] },
    });
  });

  test('plans another visit for the other records', () => {
    const orders = found([rule({ what: 'orders' })]);
    const residuals = [{ what: 'orders' }];
    expect(afterLastSearch(erased, orders, true, now)).toMatchObject({ verdict: null, residuals });
    expect(afterLastSearch(erased, orders, false, now)).toMatchObject({
      ...{ verdict: 'present', residuals, counts: { left: { returned: 2 } } },
    });
  });
});
