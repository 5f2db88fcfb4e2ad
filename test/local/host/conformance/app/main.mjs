/* eslint require-yield: "off" -- an orchestrator is a generator, whether it waits for something or not */
// The app of the tests in test/local/host/conformance. It runs on any host: publish this folder with its two packages.
import { app } from '@azure/functions';
import * as df from 'durable-functions';

const soon = (context, ms) => new Date(context.df.currentUtcDateTime.getTime() + ms);
const told = (error) => ({ name: error.name, message: error.message });
const retry = (attempts, extra = {}) => Object.assign(new df.RetryOptions(100, attempts), extra);
const counter = (key) => new df.EntityId('Counter', key);

const runs = new Map();
df.app.activity('echo', { handler: (input) => input });
df.app.activity('nothing', { handler: () => undefined });
df.app.activity('throwsNothing', {
  handler: () => {
    throw undefined;
  },
});
df.app.activity('typed', { handler: (input) => ({ type: typeof input, input: input ?? null }) });
df.app.activity('slow', {
  handler: async ({ ms, value, fail }) => {
    await new Promise((r) => setTimeout(r, ms));
    if (fail) throw new Error(fail);
    return value;
  },
});
df.app.activity('fails', {
  handler: ({ times = Infinity, key = '' }, context) => {
    const id = `${context.triggerMetadata.instanceId}/${key}`;
    const run = (runs.get(id) ?? 0) + 1;
    runs.set(id, run);
    if (run <= times) throw new Error(`no ${run}`);
    return run;
  },
});
df.app.entity('Counter', (context) => {
  const value = context.df.getState(() => 0);
  const input = context.df.getInput();
  switch (context.df.operationName) {
    case 'add':
      context.df.setState(value + (input ?? 1));
      context.df.return(value + (input ?? 1));
      break;
    case 'delete':
      context.df.destructOnExit();
      break;
    case 'self':
      context.df.return(context.df.entityName);
      break;
    case 'throw':
      context.df.setState(value + 100);
      throw new Error('lost');
    default:
      context.df.return(value);
  }
});

