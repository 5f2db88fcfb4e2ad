import { strict as assert } from 'node:assert';
import type { RegisteredRequest } from '../../../src/domain/request.ts';
import { retryOnce, sweepOnce } from './calls.ts';
import { checkNow, eventOf } from './rules.ts';
import { systemNames } from './setting.ts';
import { untilOver } from './until-over.ts';
import type { Stored, World } from './world-state.ts';

/**
 * Lets the case end without further faults.
 * @throws AssertionError when it does not end, or ends wrongly
 */
export async function finish(world: World): Promise<void> {
  const { mishaps } = world.outside;
  Object.assign(mishaps, { crashIn: null, awayFor: 0 });
  await untilOver(world);
  const stored = await checkNow(world, true);
  checkTheEnd(world, stored);
  await checkTheKey(world, stored.row);
}

/** Checks the request, its systems and its messages after its end. */
function checkTheEnd(world: World, { row, facts }: Stored): void {
  const { fleet, setting, outside } = world;
  const erased = fleet.done.filter(({ operation }) => operation === 'erase');
  if (row.state === 'withdrawn' || row.state === 'refused') assert.deepEqual(erased, []);
  for (const name of systemNames) {
    const verdict = row.systems.find(({ id }) => id === name)?.verdict;
    const { records, drifts } = fleet.all[name];
    // When records were replaced, an operator may not have chosen all of them.
    if (setting.held[name] !== 'one' || drifts > 0) continue;
    if (verdict === 'erased' || verdict === 'absent')
      assert.equal(records.size, 0, `${name} is ${verdict}`);
  }
  mustBeAsFound(world, row);
  const finished = outside.events.map(({ id }) => id).filter((id) => id.includes('.finished'));
  const last = eventOf(row.id, row.endings);
  assert.ok(finished.includes(last), 'the final status was not sent');
  if (setting.callback)
    assert.ok(
      outside.called.some(({ id }) => id === last),
      'no callback',
    );
  if (outside.mishaps.happened === 0)
    assert.equal(new Set(finished).size, finished.length, 'a final status was sent twice');
  assert.equal(facts.filter(({ kind }) => kind === 'reported').length, row.endings);
}

/** An account that was not erased can sign in as before, or the row says that it is frozen. */
function mustBeAsFound({ fleet, setting }: World, row: RegisteredRequest): void {
  const line = row.systems.find(({ id }) => id === 'dir');
  if (line?.counts.left?.['frozenAccounts']) return;
  for (const state of fleet.all.dir.records.values())
    assert.equal(state, setting.enabled, `the account of a request that is ${row.state}`);
}

/** When the days for a retry have passed, the key is destroyed, and a retry is refused. */
async function checkTheKey(world: World, { closeAt }: RegisteredRequest): Promise<void> {
  if (closeAt !== null) {
    world.time.moveTo(Date.parse(closeAt) + 1000);
    assert.equal((await sweepOnce(world)).kind, 'done');
    const { row } = await checkNow(world, true);
    assert.equal(row.closeAt, null, 'the key was not destroyed in time');
  }
  assert.equal((await retryOnce(world, null)).kind, 'refused');
}
