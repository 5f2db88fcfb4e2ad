import { QueueServiceClient } from '@azure/storage-queue';

/** A message as senders and receivers of the queues see it. */
export interface StorageQueues {
  /** @param encoding what senders' SDKs write: base64 if nothing is said */
  send(queue: string, text: string, encoding?: 'base64' | 'utf8'): Promise<string>;
  /** The decoded texts of the messages in a queue, at most 32. The messages stay in the queue. */
  peek(queue: string): Promise<string[]>;
}

/** @param connection the stack's storage */
export function openQueues(connection: string): StorageQueues {
  const service = QueueServiceClient.fromConnectionString(connection);
  return {
    send: async (queue, text, encoding = 'base64') => {
      const client = service.getQueueClient(queue);
      await client.createIfNotExists();
      return (await client.sendMessage(Buffer.from(text).toString(encoding))).messageId;
    },
    peek: async (queue) => {
      const { peekedMessageItems } = await service
        .getQueueClient(queue)
        .peekMessages({ numberOfMessages: 32 });
      return peekedMessageItems.map(({ messageText }) =>
        Buffer.from(messageText, 'base64').toString('utf8'),
      );
    },
  };
}
