import fc from 'fast-check';
import { everywhere, invent } from '../../support/invented-people.ts';
import { objectIdIn } from '../../support/sandbox-client.ts';
import { verdictsOf, type RequestBody } from '../../support/service-client.ts';
import { until } from '../../support/until.ts';
import { expectTrue, newMark, type RandomStory } from './random-story.ts';

type Named = 'b2c-de' | 'b2c-fr' | 'email';

interface Arriving {
  readonly lives: readonly string[];
  /** What each request names. Two requests may name nothing in common. */
  readonly accessBy: Named;
  readonly erasureBy: Named;
  readonly slow: string;
  readonly delayMs: number;
  /** The erasure is sent at once, or while the access request is carried out. */
  readonly later: boolean;
}

const named = fc.constantFrom<Named>('b2c-de', 'b2c-fr', 'email');
const drawn: fc.Arbitrary<Arriving> = fc.record({
  lives: fc
    .subarray(['b2c-us', 'hubspot', 'mailchimp'])
    .map((others) => ['b2c-de', 'b2c-fr', ...others]),
  accessBy: named,
  erasureBy: named,
  slow: fc.constantFrom(...everywhere),
  delayMs: fc.integer({ min: 100, max: 1500 }),
  later: fc.boolean(),
});

/** An access request and then an erasure of the same person. The access request gets its copy, and the erasure leaves nothing. */
export const arrivals: RandomStory<Arriving> = {
  drawn,
  async play(stack, { lives, accessBy, erasureBy, slow, delayMs, later }) {
    const fault = newMark();
    const person = await invent(stack.sandbox, lives);
    const subjectBy = (by: Named): RequestBody['subject'] =>
      by === 'email'
        ? { emails: [person.email] }
        : { accounts: [{ tenant: by, objectId: objectIdIn(person, by) }] };
    await stack.sandbox.fault(slow, { mode: 'slow', delayMs }, fault);

    const access = await stack.service.post({ type: 'access', subject: subjectBy(accessBy) });
    if (later)
      await until(
        'the access was being carried out',
        async () => (await stack.service.get(access.body.id)).state !== 'received',
        60_000,
      );
    const erasure = await stack.service.post({ type: 'erasure', subject: subjectBy(erasureBy) });
    const copied = verdictsOf(await stack.service.finished(access.body.id, 240_000));
    const erased = verdictsOf(await stack.service.finished(erasure.body.id, 240_000));
    await stack.sandbox.clearFault(slow, fault);

    const expected = (verdict: string) =>
      Object.fromEntries(
        everywhere.map((system) => [system, lives.includes(system) ? verdict : 'absent']),
      );
    expect(copied).toEqual(expected('exported'));
    expect(erased).toEqual(expected('erased'));
    expectTrue(erased, await stack.sandbox.traces(person.person));
  },
};
