import { strict as assert } from 'node:assert';
import { isTerminal, type RegisteredRequest } from '../../../src/domain/request.ts';
import { sweepOnce } from './calls.ts';
import { isOnItsWayOut, mustHaveHeard, passAGate, waitsAtGate } from './gates.ts';
import { checkNow } from './rules.ts';
import type { World } from './world-state.ts';

const tenMinutes = 600_000;
/** A request that has not ended after so many rounds will never end. */
const mostRounds = 200;

/**
 * Lets the request end: only time passes, and the sweeper runs. At a gate without a date, somebody decides.
 * @throws AssertionError when it does not end
 */
export async function untilOver(world: World): Promise<void> {
  for (let round = 0; ; round++) {
    await world.settle();
    await mustHaveHeard(world);
    const { row } = await checkNow(world);
    if (isOver(world, row)) return;
    assert.ok(round < mostRounds, `the request stays ${row.state}`);
    if (!(await passAGate(world))) await letTimePass(world);
  }
}

function isOver({ process }: World, { state, delivery }: RegisteredRequest): boolean {
  const isDelivered = delivery.state === 'delivered' || delivery.state === 'dead-lettered';
  const runs = process().hub.list({ statuses: [0, 6] }, undefined, 100);
  return isTerminal(state) && isDelivered && runs.length === 0;
}

async function letTimePass(world: World): Promise<void> {
  const next = world.nextTimer();
  const sweeping = Math.ceil((Date.now() + tenMinutes) / tenMinutes) * tenMinutes;
  const { row } = await world.stored();
  const isSweptInVain = world.sweptAt === row.updatedAt;
  if (next !== null && (next <= sweeping || isSweptInVain)) {
    world.time.moveTo(next);
    return;
  }
  world.time.moveTo(sweeping);
  const { happened } = world.outside.mishaps;
  assert.notEqual((await sweepOnce(world)).kind, 'refused');
  // The next run of the sweeper does the work that this run could not do.
  if (world.outside.mishaps.happened > happened) return;
  world.sweptAt = row.updatedAt;
  await world.settle();
  const { gates } = (await world.stored()).row;
  const isForgotten = (gates.unheard || isOnItsWayOut(gates)) && (await waitsAtGate(world));
  assert.ok(!isForgotten, 'the sweeper did not wake a flow that has not heard a decision');
}
