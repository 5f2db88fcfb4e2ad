import { strict as assert } from 'node:assert';
import type { ChainedFact, FactOf } from '../../../src/domain/fact.ts';
import type { RecordRef } from '../../../src/domain/match.ts';
import { systemIdOf } from '../../../src/domain/system.ts';
import { recordKey } from '../../../src/ports/record-key.ts';
import type { Operation } from './fleet.ts';
import type { SystemName } from './setting.ts';
import type { Stored, World } from './world-state.ts';

type Decided = FactOf<'decided'>;

export const decisionsIn = (facts: readonly ChainedFact[]): Decided[] =>
  facts.filter((fact) => fact.kind === 'decided');

/**
 * Asked before data of the person is read or changed: does the journal allow it?
 * @throws AssertionError when it does not
 */
export async function mayDo(
  world: World,
  operation: Operation,
  system: SystemName,
  record: RecordRef,
): Promise<void> {
  if (operation === 'release') return;
  const stored = await world.stored();
  const decided = decisionsIn(stored.facts);
  const { state } = stored.row;
  const { rule } = world.setting;
  const isBegun = stored.facts.some((fact) => fact.kind === 'reopened' && fact.state === 'running');
  if (!isBegun) mustHavePassedGates(world, stored, operation);
  if (operation === 'freeze' && rule.freeze && !['planned', 'running', 'verifying'].includes(state))
    return;
  assert.ok(
    ['planned', 'running', 'verifying', 'reporting'].includes(state),
    `${operation} in the state ${state}`,
  );
  const ending = decided.find(({ what }) => what === 'withdraw' || what === 'refuse');
  assert.equal(ending, undefined, `${operation} after the request was withdrawn or refused`);
  assert.equal(standingHold(decided), undefined, `${operation} while the request is on hold`);
  mustBeSearchedByAll(world, operation, system);
  await mustBeTheirs(world, decided, system, record);
}

/** Identifiers that were added before the first call were searched for before it. */
function mustBeSearchedByAll(
  { fleet, added }: World,
  operation: Operation,
  system: SystemName,
): void {
  if (operation === 'freeze') return;
  const { asked } = fleet.all[system];
  const missing = added.filter((address) => !asked.has(address));
  assert.deepEqual(missing, [], `${operation} in ${system} before it was asked by what was added`);
}

function mustHavePassedGates(
  { setting: { rule } }: World,
  { row, facts }: Stored,
  operation: Operation,
): void {
  const decided = decisionsIn(facts);
  if (rule.identityProof === 'required')
    assert.ok(
      decided.findLastIndex(({ what }) => what === 'identity') >
        decided.findLastIndex(({ what }) => what === 'identifiers'),
      `${operation} without a proof of identity`,
    );
  const approvers = new Set(
    decided
      .filter(({ what, planHash }) => what === 'approve' && planHash === row.planHash)
      .map(({ actor }) => actor.id)
      .filter((id) => id !== 'requester'),
  );
  assert.ok(
    approvers.size >= rule.approvals,
    `${operation} with ${String(approvers.size)} approvals`,
  );
  if (rule.coolingOffSeconds === 0 || operation === 'freeze') return;
  const cooling = facts.find((fact) => fact.kind === 'waiting' && fact.for === 'cooling-off');
  assert.ok(cooling, `${operation} without a time to cool off`);
  const endsAt = Date.parse(cooling.at) + rule.coolingOffSeconds * 1000;
  assert.ok(Date.now() >= endsAt, `${operation} before the end of the cooling-off period`);
}

export function standingHold(decided: readonly Decided[]): Decided | undefined {
  const last = decided.findLast(({ what }) => what === 'hold' || what === 'resume');
  const isOver = !!last?.until && Date.parse(last.until) <= Date.now();
  return last?.what === 'hold' && !isOver ? last : undefined;
}

/** Records that are in doubt are touched only when somebody has chosen them. */
async function mustBeTheirs(
  { setting, keys, request }: World,
  decided: readonly Decided[],
  system: SystemName,
  record: RecordRef,
): Promise<void> {
  if (setting.held[system] === 'one' || request === null) return;
  const key = await recordKey({ keys }, request, systemIdOf(system), record);
  const isChosen = decided.some((one) => one.system === system && one.records?.includes(key));
  assert.ok(isChosen, `a record of ${system} is touched that nobody has chosen`);
}
