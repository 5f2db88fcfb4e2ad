import { waitingCommands } from '../../../../local/start/demo/waiting-commands.ts';

const api = 'http://127.0.0.1:7071/api';
const id = '01KAJ3Q0000000000000000000';
const waiting = (state: string) => ({ id, state, planHash: 'the-hash' });

test('a request that waits for approval is shown with the command that approves its plan', () => {
  const text = waitingCommands(api, waiting('awaiting-approval'), false) ?? '';
  expect(text).toContain(
    `curl -s -X POST ${api}/requests/${id}/approve -H 'content-type: application/json' -d '{"planHash":"the-hash"}'`,
  );
  expect(text).toContain(`/requests/${id}/refuse`);
  expect(text).toContain(`/requests/${id}/withdraw`);
  expect(text).not.toContain('x-functions-key');
});

test('where keys are asked for, the commands name the key of the role', () => {
  const text = waitingCommands(api, waiting('awaiting-approval'), true) ?? '';
  expect(text).toMatch(/\/approve .*x-functions-key: \$APPROVER_KEY/);
  expect(text).toMatch(/\/withdraw .*x-functions-key: \$OPERATOR_KEY/);
  expect(text).toContain('host/keys.json');
});

test.each([
  ['awaiting-identity', '/identity'],
  ['cooling-off', '/withdraw'],
  ['on-hold', '/resume'],
])('%s names %s', (state, path) => {
  expect(waitingCommands(api, waiting(state), false)).toContain(path);
});

test('a request that works or has ended waits for nobody', () => {
  for (const state of ['received', 'resolving', 'running', 'completed'])
    expect(waitingCommands(api, waiting(state), false)).toBeNull();
});
