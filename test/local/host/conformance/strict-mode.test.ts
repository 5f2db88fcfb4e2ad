import { conformantHost, type ConformantHost } from './conformant-host.ts';

let host: ConformantHost;

beforeAll(async () => {
  host = await conformantHost(['--strict']);
});
afterAll(() => host.stop());

test.each([
  ['unknown', /calls the activity 'nobody', which the app does not have/],
  ['reused', /uses one task in two Task\.any or Task\.all \('slow'\)/],
  ['raced', /races a task with retries against a timer in Task\.any and cancels the timer/],
  ['timedRetry', /sets retryTimeoutInMilliseconds for 'fails'/],
  ['failFast', /goes on after a Task\.all that has failed while other tasks of it still run/],
  ['leftOpen', /ends while a timer is open that is due at \d{4}-/],
  ['againText', /calls continueAsNew with a string/],
  ['locked', /throws while it holds entity locks/],
])('%s fails at once, and the message says what to write instead', async (flow, mistake) => {
  const { runtimeStatus, output } = await host.reached(await host.start(flow, { first: true }));
  expect(runtimeStatus).toBe('Failed');
  expect(output).toMatch(new RegExp(`^Strict mode: orchestrator '${flow}' `));
  expect(output).toMatch(mistake);
});

test.each([
  'plain',
  'fanOut',
  'retries',
  'givesUp',
  'cancelled',
  'timerWins',
  'parent',
  'entity',
  'past',
])('%s passes', async (flow) => {
  expect((await host.reached(await host.start(flow))).runtimeStatus).toBe('Completed');
});
