import fc from 'fast-check';
import type { Pending } from '../../../src/ports/system-access.ts';
import { systemIdOf } from '../../../src/domain/system.ts';
import { SystemFailure } from '../../../src/domain/failure.ts';
import { readBackOf, confirmed, type ReadBack } from '../../../src/domain/read-back.ts';
import { auditReports } from '../../../src/connectors/azure-ad-b2c/audit-reports.ts';
import { eraseUser } from '../../../src/connectors/azure-ad-b2c/erase-user.ts';
import { holdUser } from '../../../src/connectors/azure-ad-b2c/hold-user.ts';
import { verifyUser } from '../../../src/connectors/azure-ad-b2c/verify-user.ts';
import { accountId, laggingGraph, type Account, type Luck } from './lagging-graph.ts';

const settleSeconds = 60;
const kinds = {
  local: { signInType: 'emailAddress', issuer: 'contoso.onmicrosoft.com' },
  consumer: { signInType: 'federated', issuer: 'google.com' },
  otherTenant: { signInType: 'federated', issuer: 'ExternalAzureAD' },
  employee: { signInType: 'userPrincipalName', issuer: 'contoso.onmicrosoft.com' },
};

const account: fc.Arbitrary<Account> = fc.record({
  place: fc.constantFrom('live', 'binned', 'gone'),
  userType: fc.constantFrom('Member', 'Member', 'member', 'Guest', 'guest', null),
  identities: fc.subarray(Object.values(kinds)),
  roles: fc.constantFrom(0, 0, 0, 1),
});
const luck: fc.Arbitrary<Luck> = fc.record({
  lost: fc.constantFrom('before', 'after', null, null, null, null),
  outage: fc.nat({ max: 2 * settleSeconds }),
  // Waits are whole seconds, so a lag of less than `settleSeconds` is over when they have passed.
  lag: fc.oneof(fc.constant(0), fc.nat({ max: settleSeconds - 1 })),
});

/** A guest is never touched, nor is an administrator. In the bin, only an account that is certainly a consumer's may be purged. */
function mayBeTouched({ place, userType, identities, roles }: Account): boolean {
  if (userType?.toLowerCase() === 'guest') return false;
  if (place === 'live') return roles === 0;
  const isConsumer = identities.some((one) => one === kinds.local || one === kinds.consumer);
  return userType?.toLowerCase() === 'member' && isConsumer;
}

const isPending = (answer: { readonly kind: string }): answer is Pending =>
  answer.kind === 'pending';

/** Freezes, erases once and reads back, as the flow does: what fails or is pending is tried again. */
async function eraseAsTheFlowDoes(drawn: Account, lucks: readonly Luck[]) {
  let at = Date.parse('2026-03-02T08:00:00.000Z');
  let drawnSoFar = 0;
  let lastLuck: Luck = { lost: null, outage: 0, lag: 0 };
  const now = () => new Date(at);
  const nextLuck = () => (lastLuck = lucks[drawnSoFar++] ?? { lost: null, outage: 0, lag: 0 });
  const tenant = laggingGraph(drawn, nextLuck, now);
  const { graph } = tenant;
  const options = {
    ...{ settleSeconds, now, auditRetentionDays: 7, reports: auditReports(5, now) },
    ...{ system: systemIdOf('b2c-de'), domain: 'contoso.onmicrosoft.com' },
    ...{ trustedFields: [], emailFields: [], phoneFields: [], objectIdFields: {}, domains: [] },
  };

  async function persist<T extends { readonly kind: string }>(
    operation: (tries: number, since: string | null) => Promise<T | Pending>,
  ): Promise<Exclude<T, Pending>> {
    let since: string | null = null;
    for (let tries = 0; tries < 200; tries += 1) {
      try {
        const answer = await operation(tries, since);
        if (!isPending(answer)) return answer as Exclude<T, Pending>;
        since = answer.since ?? null;
        at += Math.ceil(answer.seconds) * 1000;
      } catch (error) {
        if (!(error instanceof SystemFailure) || error.code !== 'unavailable') throw error;
        at += lastLuck.outage * 1000;
      }
    }
    throw new Error('it does not end');
  }

  async function readBack(): Promise<ReadBack> {
    const erasedAt = now().toISOString();
    const look = await persist(async (_, goneSince) => {
      const answer = await verifyUser(graph, accountId, erasedAt, [], options);
      return confirmed(readBackOf([answer]), { erasedAt, goneSince, settleSeconds, now: now() });
    });
    if (look.kind !== 'done') throw new Error(look.kind);
    return look.value;
  }

  const begunAt = now().toISOString();
  const intent = (tries: number, since: string | null) => ({ begunAt, repeated: tries > 0, since });
  try {
    await persist((tries, since) =>
      holdUser(graph, accountId, intent(tries, since), () => Promise.resolve(), options),
    );
    await persist((tries, since) => eraseUser(graph, accountId, intent(tries, since), options));
    return { ...tenant, verdict: (await readBack()).verdict };
  } catch (error) {
    if (error instanceof SystemFailure) return { ...tenant, verdict: error.code };
    throw error;
  }
}

describe('in a tenant whose replicas lag and whose answers get lost', () => {
  test('an account that must not be touched is as before', async () => {
    await fc.assert(
      fc.asyncProperty(
        account.filter((one) => one.place !== 'gone' && !mayBeTouched(one)),
        fc.array(luck, { maxLength: 60, size: 'max' }),
        async (drawn, lucks) => {
          const { effects, place, verdict } = await eraseAsTheFlowDoes(drawn, lucks);
          expect(effects).toEqual([]);
          expect(place()).toBe(drawn.place);
          expect(verdict).not.toBe('erased');
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('an account that may be touched is erased, and the verdict is `erased` only when it is gone', async () => {
    await fc.assert(
      fc.asyncProperty(
        account.filter((one) => one.place === 'gone' || mayBeTouched(one)),
        fc.array(luck, { maxLength: 60, size: 'max' }),
        async (drawn, lucks) => {
          const { place, verdict } = await eraseAsTheFlowDoes(drawn, lucks);
          expect([verdict, place()]).toEqual(['erased', 'gone']);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
