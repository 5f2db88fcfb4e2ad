import fc from 'fast-check';
import { runActivity } from '../../src/activities/all-activities.ts';
import type { SystemVerdict } from '../../src/domain/verdict.ts';
import { stepNames, type Order, type StepName } from '../../src/workflows/steps/all-steps.ts';
import { laggingSystem, type HeldRecord, type Luck } from '../support/lagging-system.ts';
import { createMemoryHouse, requestId, system } from '../support/memory-house.ts';
import { Fault, play, startedAt, type World } from '../support/replayer.ts';

/** Each run replays a whole history after every event. A thousand take a minute or two. */
const numRuns = Number(process.env['HABEAS_RANDOM_FLOWS'] ?? 60);
const settleSeconds = 20;
const names = ['dir', 'crm', 'mail'] as const;
type Name = (typeof names)[number];

interface Drawn {
  /** The systems that hold the person, and a relative with the same address, at first. */
  readonly lives: readonly Name[];
  readonly relative: readonly Name[];
  /** Records that appear while the erasure runs; the numbers are seconds after its start. */
  readonly appear: readonly {
    readonly where: Name;
    readonly after: number;
    readonly isRelative: boolean;
  }[];
  readonly lucks: readonly Luck[];
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  lives: fc.subarray(['crm', 'mail'] as const).map((others): Name[] => ['dir', ...others]),
  relative: fc.oneof(fc.constant([]), fc.subarray(['crm', 'mail'] as const)),
  appear: fc.array(
    fc.record({
      where: fc.constantFrom(...names),
      after: fc.nat({ max: 150 }),
      isRelative: fc.constantFrom(false, false, true),
    }),
    { maxLength: 3 },
  ),
  lucks: fc.array(
    fc.record({
      lag: fc.nat({ max: settleSeconds - 1 }),
      lost: fc.constantFrom('before', 'after', ...Array<null>(10).fill(null)),
      isIneffective: fc.constantFrom(true, false, false, false, false),
    }),
    { maxLength: 80, size: 'max' },
  ),
});

/** The records that one system holds during the erasure. */
function recordsIn(where: Name, { lives, relative, appear }: Drawn): HeldRecord[] {
  const born = (id: string, name: string, bornAt = 0) => ({
    ...{ id, name, bornAt },
    ...{ erasedAt: null, hiddenUntil: 0 },
  });
  const own = where === 'dir' ? 'oid-ada' : `ada-${where}`;
  return [
    ...(lives.includes(where) ? [born(own, 'Ada')] : []),
    ...(relative.includes(where) ? [born(`bert-${where}`, 'Bert')] : []),
    ...appear.flatMap((one, index) =>
      one.where === where
        ? [
            born(
              `new-${String(index)}-${where}`,
              one.isRelative ? 'Bert' : 'Ada',
              startedAt + one.after * 1000,
            ),
          ]
        : [],
    ),
  ];
}

/** The whole flow with its real activities, on a virtual clock. Only the systems are simulated. */
async function erase(all: Drawn) {
  let time = startedAt;
  let used = 0;
  const luck = () => all.lucks[used++] ?? { lag: 0, lost: null, isIneffective: false };
  const systems = names.map((name) => ({
    name,
    ...laggingSystem(recordsIn(name, all), settleSeconds, name === 'dir', luck, () => time),
  }));
  const house = await createMemoryHouse(systems.map(({ name, access }) => system(name, access)));
  let rows: readonly SystemVerdict[] = [];
  const activity =
    <N extends StepName>(step: N) =>
    async (order: Order<N>, at: Date) => {
      time = at.getTime();
      house.intake.clock.at = at.toISOString();
      if ('systems' in order && step === 'compileReport')
        rows = order.systems as readonly SystemVerdict[];
      const answer = await runActivity(house, step, order);
      if (!answer.ok) throw new Fault(answer.fault);
      return answer.value;
    };
  const world = Object.fromEntries(stepNames.map((step) => [step, activity(step)])) as World;
  await play('honourRequest', { requestId, version: '1' }, world);
  return systems.map(({ name, records, searchedAt }) => ({
    records,
    searchedAt: searchedAt() ?? 0,
    verdict: rows.find(({ id }) => id === name)?.verdict,
  }));
}

test('the verdicts `erased` and `absent` are always true, even when indexes lag, answers are lost or data returns, and no relative is touched', async () => {
  const verdicts = new Map<unknown, number>();
  await fc.assert(
    fc.asyncProperty(drawn, async (all) => {
      for (const { records, searchedAt, verdict } of await erase(all)) {
        verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
        for (const { name, bornAt, erasedAt } of records) {
          if (name === 'Bert') expect(erasedAt).toBeNull();
          // A record that appears after the last search cannot be known.
          else if (bornAt <= searchedAt && (verdict === 'erased' || verdict === 'absent'))
            expect([verdict, erasedAt]).toEqual([verdict, expect.any(Number)]);
        }
      }
    }),
    { numRuns },
  );
  // Otherwise a flow that never gives `erased` would pass.
  for (const verdict of ['erased', 'absent', 'ambiguous'])
    expect(verdicts.get(verdict)).toBeGreaterThan(numRuns / 10);
}, 300_000);
