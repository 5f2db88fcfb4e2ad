import { conformantHost, type ConformantHost } from './conformant-host.ts';

let host: ConformantHost;

beforeAll(async () => {
  host = await conformantHost();
});
afterAll(() => host.stop());

const kinds = async (id: string) =>
  (await host.status(id, 'showHistory=true')).historyEvents?.map(({ EventType }) => EventType);

describe('activities', () => {
  test('get texts as texts, numbers as numbers, booleans as .NET writes them, and undefined for null', async () => {
    expect(await host.output('inputs')).toEqual([
      { type: 'string', input: 'text' },
      { type: 'string', input: '42' },
      { type: 'number', input: 7 },
      { type: 'string', input: 'True' },
      { type: 'undefined', input: null },
      { type: 'object', input: { a: 1 } },
    ]);
  });
  test('that return nothing give null', async () => {
    expect(await host.output('returnsNothing')).toEqual([null]);
  });
  // The worker asks whether the error is null or undefined (isError in errors.ts of azure-functions-nodejs-worker).
  test('that throw undefined succeed with null', async () => {
    expect(await host.output('nothingThrown')).toEqual([null]);
  });
  test('run side by side, with results in the order of the tasks', async () => {
    expect(await host.output('fanOut')).toEqual([1, 2, 3]);
  });
  test('that throw give an Error with prefix, message and details', async () => {
    const { name, message } = (await host.output('catches')) as { name: string; message: string };
    expect(name).toBe('Error');
    expect(message).toMatch(
      /^Activity function 'fails' failed: no 1 \n \{"\$type":"System\.Exception/,
    );
  });
  test('that throw uncaught fail the orchestration with the same text', async () => {
    const { runtimeStatus, output } = await host.reached(await host.start('uncaught'));
    expect(runtimeStatus).toBe('Failed');
    expect(output).toMatch(
      /^Orchestrator function 'uncaught' failed: Activity function 'fails' failed: no 1/,
    );
  });
  test('with an unknown name are never scheduled, and the flow hangs without an error', async () => {
    const id = await host.start('unknown');
    await host.reached(id, 'Running');
    expect(await kinds(id)).toEqual(['ExecutionStarted']);
    expect((await host.status(id)).runtimeStatus).toBe('Running');
  });
});

describe('retries', () => {
  test('set a timer between attempts', async () => {
    const id = await host.start('retries');
    expect((await host.reached(id)).output).toBe(2);
    expect(await kinds(id)).toEqual([
      'ExecutionStarted',
      'TaskFailed',
      'TimerCreated',
      'TimerFired',
      'TaskCompleted',
      'ExecutionCompleted',
    ]);
  });
  test('set one more timer, due at once, after the last attempt', async () => {
    const id = await host.start('givesUp');
    expect((await host.reached(id)).output).toBe("Activity function 'fails' failed: no 2");
    expect((await kinds(id))?.filter((kind) => kind === 'TimerFired')).toHaveLength(2);
  });
  test('with a timeout hang after it', async () => {
    const id = await host.start('timedRetry');
    await host.reached(id, 'Running');
    await host.output('cancelled');
    await host.output('leftOpen');
    expect((await host.status(id)).runtimeStatus).toBe('Running');
  });
});

describe('failures of orchestrators', () => {
  test('carry the message', async () => {
    expect(await host.output('throws')).toEqual({
      runtimeStatus: 'Failed',
      output: "Orchestrator function 'throws' failed: plain failure",
    });
  });
  test('lose a thrown text', async () => {
    const { output } = (await host.output('throwsText')) as { output: string };
    expect(output).toContain('One or more errors occurred. (Result: Failure');
    expect(output).not.toContain('only text');
  });
  test('an unknown orchestrator starts and fails', async () => {
    const { output } = await host.reached(await host.start('nobody'));
    expect(output).toContain(
      "The function 'nobody' doesn't exist, is disabled, or is not an orchestrator function.",
    );
  });
  test('a flow that changes fails as non-deterministic, and its history cannot be shown', async () => {
    const id = await host.start('fickle');
    const { runtimeStatus, output } = await host.reached(id);
    expect(runtimeStatus).toBe('Failed');
    expect(output).toMatch(/^Non-Deterministic workflow detected: .*'echo'.*'typed'/);
    expect((await host.api('GET', `instances/${id}?showHistory=true`)).status).toBe(400);
  });
});

describe('timers', () => {
  test('win and lose races; the losing task counts as open until it ends', async () => {
    const id = await host.start('timerWins');
    expect((await host.reached(id)).output).toBe(true);
    expect(await kinds(id)).toContain('TaskCompleted');
  });
  test('that are cancelled delay nothing', async () => {
    expect(await host.output('cancelled')).toBe('at once');
  });
  test('that are left open keep the instance Running until they fire', async () => {
    const id = await host.start('leftOpen');
    expect((await host.reached(id)).output).toBe('late');
    expect(await kinds(id)).toContain('TimerFired');
  });
  test('in the past fire at once', async () => {
    expect(await host.output('past')).toBe('past');
  });
  // The extension cannot read the action: JSON has no invalid date, and its field for the date takes no null.
  test('with an invalid date fail the orchestration, whatever its code catches', async () => {
    expect(await host.output('invalidDate')).toEqual({
      runtimeStatus: 'Failed',
      output:
        "Orchestrator function 'invalidDate' failed: Error converting value {null} to type 'System.DateTime'. Path 'actions[0][0].compoundActions[1].fireAt'.",
    });
  });
  test('beyond six days are set in slices of three', async () => {
    const id = await host.start('week');
    await host.reached(id, 'Running');
    const { historyEvents = [] } = await host.status(id, 'showHistory=true');
    const timer = historyEvents.find(({ EventType }) => EventType === 'TimerCreated');
    const days =
      (Date.parse(String(timer?.['FireAt'])) - Date.parse(String(timer?.['Timestamp']))) /
      86_400_000;
    expect(days).toBeCloseTo(3, 2);
    await host.api('POST', `instances/${id}/terminate`);
  });
});

describe('external events', () => {
  test('are kept in order for later waits', async () => {
    const id = await host.start('events');
    await host.reached(id, 'Running');
    for (const data of [1, { a: 2 }])
      expect((await host.api('POST', `instances/${id}/raiseEvent/go`, data)).status).toBe(202);
    expect((await host.reached(id)).output).toEqual([1, { a: 2 }]);
  });
  test('may come before the flow waits', async () => {
    const id = await host.start('early');
    await host.reached(id, 'Running');
    await host.api('POST', `instances/${id}/raiseEvent/go`, '"early"');
    expect((await host.reached(id)).output).toBe('early');
  });
  test('that came before continueAsNew are dropped', async () => {
    const id = await host.start('againLate', {});
    await host.reached(id, 'Running');
    await host.api('POST', `instances/${id}/raiseEvent/go`, '"before"');
    await host.output('leftOpen');
    expect((await host.status(id)).runtimeStatus).toBe('Running');
    await host.api('POST', `instances/${id}/raiseEvent/go`, '"after"');
    expect((await host.reached(id)).output).toBe('after');
  });
});

describe('continueAsNew', () => {
  test('starts over with a new input', async () => {
    const id = await host.start('again', { n: 0 });
    expect(await host.reached(id)).toMatchObject({ output: 3, input: { n: 3 } });
  });
  test('puts quotes around a text', async () => {
    expect(await host.output('againText', { first: true })).toBe('"text"');
  });
});

describe('sub-orchestrations', () => {
  test('get an id from execution id and number, and know their parent', async () => {
    const id = await host.start('parent');
    const { output } = await host.reached(id);
    expect(output).toMatchObject({ parent: id, input: { of: id } });
    const child = (output as { id: string }).id;
    expect(child).toMatch(/^[0-9a-f-]{36}:0$/);
    expect((await host.status(child)).parentInstanceId).toBe(id);
  });
  test('fail with reason and details', async () => {
    expect(await host.output('failingChild')).toMatch(
      /^Orchestrator function 'throws' failed: plain failure \n Message: plain failure, StackTrace: /,
    );
  });
});

describe('entities', () => {
  test('handle signals and calls in order, under a name in lower case', async () => {
    const id = await host.start('entity');
    expect((await host.reached(id)).output).toEqual([5, 'counter']);
    expect((await host.api('GET', `entities/Counter/${id}`)).body).toBe(5);
  });
  test('that throw lose the message and keep the state', async () => {
    expect(await host.output('entityFails')).toEqual(['[object Object]', 100]);
  });
  test('that are locked make others wait', async () => {
    const key = `lock-${String(Date.now())}`;
    const ids = await Promise.all([1, 2, 3].map(() => host.start('locks', key)));
    const values = await Promise.all(ids.map(async (id) => (await host.reached(id)).output));
    expect(values.sort()).toEqual([0, 1, 2]);
  });
  test('stay locked when the holder throws', async () => {
    const id = await host.start('locked');
    await host.reached(id, 'Failed');
    const waiting = await host.start('locks', id);
    await host.output('leftOpen');
    expect((await host.status(waiting)).runtimeStatus).toBe('Running');
  });
});

describe('traps of Azure', () => {
  test('a task used twice runs twice and the flow hangs', async () => {
    const id = await host.start('reused');
    await host.output('leftOpen');
    expect((await host.status(id)).runtimeStatus).toBe('Running');
    expect((await kinds(id))?.filter((kind) => kind === 'TaskCompleted')).toHaveLength(2);
  });
  test('a retried task that races a cancelled timer fails as non-deterministic', async () => {
    const { output } = await host.reached(await host.start('raced'));
    expect(output).toMatch(
      /^Non-Deterministic workflow detected: .*timer task with sequence number 2 named but/,
    );
  });
  test('the code after a caught Task.all failure starts when all tasks have ended', async () => {
    const id = await host.start('failFast');
    expect((await host.reached(id)).output).toBe('next');
    expect(await kinds(id)).toEqual([
      'ExecutionStarted',
      'TaskFailed',
      'TaskCompleted',
      'TaskCompleted',
      'ExecutionCompleted',
    ]);
  });
});
