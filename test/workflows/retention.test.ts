// Data that rules keep, from end to end: the flows on the real replayer and the engine of the local host, the real activities, and the
// sweeper.
import { text } from 'node:stream/consumers';
import type { RecordRef } from '../../src/domain/match.ts';
import type { Policy } from '../../src/domain/policy.ts';
import type { RetentionRule } from '../../src/domain/retention.ts';
import type { RegisteredRequest } from '../../src/domain/request.ts';
import { systemIdOf, type RecordClass } from '../../src/domain/system.ts';
import { SystemFailure } from '../../src/domain/failure.ts';
import { sweep } from '../../src/upkeep/sweep.ts';
import { withHubFile } from '../local/host/engine/memory-hub.ts';
import { flowsOnHub } from '../support/flows-on-hub.ts';
import { createMemoryHouse, hit, requestId, system } from '../support/memory-house.ts';

const crm = systemIdOf('crm');
const tax: RetentionRule = {
  system: crm,
  reason: 'tax-records',
  law: '§ 147 AO',
  until: { after: 'P6Y' },
};
const orders: RecordClass = {
  name: 'orders',
  kinds: ['order'],
  title: { en: 'orders', de: '', fr: '', nl: '', el: '', 'zh-Hans': '' },
};

type Rules = Partial<Pick<Policy, 'retention' | 'legalHolds'>>;

/** A person with an account in `dir`, and with a contact and an order in `crm`. */
interface Case {
  /** The request as its flow has ended it, its status delivered. */
  readonly honoured: () => Promise<RegisteredRequest>;
  /** The sweeper runs after a number of days, and the watch that it starts ends. */
  readonly passes: (days: number) => Promise<RegisteredRequest>;
  readonly ruledBy: (rules: Rules) => void;
  /** The systems' kinds of records that were erased, in order. */
  readonly erased: readonly string[];
  readonly fails: (does: boolean) => void;
  readonly message: () => Promise<string>;
  readonly eventIds: () => readonly string[];
  readonly facts: () => Promise<readonly string[]>;
  readonly isSealed: () => Promise<boolean>;
}

const day = 86_400_000;

// The clock runs normally, and the test can move it forward. Timers run as usual.
beforeEach(() => {
  const now = new Date('2026-03-02T10:00:00.000Z');
  const doNotFake = ['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout'] as const;
  const others = ['clearInterval', 'clearImmediate', 'nextTick', 'queueMicrotask'] as const;
  const more = ['hrtime', 'performance'] as const;
  jest.useFakeTimers({ now, advanceTimers: true, doNotFake: [...doNotFake, ...others, ...more] });
});
afterEach(() => jest.useRealTimers());

function withCase(rules: Rules, story: (one: Case) => Promise<void>): Promise<void> {
  return withHubFile(async (file) => {
    let isAway = false;
    const erased: string[] = [];
    const now = () => new Date();
    const access = (kinds: readonly string[]) => ({
      find: async () =>
        kinds
          .filter((kind) => !erased.includes(kind))
          .map((kind) => hit(`id-of-${kind}`, { record: { kind, id: `id-of-${kind}` } })),
      erase: async ({ kind }: RecordRef) => {
        if (isAway) throw new SystemFailure('permission-missing', 'HTTP 403');
        erased.push(kind);
        return { kind: 'done' as const };
      },
      verify: async ({ kind }: RecordRef) =>
        erased.includes(kind)
          ? { kind: 'gone' as const, left: {}, residuals: [] }
          : { kind: 'present' as const, left: { records: 1 } },
    });
    const memory = await createMemoryHouse(
      [
        system('dir', access(['user'])),
        { ...system('crm', access(['contact', 'order'])), classes: [orders] },
      ],
      'erasure',
      undefined,
    );
    const policy = { ...memory.policy, ...rules };
    const house = { ...memory, now, policy };
    const flows = flowsOnHub(file, house);
    const request = async () => (await house.register.get(requestId))!;
    const { log } = memory.intake;
    try {
      await flows.start(requestId, '1', 1);
      await story({
        honoured: async () => {
          await flows.output(requestId);
          return request();
        },
        passes: async (days) => {
          jest.setSystemTime(Date.now() + days * day);
          await sweep({ ...memory.intake, now }, { flows, log }, async () => undefined);
          await flows.output(`${requestId}-watch`);
          return request();
        },
        ruledBy: (next) => void Object.assign(policy, next),
        erased,
        fails: (does) => (isAway = does),
        message: async () => {
          const report = await house.results.getStream(requestId, 'report.json');
          const { message } = JSON.parse(await text(report!.stream)) as {
            message: { text: string };
          };
          return message.text;
        },
        eventIds: () => memory.intake.events.map(({ id }) => id),
        facts: async () =>
          (await house.register.journal(requestId, true))!.facts.map((fact) =>
            'system' in fact ? `${fact.kind} ${fact.system}` : fact.kind,
          ),
        isSealed: async () => (await house.register.watchList(requestId)) !== null,
      });
    } finally {
      await flows.stop();
    }
  });
}

