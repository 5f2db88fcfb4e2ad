/** `dsar-requests-poison`: messages that could not be accepted. Their bodies are never shown, because they may hold personal data. */
export interface PoisonQueue {
  put(body: string): Promise<void>;
  summary(): Promise<{
    count: number;
    messages: readonly { id: string; insertedAt: string; expiresAt: string }[];
  }>;
}
