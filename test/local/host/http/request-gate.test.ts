import { createRequestGate } from '../../../../local/host/http/request-gate.ts';

test('without limits every request is admitted', async () => {
  const enter = createRequestGate(-1, -1);
  expect(await Promise.all([enter(), enter(), enter()])).not.toContain(undefined);
});

test('requests over the outstanding limit are refused until one ends', async () => {
  const enter = createRequestGate(1, -1);
  const leave = await enter();
  expect(await enter()).toBeUndefined();
  leave?.();
  expect(await enter()).toBeDefined();
});

test('requests over the concurrent limit wait in order', async () => {
  const enter = createRequestGate(-1, 1);
  const order: string[] = [];
  const leave = await enter();
  const second = enter().then((done) => {
    order.push('second');
    return done;
  });
  const third = enter().then((done) => {
    order.push('third');
    return done;
  });
  await Promise.resolve();
  expect(order).toEqual([]);
  leave?.();
  (await second)?.();
  (await third)?.();
  expect(order).toEqual(['second', 'third']);
});
