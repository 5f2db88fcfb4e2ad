import { strict as assert } from 'node:assert';
import { isTerminal } from '../../../local/host/protocol/orchestration-status.ts';
import type { Gates } from '../../../src/domain/gates.ts';
import { decideOnce } from './calls.ts';
import type { Deciding } from './setting.ts';
import type { World } from './world.ts';

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
    const answer = await decideOnce(world, step);
    isDone ||= answer.kind !== 'refused';
  }
  assert.ok(isDone || !steps[state]?.length, `nobody can pass ${state}`);
  return isDone;
}
