import fc from 'fast-check';
import { directories, invent, type Invented } from '../../support/invented-people.ts';
import { objectIdIn } from '../../support/sandbox-client.ts';
import { verdictsOf } from '../../support/service-client.ts';
import type { TestStack } from '../../support/stack.ts';
import { until } from '../../support/until.ts';
import { expectTrue, newMark, type RandomStory } from './random-story.ts';

interface Reads {
  /** Milliseconds after the change: gone, live again, gone. With one number: when the change is shown. */
  readonly one: number | readonly number[];
  readonly list: number;
  readonly binned: number;
}

interface Lagging {
  readonly lives: readonly string[];
  /** By system, in the order of `lives`. */
  readonly reads: readonly Reads[];
  /** The systems in which data of the person returns while the request runs. */
  readonly returns: 'hubspot' | 'mailchimp' | 'b2c-us' | null;
}

/** In milliseconds: less than the settle time of the sandbox's systems. No wait can cover a longer lag than that. */
const longest = 2500;
const after = fc.nat({ max: longest });
const flicker = fc
  .uniqueArray(fc.integer({ min: 1, max: longest }), { minLength: 2, maxLength: 2 })
  .map((times) => [0, ...times.sort((one, other) => one - other)]);
const reads = fc.record({ one: fc.oneof(after, flicker), list: after, binned: after });

const drawn: fc.Arbitrary<Lagging> = fc
  .record({
    vendors: fc.subarray(['b2c-fr', 'hubspot', 'mailchimp']),
    reads: fc.array(reads, { minLength: 4, maxLength: 4 }),
    returns: fc.option(fc.constantFrom('hubspot', 'mailchimp', 'b2c-us')),
  })
  .map(({ vendors, ...rest }) => ({ ...rest, lives: ['b2c-de', ...vendors] }));

/** Replicas lag, and data returns while the request runs. The verdict is `erased` only in systems in which nothing is left. */
export const lags: RandomStory<Lagging> = {
  drawn,
  async play(stack, { lives, reads: drawnReads, returns }) {
    const fault = newMark();
    const person = await invent(stack.sandbox, lives);
    const objectId = objectIdIn(person, 'b2c-de');
    for (const [index, system] of lives.entries())
      await stack.sandbox.fault(
        system,
        { mode: 'lag', reads: drawnReads[index]!, match: { path: writesOf(person, system) } },
        fault,
      );
    // The purge fails until the data has returned, so the last search is later than the return.
    const hold = `${fault}-hold`;
    const purging = { method: 'DELETE', path: `deletedItems/${objectId}` };
    if (returns)
      await stack.sandbox.fault(
        'b2c-de',
        { mode: 'status', status: 503, retryAfter: 1, match: purging },
        hold,
      );
    const subject = { accounts: [{ tenant: 'b2c-de', objectId }] };
    const { id } = (await stack.service.post({ type: 'erasure', subject })).body;
    if (returns) {
      await until('the account was deleted', () => wasDeleted(stack, objectId), 120_000, 200);
      await comeBack(stack, person, returns);
      await stack.sandbox.clearFault('b2c-de', hold);
    }
    const verdicts = verdictsOf(await stack.service.finished(id, 240_000));
    for (const system of lives) await stack.sandbox.clearFault(system, fault);

    expectTrue(verdicts, await stack.sandbox.traces(person.person));
    for (const system of lives)
      if (system !== returns) expect([system, verdicts[system]]).toEqual([system, 'erased']);
    if (returns) expect(['erased', 'present']).toContain(verdicts[returns]);
  },
};

/** The calls that erase this person. HubSpot's call names the contact only in its body. */
function writesOf(person: Invented, system: string): string {
  if (directories.includes(system)) return objectIdIn(person, system);
  if (system === 'hubspot') return 'gdpr-delete';
  return person.records.find((record) => record.system === system)?.id ?? '';
}

async function wasDeleted(stack: TestStack, objectId: string): Promise<boolean> {
  const lines = await stack.sandbox.journal();
  return lines.some(({ path, effect }) => path.includes(objectId) && effect === 'erased');
}

async function comeBack(stack: TestStack, person: Invented, system: string): Promise<void> {
  const { email, givenName, surname } = person;
  const records: Readonly<Record<string, object>> = {
    hubspot: { properties: { email, firstname: givenName, lastname: surname } },
    mailchimp: { email_address: email, merge_fields: { FNAME: givenName, LNAME: surname } },
    'b2c-us': { user: { givenName, surname } },
  };
  await stack.sandbox.make({ person: person.person, in: { [system]: records[system] } });
}
