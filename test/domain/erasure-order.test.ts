import fc from 'fast-check';
import { allBefore, groupsOf, wavesOf } from '../../src/domain/erasure-order.ts';
import { systemIdOf } from '../../src/domain/system.ts';

const ids = ['aa', 'bb', 'cc', 'dd', 'ee', 'ff', 'gg'].map(systemIdOf);

/** Visits in any order. A system comes only after systems that stand before it in `ids`, so there is no circle. */
const visits = fc
  .tuple(...ids.map((_, index) => fc.subarray(ids.slice(0, index))))
  .chain((declared) => {
    const after = new Map(ids.map((id, index) => [id, declared[index] ?? []]));
    const all = ids.map((system) => ({ system, after: allBefore(system, after) }));
    return fc.shuffledSubarray(all);
  });

test('every system is in one wave of one group, and in a later wave than all that come before it', () => {
  fc.assert(
    fc.property(visits, (planned) => {
      const groups = groupsOf(planned);
      expect(new Set(groups.flat())).toEqual(new Set(planned));
      expect(groups.flat()).toHaveLength(planned.length);
      for (const group of groups) {
        const waves = wavesOf(group);
        expect(waves.flat()).toHaveLength(group.length);
        const waveOf = (id: string) =>
          waves.findIndex((w) => w.some(({ system }) => system === id));
        for (const { system, after } of group)
          for (const before of after) {
            if (!planned.some((one) => one.system === before)) continue;
            expect(waveOf(before)).toBeGreaterThanOrEqual(0);
            expect(waveOf(before)).toBeLessThan(waveOf(system));
          }
      }
    }),
  );
});

test('systems without an order to each other are in groups of their own', () => {
  const [one, two, three] = ids as [(typeof ids)[0], (typeof ids)[0], (typeof ids)[0]];
  const groups = groupsOf([{ system: one }, { system: two }, { system: three, after: [one] }]);
  expect(groups.map((group) => group.map(({ system }) => system).sort())).toEqual([
    ['bb'],
    ['aa', 'cc'],
  ]);
});
