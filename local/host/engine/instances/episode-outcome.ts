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
  /** When it was set. Its TimerFired event carries this time. */
  readonly setAt: string;
}

/** The changes of an episode. None of them takes effect before the commit. */
export interface EpisodeOutcome {
  readonly row: InstanceRow;
  /** Absent for entities, and when the orchestration has ended. */
  readonly execution: Execution | undefined;
  /** Whether the history rows of an earlier execution are deleted. */
  readonly forgetHistory: boolean;
  readonly history: HistoryRow | undefined;
  readonly activities: readonly ActivityTask[];
  readonly timers: readonly TimerTask[];
  readonly messages: readonly Message[];
}
