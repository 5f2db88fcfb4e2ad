import type { SystemOrder } from '../../src/workflows/steps/system-order.ts';
import type { VerdictOrder } from '../../src/workflows/steps/record-verdict.ts';
import { play } from '../support/replayer.ts';
import { order, gone, erased, still, world, systemsOf } from '../support/scripted-request.ts';

describe('an erasure', () => {
  it('gives up a system that stays down after the configured time, not sooner', async () => {
    const { output, steps } = await play(
      'honourRequest',
      order,
      world('erasure', {
        eraseFromSystem: (o, at) =>
          o.system === 'hubspot'
            ? { kind: 'later', code: 'unavailable', seconds: null, spentSeconds: 0 }
            : erased(at, gone(o)),
      }),
    );

    const tries = steps.filter(
      (step) => step.name === 'eraseFromSystem' && (step.order as SystemOrder).system === 'hubspot',
    );
    expect(tries.length).toBeGreaterThan(3);
    expect(tries.at(-1)!.second - tries[0]!.second).toBeGreaterThanOrEqual(20);
    expect(tries.at(-1)!.second - tries[0]!.second).toBeLessThanOrEqual(31);
    expect(output).toEqual({ state: 'completed-with-exceptions' });
  });

  it('gives up a system after three unexpected answers, within seconds', async () => {
    const { output, steps } = await play(
      'honourRequest',
      order,
      world('erasure', {
        eraseFromSystem: (o, at) =>
          o.system === 'hubspot'
            ? { kind: 'later', code: 'unexpected-answer', seconds: null, spentSeconds: 0 }
            : erased(at, gone(o)),
      }),
    );

    expect(systemsOf(steps, 'eraseFromSystem').filter((id) => id === 'hubspot')).toHaveLength(3);
    const verdict = steps.find(
      ({ name, order }) => name === 'recordVerdict' && (order as VerdictOrder).system === 'hubspot',
    );
    expect(verdict?.order).toMatchObject({
      verdict: 'failed',
      code: 'unexpected-answer',
      attempts: 3,
    });
    expect(output).toEqual({ state: 'completed-with-exceptions' });
  });

  it('waits as long as a system says, even longer than the time after which a system without an answer is given up', async () => {
    let calls = 0;
    const { output, seconds } = await play(
      'honourRequest',
      order,
      world('erasure', {
        eraseFromSystem: (o, at) =>
          o.system === 'hubspot' && ++calls <= 3
            ? { kind: 'later', code: 'throttled', seconds: 600, spentSeconds: 0 }
            : erased(at, gone(o)),
      }),
    );

    expect(output).toEqual({ state: 'completed' });
    expect(seconds).toBeGreaterThanOrEqual(1800);
  });

  it('asks again while a system is still working on the erasure', async () => {
    let reads = 0;
    const { output } = await play(
      'honourRequest',
      order,
      world('erasure', {
        eraseFromSystem: (_order, at) => erased(at, still),
        verifyInSystem: (o) => (++reads < 6 ? still : gone(o)),
      }),
    );

    expect(output).toEqual({ state: 'completed' });
    expect(reads).toBe(8);
  });
});
