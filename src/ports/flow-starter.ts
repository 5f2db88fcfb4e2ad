import type { RequestId } from '../domain/request.ts';

/** How far the orchestration of a request is. `broken`: it ended without finishing what it had to do. */
export type FlowProgress = 'missing' | 'running' | 'finished' | 'broken';

/** Starts the orchestrations of requests; their instance id is the request's id. */
export interface FlowStarter {
  /** Starting what runs already is a success. */
  start(requestId: RequestId, version: string): Promise<void>;
  /** Starts the delivery of a final status by itself, for a flow that broke before it. */
  deliver(requestId: RequestId, version: string, callback: boolean): Promise<void>;
  /** Starts reading back what was to expire by itself. */
  watch(requestId: RequestId, version: string): Promise<void>;
  progress(requestId: RequestId): Promise<FlowProgress>;
}
