// Stores histories of the current flows for test/workflows/histories. Run it once when a flow gets a new version
// (until the first release: when a flow changes, see the test).
// It reads the development-only route of a running stack: HABEAS_HOST_RAW=1 npm start
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';

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

/** Starts a flow that otherwise only the sweeper starts, and waits until it has ended. */
async function runFlow(name, instanceId, order) {
  await fetch(`${durable}/orchestrators/${name}/${instanceId}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order),
  });
  while ((await get(`instances/${instanceId}`)).runtimeStatus !== 'Completed')
    await setTimeout(200);
}

const honoured = (await get('instances/')).filter(
  ({ name, runtimeStatus }) => name === 'honourRequest' && runtimeStatus === 'Completed',
);
for (const { input } of honoured)
  await runFlow('deliverStatus', `${input.requestId}-delivery`, { ...input, callback: false });
const erasure = (await get('instances/')).find(({ input }) => input.phase === 'erase').input;
const { requestId, version, system, giveUpAfterSeconds } = erasure;
// No system of the sandbox comes after another one. The key of the request is destroyed, so the first wave breaks. The visits of these systems
// are not stored.
const others = (await get('instances/'))
  .map(({ input }) => input)
  .filter((input) => input.phase === 'erase' && !['b2c-de', 'hubspot'].includes(input.system));
const waves = others.slice(0, 2).map((visit) => [visit]);
await runFlow('visitInOrder', `${requestId}-ordered`, { requestId, version, waves });
await runFlow('watchResiduals', `${requestId}-watch`, { requestId, version });
await runFlow('watchSystem', `${requestId}-watched`, {
  ...{ requestId, version, giveUpAfterSeconds },
  system: system === 'hubspot' ? 'b2c-de' : system,
});
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

for (const { instanceId, name, input, runtimeStatus } of instances) {
  // One tenant and one vendor represent all systems.
  if (runtimeStatus !== 'Completed' || !['b2c-de', 'hubspot', undefined].includes(input.system))
    continue;
  const kind = input.phase
    ? `${input.phase}-${input.system === 'hubspot' ? 'downstream' : 'directory'}`
    : types.get(input.requestId);
  const { history } = await get(`raw/${encodeURIComponent(instanceId)}`);
  const file = path.join(folder, `${name}-${kind}-v${version}.json`);
  writeFileSync(file, `${JSON.stringify({ flow: name, input, history }, null, 1)}\n`);
  console.log(path.basename(file), history.length, 'events');
}
