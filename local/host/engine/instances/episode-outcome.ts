import type { HistoryRow, InstanceRow } from '../../store/task-hub-store.ts';
import type { Execution, Message } from './instance.ts';

/** An activity to run. */
export interface ActivityTask {
  readonly instanceId: string;
  readonly executionId: string;
  readonly taskId: number;
  readonly name: string;
  readonly input: unknown;
}

/** A timer to fire. */
export interface TimerTask {
  readonly instanceId: string;
  readonly executionId: string;
  readonly timerId: number;
  readonly fireAt: string;
  /** When it was set: the time its TimerFired event carries. */
  readonly setAt: string;
}

/** What an episode changes; nothing of it is done before it is committed. */
export interface EpisodeOutcome {
  readonly row: InstanceRow;
  /** Absent once the orchestration has ended, and for entities. */
  readonly execution: Execution | undefined;
  /** The rows of an earlier execution go. */
  readonly forgetHistory: boolean;
  readonly history: HistoryRow | undefined;
  readonly activities: readonly ActivityTask[];
  readonly timers: readonly TimerTask[];
  readonly messages: readonly Message[];
}
