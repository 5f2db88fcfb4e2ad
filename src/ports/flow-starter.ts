import type { RequestId } from '../domain/request.ts';

/** The progress of a request's orchestration. `broken`: it ended without finishing its work. */
export type FlowProgress = 'missing' | 'running' | 'finished' | 'broken';

/** Starts the orchestrations of a request. The instance id of the main one is the request's id. */
export interface FlowStarter {
  /** Starts the main flow. Succeeds also when it already runs. */
  start(requestId: RequestId, version: string): Promise<void>;
  /** Starts only the delivery of the final status, for a flow that broke before it. */
  deliver(requestId: RequestId, version: string, callback: boolean): Promise<void>;
  /** Starts the residual watch. */
  watch(requestId: RequestId, version: string): Promise<void>;
  /**
   * Wakes the main flow at a gate, because somebody decided. Succeeds also when no flow waits.
   * @param wait the number of the wait (`Gates.waits`)
   */
  wake(requestId: RequestId, wait: number): Promise<void>;
  progress(requestId: RequestId): Promise<FlowProgress>;
}
