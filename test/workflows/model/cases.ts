import fc from 'fast-check';
import type { RequestType } from '../../../src/domain/request.ts';
import {
  systemNames,
  type Call,
  type Case,
  type Held,
  type Setting,
  type Step,
  type Who,
} from './setting.ts';

const hour = 3600;

const setting: fc.Arbitrary<Setting> = fc.record({
  type: fc.constantFrom<RequestType>('erasure', 'erasure', 'erasure', 'access'),
  rule: fc.record({
    approvals: fc.constantFrom<0 | 1 | 2>(0, 1, 1, 2),
    coolingOffSeconds: fc.constantFrom(0, 0, hour, 72 * hour),
    freeze: fc.boolean(),
    identityProof: fc.constantFrom('none', 'none', 'required'),
  }),
  decideWithinSeconds: fc.constantFrom(0, 48 * hour),
  retryDays: fc.constantFrom(0, 14, 14),
  callback: fc.boolean(),
  held: fc.record({
    dir: fc.constantFrom<Held>('one', 'one', 'one', 'none'),
    crm: fc.constantFrom<Held>('one', 'one', 'none', 'two', 'lead'),
    shop: fc.constantFrom<Held>('one', 'none', 'none', 'two'),
  }),
  enabled: fc.constantFrom(true, true, false, null),
});

const who = fc.constantFrom<Who>('ada', 'bob', 'requester');
const anySystem = fc.constantFrom(...systemNames);
const of = <K extends Step['do']>(kind: K) => fc.constant(kind);

const call: fc.Arbitrary<Call> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: of('approve'),
      by: who,
      plan: fc.constantFrom('current', 'current', 'current', 'other'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('withdraw', 'refuse'), by: who }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: of('hold'), by: who, hours: fc.constantFrom(null, 1, 30) }),
  },
  { weight: 2, arbitrary: fc.record({ do: of('resume'), by: who }) },
);

/** The actions on one system, also after the end. */
const afterwards: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: of('decide'),
    system: anySystem,
    records: fc.constantFrom('none', 'first', 'all'),
  }),
  fc.record({ do: of('retry'), system: fc.constantFrom(null, ...systemNames) }),
  fc.record({ do: of('waive'), system: anySystem, by: who }),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: call },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('identity', 'identity', 'extend'), by: who }),
  },
  { weight: 6, arbitrary: afterwards },
  { weight: 3, arbitrary: fc.record({ do: of('add') }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: of('struck'), call, calls: fc.integer({ min: 0, max: 8 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: of('both'), one: call, other: call }) },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'settle',
        'settle',
        'settle',
        'timer',
        'timer',
        'pass',
        'pass',
        'ends',
        'ends',
        'wake',
        'sweep',
        'crash',
      ),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: of('turns'), turns: fc.integer({ min: 1, max: 40 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: of('wait'),
      minutes: fc.constantFrom(1, 10, 61, 3 * 24 * 60, 15 * 24 * 60),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: of('crash in'), calls: fc.integer({ min: 0, max: 30 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: of('storage away'),
      calls: fc.integer({ min: 0, max: 20 }),
      times: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: of('breaks'),
      system: anySystem,
      calls: fc.constantFrom(0, 1, 2, 3, 100, 100),
      soon: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: of('drift'),
      system: anySystem,
      how: fc.constantFrom('replaced', 'another'),
    }),
  },
);

/** One system fails at the end, and is repaired or waived or neither before people go on. */
const afterAnEnd: fc.Arbitrary<Step[]> = fc
  .tuple(
    fc.array(step, { maxLength: 3 }),
    fc.record({ do: of('breaks'), system: anySystem, calls: fc.constant(100), soon: fc.boolean() }),
    fc.record({ do: of('ends') }),
    fc.option(
      fc.record({
        do: of('breaks'),
        system: anySystem,
        calls: fc.constantFrom(0, 1),
        soon: fc.boolean(),
      }),
      { nil: undefined },
    ),
    fc.array(who, { maxLength: 3 }),
    fc.array(fc.oneof({ weight: 2, arbitrary: step }, { weight: 1, arbitrary: afterwards }), {
      maxLength: 8,
    }),
  )
  .map(([before, breaks, ends, repaired, waivers, after]): Step[] => [
    ...before,
    breaks,
    ends,
    ...(repaired ? [{ ...repaired, system: breaks.system }] : []),
    ...waivers.map((by) => ({ do: 'waive' as const, system: breaks.system, by })),
    ...after,
  ]);

export const cases: fc.Arbitrary<Case> = fc.record({
  setting,
  steps: fc.oneof(
    { weight: 2, arbitrary: fc.array(step, { maxLength: 16 }) },
    { weight: 1, arbitrary: afterAnEnd },
  ),
});
