import { cooldown } from '../../../src/connectors/kit/cooldown.ts';
import { SystemFailure } from '../../../src/domain/failure.ts';
import { TurnLater } from '../../../src/domain/turn-later.ts';
import { asCaller } from '../../../src/ports/caller.ts';
import { virtualClock } from './virtual-clock.ts';

const told = (retryAfter: number | null, code: 'throttled' | 'refused' = 'throttled') =>
  new SystemFailure(code, 'HTTP 429', { retryAfter });

test('a Retry-After for one request holds for all requests, which then continue one after another', async () => {
  const clock = virtualClock();
  const hostCooldown = cooldown(clock);
  const come = (key: string) => asCaller(key, () => hostCooldown.wait());
  await come('first');
  hostCooldown.learn(told(60));

  const keys = Array.from({ length: 50 }, (_, index) => `r${String(index)}`);
  const turns: number[] = [];
  const served: string[] = [];
  const live = async (key: string) => {
    for (;;) {
      try {
        await come(key);
        turns.push(clock.now());
        return served.push(key);
      } catch (error) {
        if (!(error instanceof TurnLater)) throw error;
        await clock.wait(error.seconds * 1000);
      }
    }
  };
  const late = clock.wait(60_050).then(() => live('late comer'));
  await clock.run(Promise.all([...keys.map(live), late]));

  expect(served).toEqual([...keys, 'late comer']);
  expect(turns[0]).toBe(60_000);
  expect(new Set(turns).size).toBe(51);
  expect(turns.at(-1)).toBe(65_000);
});

test('a try that was let in makes its further calls, unless the system sends another Retry-After', async () => {
  const clock = virtualClock();
  const hostCooldown = cooldown(clock);
  hostCooldown.learn(told(2));
  const waiting = asCaller('other', () => hostCooldown.wait());
  await expect(waiting).rejects.toMatchObject({ seconds: 2 });
  await expect(asCaller('me', () => hostCooldown.wait())).rejects.toMatchObject({ seconds: 2.1 });
  await clock.run(clock.wait(2000));
  await asCaller('other', async () => {
    await hostCooldown.wait();
    await hostCooldown.wait();
    hostCooldown.learn(told(5));
    await expect(hostCooldown.wait()).rejects.toMatchObject({ seconds: 5 });
  });
});

test('only a transient failure with a Retry-After starts a cooldown', async () => {
  const hostCooldown = cooldown(virtualClock());
  hostCooldown.learn(told(null));
  hostCooldown.learn(told(60, 'refused'));
  await expect(asCaller('r1', () => hostCooldown.wait())).resolves.toBeUndefined();
});
