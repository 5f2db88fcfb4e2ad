import type { Environment } from '../settings/app-settings.ts';
import { resolveSettings } from '../settings/app-settings.ts';
import type { Binding, RpcTypedData } from '../worker/function-app.ts';
import { encodeMessage, type MessageEncoding } from '../worker/message-text.ts';
import { sendAndCreateQueue, type MessageQueue } from './message-queue.ts';
import { queueService } from './storage-connection.ts';

/**
 * Sends the value of a queue output binding. Each item of an array is one message. Other values are one message. A missing
 * queue is created.
 */
export function createQueueOutput(
  encoding: MessageEncoding,
  environment: Environment,
): (binding: Binding, value: RpcTypedData) => Promise<void> {
  const queues = new Map<Binding, MessageQueue>();
  return async (binding, value) => {
    const queue = queues.get(binding) ?? (await openQueue(binding, environment));
    queues.set(binding, queue);
    for (const content of messagesOf(value))
      await sendAndCreateQueue(queue, encodeMessage(content, encoding));
  };
}

async function openQueue(binding: Binding, environment: Environment): Promise<MessageQueue> {
  const { queueName, connection } = binding;
  const name = resolveSettings(typeof queueName === 'string' ? queueName : '', environment);
  const service = await queueService(connection, environment);
  return service.getQueueClient(name.toLowerCase());
}

function messagesOf(value: RpcTypedData): (string | Uint8Array)[] {
  if (value.string !== undefined) return [value.string];
  if (value.bytes !== undefined) return [value.bytes];
  if (value.json !== undefined) {
    const content: unknown = JSON.parse(value.json);
    return Array.isArray(content) ? content.map(textOf) : [value.json];
  }
  const number = value.int ?? value.double;
  return number === undefined ? [] : [String(number)];
}

function textOf(item: unknown): string {
  return typeof item === 'string' ? item : JSON.stringify(item);
}
