import { type Environment } from '../settings/app-settings.ts';
import type { Binding, RpcTypedData } from '../worker/function-app.ts';
import { encodeMessage, type MessageEncoding } from '../worker/message-text.ts';
import type { BindingData } from './binding-data.ts';
import { resolveExpressions } from './binding-expression.ts';
import { sendAndCreateQueue, type MessageQueue } from './message-queue.ts';
import { queueService } from './storage-connection.ts';

/** Sends the value of a queue output binding. */
export type QueueOutput = (
  binding: Binding,
  value: RpcTypedData,
  data: BindingData,
) => Promise<void>;

/** Each item of an array is one message. Other values are one message. A missing queue is created. */
export function createQueueOutput(
  encoding: MessageEncoding,
  environment: Environment,
): QueueOutput {
  const queues = new Map<string, MessageQueue>();
  return async (binding, value, data) => {
    const { queueName, connection } = binding;
    const written = typeof queueName === 'string' ? queueName : '';
    const name = resolveExpressions(written, environment, data).toLowerCase();
    const key = `${String(connection)} ${name}`;
    const queue =
      queues.get(key) ?? (await queueService(connection, environment)).getQueueClient(name);
    queues.set(key, queue);
    for (const content of messagesOf(value))
      await sendAndCreateQueue(queue, encodeMessage(content, encoding));
  };
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
