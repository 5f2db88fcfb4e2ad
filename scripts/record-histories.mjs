// Stores histories of the flows as they run now, for test/workflows/histories: run it once whenever a flow gets a new version
// (until the first release: whenever a flow changes, see the test).
// It reads the development-only route of a running stack: HABEAS_HOST_RAW=1 npm start
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const dataFolder = process.argv[2] ?? '.habeas';
const { durable } = JSON.parse(readFileSync(path.join(dataFolder, 'run.json'), 'utf8'));
const folder = path.resolve(import.meta.dirname, '..', 'test', 'workflows', 'histories');
mkdirSync(folder, { recursive: true });

async function get(route) {
  const answer = await fetch(`${durable}/${route}`);
  if (!answer.ok)
    throw new Error(
      `${route} answered ${answer.status}: was the stack started with HABEAS_HOST_RAW=1?`,
    );
  return await answer.json();
}

/** Elsewhere only the sweeper starts it by itself, for a request whose flow broke. */
async function deliverAgain({ requestId, version }) {
  const id = `${requestId}-delivery`;
  await fetch(`${durable}/orchestrators/deliverStatus/${id}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ requestId, version, callback: false }),
  });
  while ((await get(`instances/${id}`)).runtimeStatus !== 'Completed');
}

const honoured = (await get('instances/')).find(
  ({ name, runtimeStatus }) => name === 'honourRequest' && runtimeStatus === 'Completed',
);
await deliverAgain(honoured.input);
const instances = await get('instances/');
const types = new Map(
  await Promise.all(
    instances
      .filter(({ name }) => name === 'honourRequest')
      .map(async ({ instanceId }) => {
        const { history } = await get(`raw/${instanceId}`);
        const opened = history.find((event) => event.EventType === 5);
        return [instanceId, JSON.parse(opened.Result).value.type];
      }),
  ),
);

const version = instances.find(({ name }) => name === 'honourRequest').input.version;
for (const { instanceId, name, input, runtimeStatus } of instances) {
  // One tenant and one vendor stand for all.
  if (runtimeStatus !== 'Completed' || !['b2c-de', 'hubspot', undefined].includes(input.system))
    continue;
  const kind = input.deed
    ? `${input.deed}-${input.system === 'hubspot' ? 'downstream' : 'directory'}`
    : types.get(input.requestId);
  const { history } = await get(`raw/${encodeURIComponent(instanceId)}`);
  const file = path.join(folder, `${name}-${kind}-v${version}.json`);
  writeFileSync(file, `${JSON.stringify({ flow: name, input, history }, null, 1)}\n`);
  console.log(path.basename(file), history.length, 'events');
}
