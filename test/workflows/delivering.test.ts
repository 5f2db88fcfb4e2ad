import { play } from '../support/replayer.ts';
import { requestId, world } from '../support/scripted-request.ts';

describe('delivering the status', () => {
  const deliver = { requestId, version: '1', callback: true, ending: 1 };

  it('calls back until the receiver accepts it: first within 10 s, then more slowly', async () => {
    let calls = 0;
    const { output, steps } = await play('deliverStatus', deliver, {
      ...world('access'),
      callBack: () => ({ taken: ++calls === 4 }),
    });

    const seconds = steps.filter((step) => step.name === 'callBack').map((step) => step.second);
    expect(output).toEqual({ state: 'delivered' });
    expect(seconds).toEqual([0, 5, 15, 35]);
    expect(steps.at(-1)!.order).toEqual({
      requestId,
      ending: 1,
      callback: true,
      state: 'delivered',
      attempts: 4,
    });
  });

  it('dead-letters after three days', async () => {
    const { output, seconds } = await play('deliverStatus', deliver, {
      ...world('access'),
      callBack: () => ({ taken: false }),
    });

    expect(output).toEqual({ state: 'dead-lettered' });
    expect(seconds).toBeGreaterThan(3 * 86_400 - 3600);
    expect(seconds).toBeLessThanOrEqual(3 * 86_400);
  });
});
