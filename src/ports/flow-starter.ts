import type { RequestId } from '../domain/request.ts';

/** The progress of a request's orchestration. `broken`: it ended without finishing its work. */
export type FlowProgress = 'missing' | 'running' | 'finished' | 'broken';

/** The final status to deliver: of which end, and whether there is a callback address. */
export interface StatusOfEnd {
  readonly ending: number;
  readonly callback: boolean;
}

/**
 * Starts the orchestrations of a request. The instance id of the main flow is the request's id in the first run. In every later run it is
 * the id and the number of the run, because the instance of an earlier run may still be delivering.
 */
export interface FlowStarter {
  /**
   * Starts the main flow. Succeeds also when it already runs.
   * @param run `RegisteredRequest.run`
   */
  start(requestId: RequestId, version: string, run: number): Promise<void>;
  /** Starts only the delivery of the final status, when the main flow broke before it. */
  deliver(requestId: RequestId, version: string, status: StatusOfEnd): Promise<void>;
  /** Starts the residual watch. */
  watch(requestId: RequestId, version: string): Promise<void>;
  /**
   * Wakes the main flow at a gate, because somebody decided. Succeeds also when no flow waits.
   * @param wait the number of the wait (`Gates.waits`)
   */
  wake(requestId: RequestId, run: number, wait: number): Promise<void>;
  /** The progress of the main flow of this run. */
  progress(requestId: RequestId, run: number): Promise<FlowProgress>;
}
