/** `dsar-requests`: the queue of incoming requests. */
export interface RequestQueue {
  send(body: string): Promise<void>;
}
