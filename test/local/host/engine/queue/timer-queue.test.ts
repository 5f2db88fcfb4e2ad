import {
  createTimerQueue,
  type TimerQueue,
} from '../../../../../local/host/engine/queue/timer-queue.ts';

const began = Date.parse('2026-11-21T08:00:00Z');
let fired: number[];
let queue: TimerQueue;

beforeEach(() => {
  jest.useFakeTimers({ now: began });
  fired = [];
  queue = createTimerQueue(({ timerId }) => fired.push(timerId));
});
afterEach(() => {
  queue.stop();
  jest.useRealTimers();
});

function set(timerId: number, afterMs: number, ticks = '0000'): void {
  const fireAt = new Date(began + afterMs).toISOString().replace('Z', `${ticks}Z`);
  queue.add({ instanceId: 'i', executionId: 'e', timerId, fireAt, setAt: '' });
}

test('fires in the order of due times, not in the order of setting', () => {
  for (const [id, after] of [5, 1, 4, 2, 3, 0].entries()) set(id, after * 100);
  jest.advanceTimersByTime(500);
  expect(fired).toEqual([5, 1, 3, 4, 2, 0]);
});

test('never fires early, not even by a part of a millisecond', () => {
  set(1, 100, '0001');
  jest.advanceTimersByTime(100);
  expect(fired).toEqual([]);
  jest.advanceTimersByTime(1);
  expect(fired).toEqual([1]);
});

test('waits for months, and an earlier timer that is set later fires first', () => {
  set(1, 90 * 86_400_000);
  set(2, 1_000);
  jest.advanceTimersByTime(1_000);
  expect(fired).toEqual([2]);
  // The machine slept: the clock continued, but the process did not.
  jest.setSystemTime(began + 90 * 86_400_000);
  jest.advanceTimersByTime(60_000);
  expect(fired).toEqual([2, 1]);
});

test('a timer that is set after the clock was moved fires when it is due', () => {
  set(1, 5_000);
  jest.setSystemTime(began + 86_400_000);
  set(2, 86_400_000 + 1_000);
  jest.advanceTimersByTime(1_000);
  expect(fired).toEqual([1, 2]);
});

test('a timer in the past fires at once', () => {
  set(1, -5_000);
  jest.advanceTimersByTime(0);
  expect(fired).toEqual([1]);
});