const flows = {
  *plain() {
    return 'plain';
  },
  *input(context) {
    return { given: context.df.getInput() === undefined ? 'undefined' : context.df.getInput() };
  },
  *inputs(context) {
    const all = [];
    for (const value of ['text', '42', 7, true, null, { a: 1 }])
      all.push(yield context.df.callActivity('typed', value));
    return all;
  },
  *returnsNothing(context) {
    return [yield context.df.callActivity('nothing')];
  },
  *fanOut(context) {
    return yield context.df.Task.all(
      [1, 2, 3].map((value) => context.df.callActivity('echo', value)),
    );
  },
  *catches(context) {
    try {
      yield context.df.callActivity('fails', {});
    } catch (error) {
      return told(error);
    }
  },
  *retries(context) {
    return yield context.df.callActivityWithRetry('fails', retry(3), { times: 1 });
  },
  *givesUp(context) {
    try {
      yield context.df.callActivityWithRetry('fails', retry(2), {});
    } catch (error) {
      return error.message.split(' \n')[0];
    }
  },
  *uncaught(context) {
    yield context.df.callActivity('fails', {});
  },
  *throws() {
    throw new Error('plain failure');
  },
  *throwsText() {
    throw 'only text';
  },
  *unknown(context) {
    try {
      yield context.df.callActivity('nobody');
    } catch {
      return 'caught';
    }
  },
  *timerWins(context) {
    const timer = context.df.createTimer(soon(context, 100));
    const won = yield context.df.Task.any([
      context.df.callActivity('slow', { ms: 900, value: 1 }),
      timer,
    ]);
    return won === timer;
  },
  *cancelled(context) {
    const timer = context.df.createTimer(soon(context, 60_000));
    yield context.df.Task.any([context.df.callActivity('echo', 1), timer]);
    timer.cancel();
    return 'at once';
  },
  *leftOpen(context) {
    yield context.df.Task.any([
      context.df.callActivity('echo', 1),
      context.df.createTimer(soon(context, 1_500)),
    ]);
    return 'late';
  },
  *past(context) {
    yield context.df.createTimer(new Date(0));
    return 'past';
  },
  *week(context) {
    yield context.df.createTimer(soon(context, 7 * 86_400_000));
  },
  *invalidDate(context) {
    try {
      yield context.df.Task.any([
        context.df.callActivity('echo', 1),
        context.df.createTimer(new Date('no date')),
      ]);
    } catch {
      return 'caught';
    }
  },
  *nothingThrown(context) {
    return [yield context.df.callActivity('throwsNothing')];
  },
  *version(context) {
    return context.df.version ?? null;
  },
  *events(context) {
    return [
      yield context.df.waitForExternalEvent('go'),
      yield context.df.waitForExternalEvent('go'),
    ];
  },
  *early(context) {
    yield context.df.createTimer(soon(context, 500));
    return yield context.df.waitForExternalEvent('go');
  },
  *statuses(context) {
    context.df.setCustomStatus({ at: context.df.getInput() });
    yield context.df.waitForExternalEvent('go');
    return 'done';
  },
  *again(context) {
    const { n } = context.df.getInput();
    if (n < 3) context.df.continueAsNew({ n: n + 1 });
    else return n;
  },
  *againText(context) {
    const input = context.df.getInput();
    if (input && input.first) context.df.continueAsNew('text');
    else return input;
  },
  *againLate(context) {
    if (context.df.getInput().second) return yield context.df.waitForExternalEvent('go');
    yield context.df.createTimer(soon(context, 700));
    context.df.continueAsNew({ second: true });
  },
  *parent(context) {
    return yield context.df.callSubOrchestrator('child', { of: context.df.instanceId });
  },
  *child(context) {
    return {
      id: context.df.instanceId,
      parent: context.df.parentInstanceId,
      input: context.df.getInput(),
    };
  },
  *failingChild(context) {
    try {
      yield context.df.callSubOrchestrator('throws');
    } catch (error) {
      return error.message;
    }
  },
  *entity(context) {
    const id = counter(context.df.instanceId);
    context.df.signalEntity(id, 'add', 2);
    yield context.df.callEntity(id, 'add', 3);
    return [yield context.df.callEntity(id, 'get'), yield context.df.callEntity(id, 'self')];
  },
  *entityFails(context) {
    const id = counter(context.df.instanceId);
    let message;
    try {
      yield context.df.callEntity(id, 'throw');
    } catch (error) {
      message = error.message;
    }
    return [message, yield context.df.callEntity(id, 'get')];
  },
  *locks(context) {
    const id = counter(context.df.getInput());
    const lock = yield context.df.lock([id]);
    const value = yield context.df.callEntity(id, 'get');
    yield context.df.callActivity('slow', { ms: 30 });
    yield context.df.callEntity(id, 'add', 1);
    lock.release();
    return value;
  },
  *reused(context) {
    const task = context.df.callActivity('slow', { ms: 400, value: 1 });
    const early = context.df.createTimer(soon(context, 50));
    yield context.df.Task.any([task, early]);
    yield context.df.Task.any([task, context.df.createTimer(soon(context, 60_000))]);
    return 'never';
  },
  *raced(context) {
    const timer = context.df.createTimer(soon(context, 60_000));
    yield context.df.Task.any([
      context.df.callActivityWithRetry('fails', retry(3), { times: 1 }),
      timer,
    ]);
    timer.cancel();
    yield context.df.callActivity('echo', 1);
  },
  *timedRetry(context) {
    yield context.df.callActivityWithRetry(
      'fails',
      retry(9, { retryTimeoutInMilliseconds: 250 }),
      {},
    );
  },
  *failFast(context) {
    try {
      yield context.df.Task.all([
        context.df.callActivity('fails', {}),
        context.df.callActivity('slow', { ms: 600 }),
      ]);
    } catch {
      /* goes on */
    }
    return yield context.df.callActivity('echo', 'next');
  },
  *locked(context) {
    yield context.df.lock([counter(context.df.instanceId)]);
    throw new Error('held');
  },
  *http(context) {
    const { statusCode, content } = yield context.df.callHttp({
      method: 'GET',
      url: context.df.getInput(),
    });
    return [statusCode, content];
  },
};
for (const [name, flow] of Object.entries(flows)) df.app.orchestration(name, flow);

const played = new Set();
df.app.orchestration('fickle', function* (context) {
  const first = !played.has(context.df.instanceId);
  played.add(context.df.instanceId);
  return yield context.df.callActivity(first ? 'echo' : 'typed', 1);
});

app.http('client', {
  route: 'client/{call}',
  methods: ['POST'],
  extraInputs: [df.input.durableClient()],
  handler: async (request, context) => {
    const client = df.getClient(context);
    try {
      return {
        jsonBody: {
          result: (await client[request.params.call](...(await request.json()))) ?? null,
        },
      };
    } catch (error) {
      return { jsonBody: { error: error.message } };
    }
  },
});
