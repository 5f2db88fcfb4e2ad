/** `dsar-requests-poison`: messages that could not be accepted. Bodies are never shown, for they may hold personal data. */
export interface PoisonQueue {
  put(body: string): Promise<void>;
  summary(): Promise<{
    count: number;
    messages: readonly { id: string; insertedAt: string; expiresAt: string }[];
  }>;
}
