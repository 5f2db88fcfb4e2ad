/** What the host needs of a storage queue's client. */
export interface MessageQueue {
  readonly name: string;
  sendMessage(text: string): Promise<unknown>;
  createIfNotExists(): Promise<unknown>;
  deleteMessage(id: string, popReceipt: string): Promise<unknown>;
  /** Sets for how many seconds a message stays hidden; without a text its content stays. */
  updateMessage(
    id: string,
    popReceipt: string,
    text: undefined,
    visibilitySeconds: number,
  ): Promise<{ popReceipt?: string }>;
}

/** A message that was received and is hidden from others. */
export interface ReceivedMessage {
  readonly messageId: string;
  readonly messageText: string;
  readonly popReceipt: string;
  readonly dequeueCount: number;
  readonly insertedOn: Date;
  readonly expiresOn: Date;
  readonly nextVisibleOn: Date;
}

/** Sends a message and makes the queue where it is missing, as queue outputs and poison queues do. */
export async function sendMaking(queue: MessageQueue, text: string): Promise<void> {
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
  return statusOf(error) === 404;
}

/** Whether storage is there and said no, as it does to a receipt that is no longer valid. */
export function isRefusal(error: unknown): boolean {
  const status = statusOf(error);
  return status !== undefined && status >= 400 && status < 500;
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}
