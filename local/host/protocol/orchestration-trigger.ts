import { EventType, type HistoryEvent, type StoredEvent } from './history-event.ts';

/** One call of an orchestrator. */
export interface OrchestrationTrigger {
  readonly past: readonly StoredEvent[];
  /** What comes new with this episode. */
  readonly fresh: readonly HistoryEvent[];
  /** JSON text. */
  readonly input: string | null;
  readonly instanceId: string;
  readonly isReplaying: boolean;
  readonly parentInstanceId: string | null;
  readonly sleepMilliseconds: number;
}

/** Beyond this the extension (and the SDK with it) slices a timer, as Azure Storage needs it. */
export const maximumShortTimer = { text: '6.00:00:00', milliseconds: 6 * 86_400_000 } as const;
/** The length of one slice of a longer timer. */
export const longRunningTimerInterval = {
  text: '3.00:00:00',
  milliseconds: 3 * 86_400_000,
} as const;

/**
 * The context that durable-functions reads: what parsing the extension's JSON would give. Every call makes a new one,
 * for the SDK writes into it.
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
