import type { QueueClient } from '@azure/storage-queue';

/** Sends a message and makes the queue where it is missing, as queue outputs and poison queues do. */
export async function sendMaking(queue: QueueClient, text: string): Promise<void> {
  try {
    await queue.sendMessage(text);
  } catch (error) {
    if (!isMissing(error)) throw error;
    await queue.createIfNotExists();
    await queue.sendMessage(text);
  }
}

/** Whether storage answered that it does not know the queue (or the message). */
export function isMissing(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'statusCode' in error && error.statusCode === 404
  );
}
