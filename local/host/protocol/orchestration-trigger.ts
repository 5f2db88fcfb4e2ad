import { EventType, type HistoryEvent, type StoredEvent } from './history-event.ts';

/** One call of an orchestrator. */
export interface OrchestrationTrigger {
  readonly past: readonly StoredEvent[];
  /** The new events of this episode. */
  readonly fresh: readonly HistoryEvent[];
  /** JSON text. */
  readonly input: string | null;
  readonly instanceId: string;
  readonly isReplaying: boolean;
  readonly parentInstanceId: string | null;
  readonly sleepMilliseconds: number;
}

/** The extension and the SDK slice longer timers, because Azure Storage cannot hold them. */
export const maximumShortTimer = { text: '6.00:00:00', milliseconds: 6 * 86_400_000 } as const;
/** The length of one slice of a longer timer. */
export const longRunningTimerInterval = {
  text: '3.00:00:00',
  milliseconds: 3 * 86_400_000,
} as const;

/**
 * The context that durable-functions reads: the extension's JSON, parsed. Every call makes a new one, because the SDK
 * changes it.
 */
export function orchestrationContext(trigger: OrchestrationTrigger): object {
  const { past, fresh, input, instanceId, parentInstanceId, sleepMilliseconds } = trigger;
  return {
    history: [
      ...past.map((event) => copy(event, event.IsPlayed)),
      ...fresh.map((event) => copy(event, false)),
    ],
    input: input === null ? null : (JSON.parse(input) as unknown),
    instanceId,
    isReplaying: trigger.isReplaying,
    parentInstanceId,
    sourceInstanceId: null,
    upperSchemaVersion: 1,
    upperSchemaVersionNew: 3,
    longRunningTimerIntervalDuration: longRunningTimerInterval.text,
    maximumShortTimerDuration: maximumShortTimer.text,
    defaultHttpAsyncRequestSleepTimeMillseconds: sleepMilliseconds,
  };
}

function copy(event: HistoryEvent, isPlayed: boolean): StoredEvent {
  const hasParts =
    event.EventType === EventType.ExecutionStarted ||
    ('FailureDetails' in event && event.FailureDetails !== null);
  const own = hasParts ? (JSON.parse(JSON.stringify(event)) as HistoryEvent) : event;
  return { ...own, IsPlayed: isPlayed };
}
