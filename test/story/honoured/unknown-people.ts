import { randomUUID } from 'node:crypto';
import { everywhere } from '../../support/invented-people.ts';
import { verdictsOf } from '../../support/service-client.ts';
import type { HonouredStack } from './honoured-stack.ts';

const unsearched = { 'b2c-fr': 'unsearched', 'b2c-us': 'unsearched' };

/** People about whom no system has data. */
export function storiesOfUnknownPeople(the: () => HonouredStack): void {
  test.concurrent.each([
    [
      'an e-mail address, every system is searched and is absent',
      { emails: [`${randomUUID()}@example.org`] },
      'no-match',
      {},
    ],
    [
      'an object ID, the other tenants cannot be searched',
      { accounts: [{ tenant: 'b2c-de', objectId: randomUUID() }] },
      'not-everywhere',
      unsearched,
    ],
    [
      'a user name, only its own tenant can be searched',
      { identities: [{ signInType: 'userName', issuer: 'b2c-de', issuerAssignedId: 'nobody' }] },
      'not-everywhere',
      { ...unsearched, hubspot: 'unsearched', mailchimp: 'unsearched' },
    ],
  ])(
    'for an unknown person, known only by %s',
    async (_, subject, reason, others) => {
      const finished = await the().honour({ type: 'erasure', subject });
      expect(finished).toMatchObject({ state: 'completed', reason });
      expect(verdictsOf(finished)).toEqual({
        ...Object.fromEntries(everywhere.map((system) => [system, 'absent'])),
        ...others,
      });
      for (const { verdict, reason: why, searched } of finished.systems)
        expect([verdict, why ?? null, searched?.length === 0]).toEqual(
          verdict === 'absent' ? [verdict, null, false] : [verdict, 'no-identifier', true],
        );
    },
    90_000,
  );
}
