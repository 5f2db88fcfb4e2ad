import { strict as assert } from 'node:assert';
import { isTerminal, type RequestState } from '../../../src/domain/request.ts';
import { applyFact, project, projectedPart } from '../../../src/journal/apply-fact.ts';
import { verifyChain } from '../../../src/journal/chain.ts';
import type { RegisteredRequest } from '../../../src/domain/request.ts';
import type { ChainedFact } from '../../../src/domain/fact.ts';
import { KeyDestroyed } from '../../../src/ports/key-ring.ts';
import type { Setting } from './setting.ts';
import type { Stored, World } from './world-state.ts';

/**
 * Checks the rules that hold at any moment.
 * @param settled the chain of facts is computed again, too
 * @throws AssertionError
 */
export async function checkNow(world: World, settled = false): Promise<Stored> {
  const [violation] = [...world.violations, ...world.process().faults()];
  if (violation !== undefined) throw asError(violation);
  const stored = await world.stored(settled);
  const { row, facts, head } = stored;
  assert.deepEqual(projectedPart(row), projectedPart(project(facts)), 'the row is not its journal');
  // Facts that are not settled have no place in the chain yet.
  if (settled) assert.deepEqual(verifyChain(facts, head), { chain: 'whole' });
  mustBeLegal(world.setting, facts);
  assert.notEqual(row.reason, 'internal', 'the flow broke');
  mustBeWaivedByTwo(stored);
  await mustHaveItsKey(world, row);
  mustTellItsEnds(world, row);
  return stored;
}

const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error('violated', { cause: thrown });

const beforeTheFirstCall: readonly RequestState[] = [
  'received',
  'awaiting-identity',
  'resolving',
  'needs-decision',
  'awaiting-approval',
  'cooling-off',
  'on-hold',
];
const visiting: readonly RequestState[] = ['planned', 'running', 'verifying', 'reporting'];

/** May a request go from one of these states to the other? */
function mayFollow(setting: Setting, from: RequestState, to: RequestState): boolean {
  if (isTerminal(from)) return to === 'running' || to === 'resolving';
  if (to === 'received') return false;
  if (to === 'failed') return true;
  if (to === 'withdrawn' || to === 'refused') return beforeTheFirstCall.includes(from);
  if (isTerminal(to)) return visiting.includes(from);
  if (visiting.includes(to))
    return visiting.includes(from) || (to === 'planned' && beforeTheFirstCall.includes(from));
  const { rule, decideWithinSeconds } = setting;
  const isAskedFor =
    (to !== 'awaiting-identity' || rule.identityProof === 'required') &&
    (to !== 'needs-decision' || decideWithinSeconds > 0) &&
    (to !== 'awaiting-approval' || rule.approvals > 0) &&
    (to !== 'cooling-off' || rule.coolingOffSeconds > 0);
  // The plan comes before the gates that need it.
  return isAskedFor && (beforeTheFirstCall.includes(from) || from === 'planned');
}

function mustBeLegal(setting: Setting, facts: readonly ChainedFact[]): void {
  let row: RegisteredRequest | null = null;
  for (const fact of facts) {
    const before: RegisteredRequest | null = row;
    row = applyFact(before, fact);
    if (!before || before.state === row.state) continue;
    const step = `${before.state} → ${row.state} by ${fact.kind}`;
    assert.ok(mayFollow(setting, before.state, row.state), step);
  }
}

/** A system is waived only when two people have waived it. */
function mustBeWaivedByTwo({ row, facts }: Stored): void {
  for (const { id, verdict } of row.systems) {
    if (verdict !== 'waived') continue;
    const waivers = facts.filter(
      (fact) => fact.kind === 'decided' && fact.what === 'waive' && fact.system === id,
    );
    const people = new Set(waivers.map(({ actor }) => actor.id));
    assert.ok(people.size > 1, `${id} is waived by one person`);
  }
}

/** The key exists as long as it is still needed, and no longer. */
async function mustHaveItsKey({ keys, request }: World, row: RegisteredRequest): Promise<void> {
  if (request === null) return;
  keys.forget(request);
  const isThere = await keys.read(request, 'dossier').then(
    () => true,
    (error: unknown) => {
      if (error instanceof KeyDestroyed) return false;
      throw error;
    },
  );
  const isNeeded = !isTerminal(row.state) || row.closeAt !== null;
  assert.equal(isThere, isNeeded, `the key of a request that is ${row.state}`);
  if (['completed', 'withdrawn', 'refused'].includes(row.state))
    assert.equal(row.closeAt, null, `the key outlives ${row.state}`);
}

/** Each end is delivered with its own event id, and no other end is delivered. */
function mustTellItsEnds({ outside }: World, { id, endings }: RegisteredRequest): void {
  const possible = Array.from({ length: endings }, (_, index) => eventOf(id, index + 1));
  for (const { id: event } of [...outside.events, ...outside.called])
    if (event.includes('.finished')) assert.ok(possible.includes(event), `the event ${event}`);
}

export const eventOf = (id: string, ending: number): string =>
  ending === 1 ? `${id}.finished` : `${id}.finished.${String(ending)}`;