test('a system that a law keeps is erased automatically when the time has ended, and a new final status says so', () =>
  withCase({ retention: [tax] }, async (one) => {
    const first = await one.honoured();
    expect(first).toMatchObject({ state: 'completed', reason: 'retained' });
    expect(first.systems).toMatchObject([
      { id: 'dir', verdict: 'erased' },
      { id: 'crm', verdict: 'retained', reason: 'tax-records', law: '§ 147 AO' },
    ]);
    expect(one.erased).toEqual(['user']);
    expect(await one.message()).toContain(
      'The crm: kept, because the law demands it: § 147 AO, until ',
    );

    // The erased account is read back a day later. That is not the end of the rule.
    expect(await one.passes(2)).toMatchObject({ state: 'completed', reason: 'retained' });
    expect(one.erased).toEqual(['user']);

    const last = await one.passes(6 * 366);
    expect(last).toMatchObject({ state: 'completed', reason: null });
    expect(last.systems).toMatchObject([{ verdict: 'erased' }, { verdict: 'erased' }]);
    expect(last.systems[1]).not.toHaveProperty('law');
    expect(one.erased).toEqual(['user', 'contact', 'order']);
    expect(one.eventIds()).toEqual([`${requestId}.finished`, `${requestId}.finished.2`]);
    expect(await one.message()).toContain('The crm: erased, and read back as gone.');
    expect((await one.facts()).slice(-7)).toEqual([
      ...['began crm', 'began crm', 'did crm', 'did crm'],
      ...['watched crm', 'reported', 'delivered'],
    ]);
    await one.passes(2);
    expect(await one.isSealed()).toBe(false);
  }));

test('the policy is read again when the rule ends: one that was extended, and then a legal hold, keep the data further', () =>
  withCase({ retention: [tax] }, async (one) => {
    const {
      systems: [, before],
    } = await one.honoured();
    one.ruledBy({ retention: [{ ...tax, until: { after: 'P10Y' } }] });
    const longer = await one.passes(6 * 366);
    expect(longer).toMatchObject({ state: 'completed', reason: 'retained', endings: 2 });
    expect(Date.parse(longer.systems[1]!.until!)).toBeGreaterThan(Date.parse(before!.until!));
    one.ruledBy({ legalHolds: [{ system: crm, reason: 'legal-hold' }] });
    const held = await one.passes(4 * 366);
    expect(held).toMatchObject({ state: 'completed-with-exceptions', endings: 3 });
    expect(held.systems[1]).toMatchObject({
      verdict: 'retained',
      reason: 'legal-hold',
      until: null,
    });
    expect(one.erased).toEqual(['user']);

    one.ruledBy({ legalHolds: [] });
    expect(await one.passes(2)).toMatchObject({ state: 'completed', reason: null, endings: 4 });
    expect(one.erased).toEqual(['user', 'contact', 'order']);
  }));

test('a class that a law keeps stays while the rest is erased, until its time has ended', () =>
  withCase({ retention: [{ ...tax, what: 'orders' }] }, async (one) => {
    const first = await one.honoured();
    expect(first).toMatchObject({ state: 'completed', reason: 'retained' });
    expect(first.systems[1]).toMatchObject({
      verdict: 'erased',
      residuals: [{ what: 'orders', verdict: 'retained', reason: 'tax-records', law: '§ 147 AO' }],
    });
    expect([...one.erased].sort()).toEqual(['contact', 'user']);
    await one.passes(2);
    expect([...one.erased].sort()).toEqual(['contact', 'user']);

    const last = await one.passes(6 * 366);
    expect(last).toMatchObject({ state: 'completed', reason: null, endings: 2 });
    expect(last.systems[1]).toMatchObject({
      verdict: 'erased',
      residuals: [{ what: 'orders', verdict: 'erased' }],
    });
    expect(one.erased.slice(2)).toEqual(['order']);
  }));

test('data that cannot be erased at the end of a rule is tried again every day, and reported after a month', () =>
  withCase({ retention: [tax] }, async (one) => {
    await one.honoured();
    one.fails(true);
    expect(await one.passes(6 * 366)).toMatchObject({ state: 'completed', reason: 'retained' });
    const told = await one.passes(32);
    expect(told).toMatchObject({ state: 'completed-with-exceptions', endings: 2 });
    expect(told.systems[1]).toMatchObject({ verdict: 'failed', code: 'permission-missing' });
    expect(await one.isSealed()).toBe(false);
  }));
