import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { startCallbackReceiver, type CallbackReceiver } from '../../support/callback-receiver.ts';
import { canariesOf, invent, type Invented } from '../../support/invented-people.ts';
import { objectIdIn } from '../../support/sandbox-client.ts';
import type { RequestBody, RequestView } from '../../support/service-client.ts';
import { removeDataFolder, startStack, type TestStack } from '../../support/stack.ts';
import { startOtlpReceiver, type OtlpReceiver } from '../../support/otlp-receiver.ts';
import { openQueues, type StorageQueues } from '../../support/storage-queues.ts';
import { seededDataFolder } from '../../support/seeded-data-folder.ts';
import { until } from '../../support/until.ts';

/** The stack that these stories share, a receiver of callbacks, and all people whose data is searched for at the end. */
export interface HonouredStack {
  readonly stack: TestStack;
  readonly receiver: CallbackReceiver;
  /** Its file is in the data folder, so that it is searched too. */
  readonly telemetry: OtlpReceiver;
  readonly queues: StorageQueues;
  /** Invents a person whose data must not be outside the sandbox at the end. */
  readonly plant: (name: string, ...how: [readonly string[], object?]) => Promise<Invented>;
  /** Adds texts to search for at the end. */
  readonly watchFor: (canaries: Readonly<Record<string, string>>) => void;
  readonly canaries: () => Readonly<Record<string, string>>;
  /** Sends a request over HTTP and waits for its end. */
  readonly honour: (body: RequestBody) => Promise<RequestView>;
  /** The final status of a request in the status queue. */
  readonly statusEvent: (requestId: string) => Promise<FinishedEvent>;
  readonly end: () => Promise<void>;
}

export interface FinishedEvent {
  readonly type: string;
  readonly data: { id: string; state: string; systems: { id: string; verdict: string }[] };
}

export function about(type: RequestBody['type'], person: Invented, tenant = 'b2c-de'): RequestBody {
  return { type, subject: { accounts: [{ tenant, objectId: objectIdIn(person, tenant) }] } };
}

/** @param policy the keys that replace those of the sandbox's policy */
export async function startHonouredStack(policy: object): Promise<HonouredStack> {
  const dataFolder = await seededDataFolder();
  const policyFile = path.join(dataFolder, 'policy.json');
  writeFileSync(policyFile, JSON.stringify(policy));
  const commandLine = ['--no-demo', '--port', '0', '--strict', '--policy', policyFile];
  const telemetry = await startOtlpReceiver(path.join(dataFolder, 'telemetry'));
  const environment = {
    OTEL_EXPORTER_OTLP_ENDPOINT: telemetry.endpoint,
    OTEL_METRIC_EXPORT_INTERVAL: '1000',
  };
  const [stack, receiver] = await Promise.all([
    startStack({ dataFolder, commandLine, environment }),
    startCallbackReceiver(),
  ]);
  const queues = openQueues(stack.run.storage);
  const canaries: Record<string, string> = {};
  return {
    ...{ stack, receiver, telemetry, queues },
    async plant(name, ...how) {
      const person = await invent(stack.sandbox, ...how);
      Object.assign(canaries, canariesOf(name, person));
      return person;
    },
    watchFor: (more) => void Object.assign(canaries, more),
    canaries: () => canaries,
    async honour(body) {
      const { status, body: accepted } = await stack.service.post(body);
      expect(status).toBe(202);
      return stack.service.finished(accepted.id);
    },
    statusEvent: (requestId) =>
      until('the queue has the final status', async () => {
        const events = (await queues.peek('dsar-status')).map(
          (text) => JSON.parse(text) as FinishedEvent,
        );
        return events.find(({ type, data }) => type.includes('finished') && data.id === requestId);
      }),
    async end() {
      receiver.close();
      await stack.stop();
      telemetry.close();
      removeDataFolder(dataFolder);
    },
  };
}
