import fc from 'fast-check';
import { systemIdOf } from '../../src/domain/system.ts';
import { concludeFindings, type HitsBySystem } from '../../src/domain/conclude-findings.ts';
import type { Identifier, KnownIdentifier } from '../../src/domain/identifier.ts';
import type { Hit } from '../../src/domain/match.ts';
import {
  couldBeOne,
  households,
  surnames,
  tellingWritings,
  writings,
} from '../support/households.ts';

const family: Identifier = { kind: 'email', value: 'family@example.org' };
const objectIdOf = (member: number, system: string) => `oid-${String(member)}-${system}`;
const accountOf = (member: number, system: string): Identifier => ({
  kind: 'account',
  system: systemIdOf(system),
  objectId: objectIdOf(member, system),
});

const directories = ['de', 'fr', 'us'];
const systems = [...directories, 'crm', 'mail'];

interface Owned {
  readonly member: number;
  readonly system: string;
  readonly writing: number;
  /** The member whose object ID a downstream record carries. */
  readonly carries: number | null;
}

const owned = fc.record({
  member: fc.nat({ max: 3 }),
  system: fc.constantFrom(...systems),
  writing: fc.nat({ max: writings.length - 1 }),
  carries: fc.option(fc.nat({ max: 3 })),
});

interface Household {
  readonly names: readonly string[];
  readonly surname: string;
  readonly records: readonly Owned[];
  readonly givenAddress: boolean;
  readonly givenAccount: boolean;
}

const household: fc.Arbitrary<Household> = fc.record({
  names: fc
    .constantFrom(...households)
    .chain((row) => fc.shuffledSubarray([...row], { minLength: 4 })),
  surname: fc.constantFrom(...surnames),
  records: fc.array(owned, { minLength: 1, maxLength: 10 }),
  givenAddress: fc.boolean(),
  givenAccount: fc.boolean(),
});

const idOf = ({ member, system, writing }: Owned, index: number) =>
  directories.includes(system)
    ? objectIdOf(member, system)
    : [member, system, writing, index].join('-');

/** The hits that the systems return for the shared address and for every object ID. */
function hitsOf({ names, surname, records }: Household): Hit[][] {
  return records.map((record, index) => {
    const { member, system, writing, carries } = record;
    const isDirectory = directories.includes(system);
    const hit = (join: Hit['join'], by: Identifier): Hit => ({
      record: { kind: 'record', id: idOf(record, index) },
      join,
      by,
      name: writings[writing]!(names[member]!, surname),
      reveals: isDirectory
        ? [
            { identifier: accountOf(member, system), trust: 'vouched' },
            { identifier: family, trust: 'vouched' },
          ]
        : [],
      preview: '',
    });
    const byId = isDirectory
      ? [hit('id', accountOf(member, system))]
      : carries === null
        ? []
        : directories.map((directory) => hit('id', accountOf(carries, directory)));
    return [...byId, hit('address', family)];
  });
}

function bySystem(household: Household, order: readonly number[]): HitsBySystem {
  const all = hitsOf(household);
  const hits: Record<string, Hit[]> = {};
  for (const index of order) {
    const { system } = household.records[index]!;
    hits[system] = [...(hits[system] ?? []), ...all[index]!];
  }
  return hits;
}

function givenIn({ givenAccount, givenAddress, records }: Household): KnownIdentifier[] {
  const own = records.filter(({ member, system }) => member === 0 && directories.includes(system));
  const accounts = givenAccount ? own.map(({ system }) => accountOf(0, system)) : [];
  return [...accounts, ...(givenAddress ? [family] : [])].map((identifier) => ({
    identifier,
    trust: 'given',
    source: 'request',
  }));
}

/** The members whose matched records identify them by name. */
function membersTold(household: Household, conclusion: ReturnType<typeof concludeFindings>) {
  const { records } = household;
  const matched = Object.entries(conclusion.findings).flatMap(([system, finding]) =>
    finding.records.map(({ id }) => `${system} ${id}`),
  );
  const told = records.filter(
    (record, index) =>
      record.writing < tellingWritings &&
      matched.includes(`${record.system} ${idOf(record, index)}`),
  );
  return [...new Set(told.map(({ member }) => member))];
}

/** An account has one name only. */
const isPossible = ({ names, records }: Household) => {
  const misled = records.some(({ carries }) => {
    if (carries === null) return false;
    const sharing = records.filter((each) => each.carries === carries).map(({ member }) => member);
    const members = [...new Set([carries, ...sharing])].map((member) => names[member]!);
    return members.some((one, at) => members.slice(at + 1).some((other) => couldBeOne(one, other)));
  });
  if (misled) return false;
  const accounts = records.filter(({ system }) => directories.includes(system));
  return (
    new Set(accounts.map(({ member, system }) => `${String(member)} ${system}`)).size ===
    accounts.length
  );
};

describe('families who share an address', () => {
  it('never match records of two people in one request, however the systems store names', () => {
    let withMatches = 0;
    fc.assert(
      fc.property(household.filter(isPossible), (home) => {
        const order = home.records.map((_, index) => index);
        const conclusion = concludeFindings(givenIn(home), bySystem(home, order));
        const members = membersTold(home, conclusion);
        expect(members.length).toBeLessThan(2);
        if (members.length > 0) withMatches += 1;
      }),
      { numRuns: 1000 },
    );
    // Without this check a rule that matches nobody would pass.
    expect(withMatches).toBeGreaterThan(100);
  });

  it('match all records of the subject when the subject’s own account has a name', () => {
    fc.assert(
      fc.property(household.filter(isPossible), (home) => {
        const own = home.records.find(
          ({ member, system, writing }) =>
            member === 0 && directories.includes(system) && writing < tellingWritings,
        );
        fc.pre(own !== undefined);
        const subject = { ...home, givenAccount: true };
        const order = home.records.map((_, index) => index);
        const conclusion = concludeFindings(givenIn(subject), bySystem(subject, order));
        expect(membersTold(subject, conclusion).filter((member) => member !== 0)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('are told apart in the same way for every order of the answers', () => {
    const shuffled = household.filter(isPossible).chain((home) =>
      fc.tuple(
        fc.constant(home),
        fc.shuffledSubarray(
          home.records.map((_, index) => index),
          { minLength: home.records.length },
        ),
      ),
    );
    const verdicts = (conclusion: ReturnType<typeof concludeFindings>) =>
      Object.entries(conclusion.findings)
        .map(([system, { state, records }]) => [system, state, records.map(({ id }) => id).sort()])
        .sort();
    fc.assert(
      fc.property(shuffled, ([home, order]) => {
        const first = concludeFindings(
          givenIn(home),
          bySystem(
            home,
            [...order].sort((a, b) => a - b),
          ),
        );
        const other = concludeFindings(givenIn(home), bySystem(home, order));
        expect(verdicts(other)).toEqual(verdicts(first));
      }),
      { numRuns: 1000 },
    );
  });
});
