/** The calls of a storage queue client that the host uses. */
export interface MessageQueue {
  readonly name: string;
  sendMessage(text: string): Promise<unknown>;
  createIfNotExists(): Promise<unknown>;
  deleteMessage(id: string, popReceipt: string): Promise<unknown>;
  /** Sets how many seconds a message stays hidden. Its content does not change. */
  updateMessage(
    id: string,
    popReceipt: string,
    text: undefined,
    visibilitySeconds: number,
  ): Promise<{ popReceipt?: string }>;
}

/** A received message. Other receivers do not see it. */
export interface ReceivedMessage {
  readonly messageId: string;
  readonly messageText: string;
  readonly popReceipt: string;
  readonly dequeueCount: number;
  readonly insertedOn: Date;
  readonly expiresOn: Date;
  readonly nextVisibleOn: Date;
}

/** Sends a message, and creates the queue when it is missing. */
export async function sendAndCreateQueue(queue: MessageQueue, text: string): Promise<void> {
  try {
    await queue.sendMessage(text);
  } catch (error) {
    if (!isMissing(error)) throw error;
    await queue.createIfNotExists();
    await queue.sendMessage(text);
  }
}

/** Whether storage answered that the queue or message does not exist. */
export function isMissing(error: unknown): boolean {
  return statusOf(error) === 404;
}

/** Whether storage refused the call, for example because a pop receipt is no longer valid. */
export function isRefusal(error: unknown): boolean {
  const status = statusOf(error);
  return status !== undefined && status >= 400 && status < 500;
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}
