/** One call of an orchestrator: the context that durable-functions reads. */
export interface OrchestrationTrigger {
  /** JSON texts of events, or of several parted by commas. */
  readonly history: readonly string[];
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

/** @returns the JSON text that the orchestration trigger's binding is given */
export function orchestrationTriggerText(trigger: OrchestrationTrigger): string {
  const { history, input, instanceId, isReplaying, parentInstanceId, sleepMilliseconds } = trigger;
  return (
    `{"history":[${history.join(',')}],"input":${input ?? 'null'},"instanceId":${JSON.stringify(instanceId)},` +
    `"isReplaying":${String(isReplaying)},"parentInstanceId":${JSON.stringify(parentInstanceId)},"sourceInstanceId":null,` +
    `"upperSchemaVersion":1,"upperSchemaVersionNew":3,"longRunningTimerIntervalDuration":"${longRunningTimerInterval.text}",` +
    `"maximumShortTimerDuration":"${maximumShortTimer.text}","defaultHttpAsyncRequestSleepTimeMillseconds":${String(sleepMilliseconds)}}`
  );
}
