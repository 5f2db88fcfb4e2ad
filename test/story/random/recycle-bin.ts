import fc from 'fast-check';
import { objectIdIn } from '../../support/sandbox-client.ts';
import { systemOf } from '../../support/service-client.ts';
import { erasable, newMark, type RandomStory } from './random-story.ts';

const identities = {
  local: { signInType: 'emailAddress' },
  consumer: { signInType: 'federated', issuer: 'google.com' },
  otherTenant: { signInType: 'federated', issuer: 'ExternalAzureAD' },
  employee: { signInType: 'userPrincipalName' },
} as const;
type IdentityKind = keyof typeof identities;

interface Binned {
  readonly state: 'live' | 'binned';
  readonly userType: string | null;
  readonly kinds: readonly IdentityKind[];
}

const drawn: fc.Arbitrary<Binned> = fc.record({
  state: fc.constantFrom('live', 'binned', 'binned'),
  userType: fc.constantFrom('Member', 'Member', 'Guest', null),
  kinds: fc.subarray(Object.keys(identities) as IdentityKind[], { minLength: 1 }),
});

/**
 * A guest is never touched. An account that somebody else put into the recycle bin is purged only when it is certainly a consumer's
 * account.
 */
function mayBeErased({ state, userType, kinds }: Binned): boolean {
  if (state === 'live') return userType !== 'Guest';
  return userType === 'Member' && (kinds.includes('local') || kinds.includes('consumer'));
}

export const recycleBin: RandomStory<Binned> = {
  drawn,
  async play(stack, binned) {
    const mark = newMark();
    const person = await stack.sandbox.make({
      displayName: `Gustav ${mark}`,
      in: {
        'b2c-de': {
          state: binned.state,
          user: {
            userType: binned.userType,
            identities: binned.kinds.map((kind) => ({
              ...identities[kind],
              issuerAssignedId: `${kind}.${mark}@example.org`,
            })),
          },
        },
      },
    });
    const before = await stack.sandbox.traces(person.person);
    const accounts = [{ tenant: 'b2c-de', objectId: objectIdIn(person, 'b2c-de') }];
    const { id } = (await stack.service.post({ type: 'erasure', subject: { accounts } })).body;
    const line = systemOf(await stack.service.finished(id, 240_000), 'b2c-de');
    const after = await stack.sandbox.traces(person.person);
    if (mayBeErased(binned)) {
      expect(line).toMatchObject({ verdict: 'erased' });
      expect(erasable(after)).toEqual([]);
    } else {
      expect(line).toMatchObject({ verdict: 'failed', code: 'privileged-account' });
      expect(after).toEqual(before);
    }
  },
};
