import { createSlowBodies } from '../../../../local/host/http/slow-bodies.ts';

const everyMs = 5_000;

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** A request whose body arrives as the test says. */
function watchedRequest() {
  const request = {
    headers: { 'transfer-encoding': 'chunked' },
    complete: false,
    destroyed: false,
    readableLength: 0,
    readableHighWaterMark: 100,
    socket: { bytesRead: 0 },
    destroy: () => {
      request.destroyed = true;
    },
  };
  const bodies = createSlowBodies({ everyMs, bytesPerSecond: 240 });
  bodies.watch(request as never, { headersSent: true } as never);
  /** Lets one interval pass. `arrived` bytes arrive in this time, and `unread` bytes are not read at its end. */
  const pass = (arrived: number, unread: number): boolean => {
    request.socket.bytesRead += arrived;
    request.readableLength = unread;
    jest.advanceTimersByTime(everyMs);
    return request.destroyed;
  };
  return { pass, stop: () => bodies.stop() };
}

test('a body whose reader pauses is not ended, not even when the reader has just taken everything', () => {
  const { pass, stop } = watchedRequest();
  expect(pass(5_000, 0)).toBe(false);
  expect(pass(5_000, 100)).toBe(false);
  expect(pass(0, 100)).toBe(false);
  // The reader read the waiting bytes only at the end of this interval, so nothing could arrive before.
  expect(pass(0, 0)).toBe(false);
  expect(pass(5_000, 100)).toBe(false);
  stop();
});

test('a body that stops after a pause of its reader is ended', () => {
  const { pass, stop } = watchedRequest();
  expect(pass(5_000, 100)).toBe(false);
  expect(pass(0, 0)).toBe(false);
  expect(pass(0, 0)).toBe(true);
  stop();
});
