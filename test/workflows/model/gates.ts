import { strict as assert } from 'node:assert';
import { isTerminal } from '../../../local/host/protocol/orchestration-status.ts';
import type { Gates } from '../../../src/domain/gates.ts';
import { decideOnce, type Answer } from './calls.ts';
import type { Deciding } from './setting.ts';
import type { World } from './world-state.ts';

const gateStates = [
  'awaiting-identity',
  'needs-decision',
  'awaiting-approval',
  'cooling-off',
  'on-hold',
];

/** Does the flow wait at a gate, for an event or a date? */
export async function waitsAtGate(world: World): Promise<boolean> {
  const { row } = await world.stored();
  const instance = row.run === 1 ? row.id : `${row.id}-${String(row.run)}`;
  const flow = world.process().hub.read(instance);
  if (!flow || isTerminal(flow.status)) return false;
  const { phase } = JSON.parse(flow.customStatus ?? '{}') as { phase?: string };
  return world.isQuiet() && phase !== undefined && gateStates.includes(phase);
}

const fiveMinutes = 300_000;

/**
 * Makes a decision. When the flow waits for a decision, it must read it at once, unless a fault happens. A timer that is due soon may
 * belong to a repeated step, so the flow may do something else.
 */
export async function decideAndNote(world: World, step: Deciding): Promise<Answer> {
  const isWaiting = await waitsAtGate(world);
  const timer = world.nextTimer();
  const isSure = isWaiting && (timer === null || timer - Date.now() > fiveMinutes);
  const before = world.outside.mishaps.happened;
  const answer = await decideOnce(world, step);
  const isHeard = answer.kind === 'done' && step.do !== 'extend' && isSure;
  world.heardAfter = isHeard ? before : null;
  return answer;
}

/** Called when all work is done that needs no time. */
export async function mustHaveHeard(world: World): Promise<void> {
  const { heardAfter } = world;
  world.heardAfter = null;
  if (heardAfter === null || world.outside.mishaps.happened > heardAfter) return;
  const { row } = await world.stored();
  assert.equal(row.gates.unheard, false, 'the flow was not woken by a decision');
}

/** It was withdrawn or refused, so it must end soon. */
export const isOnItsWayOut = ({ decisions }: Gates): boolean =>
  decisions.some(({ what }) => what === 'withdraw' || what === 'refuse');

/** Passes the gate at which the flow waits, when it has no date. @returns whether somebody did */
export async function passAGate(world: World): Promise<boolean> {
  const { state, gates } = (await world.stored()).row;
  if (gates.unheard || isOnItsWayOut(gates) || !(await waitsAtGate(world))) return false;
  const last = gates.decisions.findLast(({ what }) => what === 'hold');
  const steps: Partial<Record<typeof state, readonly Deciding[]>> = {
    'awaiting-identity': [{ do: 'identity', by: 'ada' }],
    'awaiting-approval': [
      { do: 'approve', by: 'ada', plan: 'current' },
      { do: 'approve', by: 'bob', plan: 'current' },
    ],
    'on-hold': last?.what === 'hold' && last.until === null ? [{ do: 'resume', by: 'ada' }] : [],
  };
  let isDone = false;
  for (const step of steps[state] ?? []) {
    if ((await world.stored()).row.state !== state) break;
    const answer = await decideAndNote(world, step);
    isDone ||= answer.kind !== 'refused';
  }
  assert.ok(isDone || !steps[state]?.length, `nobody can pass ${state}`);
  return isDone;
}
