import { domainToASCII } from 'node:url';
import fc from 'fast-check';
import { everywhere } from '../../support/invented-people.ts';
import { verdictsOf } from '../../support/service-client.ts';
import { expectTrue, newMark, type RandomStory } from './random-story.ts';

interface Spelled {
  readonly local: string;
  readonly label: string;
  /** How each system stores the address; null when it does not know the person. */
  readonly stored: readonly (number | null)[];
  /** How the sender writes it. */
  readonly asked: number;
  readonly other: number;
}

const inCapitals = (text: string) => text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
const inALabels = (address: string) => {
  const [local = '', domain = ''] = address.split('@');
  return `${local}@${domainToASCII(domain)}`;
};
const spellings: readonly ((address: string) => string)[] = [
  (address) => address,
  inALabels,
  (address) => address.normalize('NFD'),
  (address) => inCapitals(address),
  (address) => inCapitals(inALabels(address)),
];

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '');
const kelvin = '\u212a';
/** Addresses that look alike, and belong to somebody else. */
const others: readonly ((local: string, domain: string) => string)[] = [
  (local, domain) => `${plain(local)}@${domain}`,
  (local, domain) => `${local}@${plain(domain)}`,
  (local, domain) => `${local.replace('k', kelvin)}@${domain}`,
  (local, domain) => `${local.replace(/é|ü/, (letter) => (letter === 'é' ? 'è' : 'ù'))}@${domain}`,
];

const drawn: fc.Arbitrary<Spelled> = fc.record({
  local: fc.stringMatching(/^[a-zéüñø]{0,6}k[éü]$/u),
  label: fc.stringMatching(/^[a-z]{1,3}[äöü][ßλ]?$/u),
  stored: fc
    .tuple(...everywhere.map(() => fc.option(fc.nat({ max: spellings.length - 1 }))))
    .filter((all) => all.some((one) => one !== null)),
  asked: fc.nat({ max: spellings.length - 1 }),
  other: fc.nat({ max: others.length - 1 }),
});

/** Systems and senders write one address in different ways. All its records are found, and no record of an address that looks alike. */
export const spelledAddresses: RandomStory<Spelled> = {
  drawn,
  async play(stack, { local, label, stored, asked, other }) {
    const [name, domain] = [`${local}${newMark()}`, `${label}.example`];
    const address = `${name}@${domain}`;
    const person = await stack.sandbox.make({
      displayName: 'Ada Vogelsang',
      in: Object.fromEntries(
        everywhere.flatMap((system, index) => {
          const at = stored[index] ?? null;
          return at === null ? [] : [[system, addressed(system, spellings[at]!(address))]];
        }),
      ),
    });
    // Without a name, only the address distinguishes the other person.
    const bystander = await stack.sandbox.make({
      displayName: 'unknown',
      in: Object.fromEntries(
        everywhere.map((system) => [system, addressed(system, others[other]!(name, domain))]),
      ),
    });
    const before = await stack.sandbox.traces(bystander.person);
    const subject = { emails: [spellings[asked]!(address)] };
    const { id } = (await stack.service.post({ type: 'erasure', subject })).body;
    const verdicts = verdictsOf(await stack.service.finished(id, 240_000));

    expect(verdicts).toEqual(
      Object.fromEntries(
        everywhere.map((system, index) => [
          system,
          (stored[index] ?? null) === null ? 'absent' : 'erased',
        ]),
      ),
    );
    expectTrue(verdicts, await stack.sandbox.traces(person.person));
    expect(await stack.sandbox.traces(bystander.person)).toEqual(before);
  },
};

function addressed(system: string, email: string): object {
  if (system === 'hubspot') return { properties: { email } };
  if (system === 'mailchimp') return { email_address: email };
  return { user: { identities: [{ signInType: 'emailAddress', issuerAssignedId: email }] } };
}
