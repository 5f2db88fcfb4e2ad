/* eslint require-yield: "off" -- an orchestrator is a generator, whether it waits for something or not */
// The workload of the harness as an ordinary durable-functions app: ten activities in parallel, then one that combines their results.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as df from 'durable-functions';

const workload = path.join(process.env.BENCH_PEERS, 'lib/workload.mjs');
const { compile, fetchPart, parts } = await import(pathToFileURL(workload).href);

df.app.activity('fetchPart', { handler: fetchPart });
df.app.activity('compile', { handler: compile });

df.app.orchestration('request', function* (context) {
  const { id, d } = context.df.getInput();
  const tasks = parts.map((part) => context.df.callActivity('fetchPart', { id, part, d }));
  const answers = yield context.df.Task.all(tasks);
  return yield context.df.callActivity('compile', answers);
});

// Runs one sub-orchestration with one activity for each of the given number of systems. `growth.ts` measures it.
df.app.activity('visit', { handler: ({ system }) => ({ system, erased: true }) });
df.app.orchestration('system', function* (context) {
  return yield context.df.callActivity('visit', { system: context.df.getInput().system });
});
df.app.orchestration('systems', function* (context) {
  const { count } = context.df.getInput();
  const tasks = Array.from({ length: count }, (_, system) =>
    context.df.callSubOrchestrator('system', { system }),
  );
  const answers = yield context.df.Task.all(tasks);
  return answers.length;
});

df.app.orchestration('kept', function* () {
  return 'kept';
});

df.app.orchestration('waiting', function* (context) {
  yield context.df.waitForExternalEvent('go');
});
