import fc from 'fast-check';
import { households, surnames, tellingWritings, writings } from '../../support/households.ts';
import { everywhere } from '../../support/invented-people.ts';
import { readZip } from '../../support/read-zip.ts';
import { objectIdIn, type SandboxPerson } from '../../support/sandbox-client.ts';
import { verdictsOf } from '../../support/service-client.ts';
import type { TestStack } from '../../support/stack.ts';
import { expectTrue, newMark, type RandomStory } from './random-story.ts';

interface Held {
  readonly member: number;
  readonly writing: number;
}

interface Family {
  readonly type: 'access' | 'erasure';
  readonly names: readonly string[];
  readonly surname: string;
  /** Which member each system holds, by the address that the family shares. A system accepts an address once. */
  readonly holds: readonly (Held | null)[];
}

// A relative's record without a name matches, because nothing distinguishes it. So the records of relatives always have a name, and so does
// the account that the request names.
const held = fc
  .record({ member: fc.nat({ max: 2 }), writing: fc.nat({ max: writings.length - 1 }) })
  .map(({ member, writing }) => ({
    member,
    writing: member === 0 ? writing : writing % tellingWritings,
  }));

const drawn: fc.Arbitrary<Family> = fc.record({
  type: fc.constantFrom('access', 'erasure', 'erasure'),
  names: fc
    .constantFrom(...households)
    .chain((row) => fc.shuffledSubarray([...row], { minLength: 3, maxLength: 3 })),
  surname: fc.constantFrom(...surnames),
  holds: fc
    .tuple(
      fc.nat({ max: tellingWritings - 1 }).map((writing) => ({ member: 0, writing })),
      ...everywhere.slice(1).map(() => fc.option(held)),
    )
    .map((all) => all),
});

function residence(system: string, phone: string, name: ReturnType<(typeof writings)[number]>) {
  const { given, surname, display } = name;
  const [first, last] = [given ?? display ?? '', surname ?? ''];
  if (system === 'hubspot') return { properties: { firstname: first, lastname: last, phone } };
  if (system === 'mailchimp') return { merge_fields: { FNAME: first, LNAME: last, PHONE: phone } };
  const displayName = display ?? ([given, surname].filter(Boolean).join(' ') || 'unknown');
  return { user: { displayName, givenName: given, surname, mobilePhone: phone } };
}

const heldOf = ({ holds }: Family, member: number) =>
  everywhere.flatMap((system, index) => {
    const one = holds[index];
    return one?.member === member ? [{ system, writing: one.writing }] : [];
  });

async function settleIn(stack: TestStack, family: Family, email: string) {
  const people: { member: number; phone: string; person: SandboxPerson }[] = [];
  for (const [member, given] of family.names.entries()) {
    const homes = heldOf(family, member);
    if (homes.length === 0) continue;
    const phone = `+4915${String(parseInt(newMark().slice(0, 8), 16)).padStart(10, '0')}`;
    const person = await stack.sandbox.make({
      displayName: `${given} ${family.surname}`,
      emails: [email],
      in: Object.fromEntries(
        homes.map(({ system, writing }) => [
          system,
          residence(system, phone, writings[writing]!(given, family.surname)),
        ]),
      ),
    });
    people.push({ member, phone, person });
  }
  return people;
}

/** Relatives share an address. Only the records of the person whom the request names are read or erased. */
export const families: RandomStory<Family> = {
  drawn,
  async play(stack, family) {
    const people = await settleIn(stack, family, `family.${newMark()}@example.org`);
    const subject = people[0]!.person;
    const relatives = people.filter(({ member }) => member !== 0);
    const before = await Promise.all(
      relatives.map(({ person }) => stack.sandbox.traces(person.person)),
    );
    const accounts = [{ tenant: 'b2c-de', objectId: objectIdIn(subject, 'b2c-de') }];
    const { id } = (await stack.service.post({ type: family.type, subject: { accounts } })).body;
    const finished = await stack.service.finished(id, 240_000);
    const verdicts = verdictsOf(finished);
    const done = family.type === 'access' ? 'exported' : 'erased';

    const after = await Promise.all(
      relatives.map(({ person }) => stack.sandbox.traces(person.person)),
    );
    expect(after).toEqual(before);
    for (const { member } of relatives)
      for (const { system } of heldOf(family, member))
        expect([system, verdicts[system]]).toEqual([system, 'ambiguous']);
    for (const { system, writing } of heldOf(family, 0))
      if (writing < tellingWritings) expect([system, verdicts[system]]).toEqual([system, done]);
    if (family.type === 'erasure') expectTrue(verdicts, await stack.sandbox.traces(subject.person));
    else await expectNothingOf(relatives, stack, id);
  },
};

/** A package holds no record of a relative. The phone number is in every record. */
async function expectNothingOf(
  relatives: readonly { phone: string; person: SandboxPerson }[],
  stack: TestStack,
  id: string,
): Promise<void> {
  const entries = await readZip(await (await stack.service.package(id)).arrayBuffer());
  const texts = Object.values(entries).map(({ text }) => text);
  expect(texts.length).toBeGreaterThan(0);
  for (const { phone, person } of relatives) {
    const ids = person.accounts.map(({ objectId }) => objectId);
    for (const canary of [phone, ...ids])
      expect(texts.filter((text) => text.includes(canary))).toEqual([]);
  }
}
