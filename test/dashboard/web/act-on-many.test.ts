import { Problem } from '../../../src/dashboard/web/calls/problem.ts';
import { actOnMany, readMany } from '../../../src/dashboard/web/requests/many/act-on-many.ts';
import { requestView } from './request-view.ts';

const [first, second] = [
  requestView({ id: 'A', planHash: 'plan-a' }),
  requestView({ id: 'B', planHash: 'plan-b' }),
];

function watching() {
  const seen: (string | number)[] = [];
  return {
    seen,
    watcher: {
      progress: (done: number) => seen.push(done),
      pausing: (seconds: number) => seen.push(`pause ${seconds}`),
      wait: async (seconds: number) => {
        seen.push(`waited ${seconds}`);
      },
    },
  };
}

test('each approval names the plan that was read, and a refusal of one does not stop the others', async () => {
  const sent: unknown[] = [];
  const act = async (id: string, action: string, body: object) => {
    sent.push([id, action, body]);
    if (id === 'A') throw new Problem('conflict', 'The plan has changed.');
    return second;
  };
  const { watcher, seen } = watching();
  const outcomes = await actOnMany({ act }, [first, second], 'approve', { comment: 'x' }, watcher);
  expect(sent).toEqual([
    ['A', 'approve', { comment: 'x', planHash: 'plan-a' }],
    ['B', 'approve', { comment: 'x', planHash: 'plan-b' }],
  ]);
  expect(outcomes.map(({ refusal }) => refusal)).toEqual(['The plan has changed.', null]);
  expect(seen).toEqual([1, 2]);
});

test('a withdrawal names no plan', async () => {
  const bodies: object[] = [];
  const act = async (_id: string, _action: string, body: object) => {
    bodies.push(body);
    return first;
  };
  await actOnMany({ act }, [first], 'withdraw', {}, watching().watcher);
  expect(bodies).toEqual([{}]);
});

test('waits as long as a busy service asks, and makes the call again', async () => {
  const answers = [new Problem('busy', 'busy', { retryAfter: 7 }), first];
  const request = async () => {
    const answer = answers.shift();
    if (answer instanceof Problem || answer === undefined) throw answer as Problem;
    return answer;
  };
  const { watcher, seen } = watching();
  expect(await readMany({ request }, ['A'], watcher)).toEqual([first]);
  expect(seen).toEqual(['pause 7', 'waited 7', 1]);
});

test('a service that stays busy is not asked without end', async () => {
  let calls = 0;
  const act = async () => {
    calls += 1;
    throw new Problem('busy', 'The service is busy.');
  };
  const outcomes = await actOnMany({ act }, [first], 'retry', {}, watching().watcher);
  expect(outcomes[0]?.refusal).toBe('The service is busy.');
  expect(calls).toBe(6);
});
