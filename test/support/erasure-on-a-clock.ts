import { runActivity } from '../../src/activities/all-activities.ts';
import type { FlowName } from '../../src/workflows/all-flows.ts';
import { stepNames, type Order, type StepName } from '../../src/workflows/steps/all-steps.ts';
import { requestId, type MemoryHouse } from './memory-house.ts';
import { Fault, play, startedAt, type World } from './replayer.ts';

/** Plays a flow with its real activities, on the clock of the house. @returns when it ended, in milliseconds of Unix time */
export async function playIn(
  house: MemoryHouse,
  flow: Extract<FlowName, 'honourRequest' | 'watchResiduals'>,
  startsAt = startedAt,
): Promise<number> {
  const activity =
    <N extends StepName>(step: N) =>
    async (order: Order<N>, at: Date) => {
      house.intake.clock.at = at.toISOString();
      const answer = await runActivity(house, step, order);
      if (!answer.ok) throw new Fault(answer.fault);
      return answer.value;
    };
  const world = Object.fromEntries(stepNames.map((step) => [step, activity(step)])) as World;
  const { seconds } = await play(flow, { requestId, version: '1' }, world, startsAt);
  return startsAt + seconds * 1000;
}
