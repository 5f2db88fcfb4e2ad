/** One message that could not be accepted. */
export interface PoisonMessage {
  readonly id: string;
  /** As the sender wrote it, decoded. It may hold personal data, so it is never shown. */
  readonly text: string;
  readonly insertedAt: string;
  readonly expiresAt: string;
}

/** `dsar-requests-poison`: messages that could not be accepted. */
export interface PoisonQueue {
  put(body: string): Promise<void>;
  /** The number of messages, and the first of them. */
  summary(): Promise<{ count: number; messages: readonly PoisonMessage[] }>;
  /**
   * Removes a message.
   * @param before is called with the text of the message first; when it throws, the message stays
   * @returns false when there is no message with this id
   */
  remove(id: string, before: (text: string) => Promise<void>): Promise<boolean>;
}
