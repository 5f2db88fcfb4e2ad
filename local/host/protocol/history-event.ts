// The history of an orchestration, as DurableTask.Core writes it and durable-functions reads it.

export const EventType = {
  ExecutionStarted: 0,
  ExecutionCompleted: 1,
  ExecutionTerminated: 3,
  TaskScheduled: 4,
  TaskCompleted: 5,
  TaskFailed: 6,
  SubOrchestrationInstanceCreated: 7,
  SubOrchestrationInstanceCompleted: 8,
  SubOrchestrationInstanceFailed: 9,
  TimerCreated: 10,
  TimerFired: 11,
  OrchestratorStarted: 12,
  OrchestratorCompleted: 13,
  EventSent: 14,
  EventRaised: 15,
  GenericEvent: 17,
  ExecutionSuspended: 19,
  ExecutionResumed: 20,
} as const;
export type EventType = (typeof EventType)[keyof typeof EventType];

export interface OrchestrationInstance {
  readonly InstanceId: string;
  readonly ExecutionId: string;
}

export interface ParentInstance {
  readonly Name: string;
  readonly OrchestrationInstance: OrchestrationInstance;
  readonly TaskScheduleId: number;
  readonly Version: string | null;
}

export interface FailureDetails {
  readonly ErrorType: string;
  readonly ErrorMessage: string;
  readonly StackTrace: string | null;
  readonly InnerFailure: FailureDetails | null;
  readonly IsNonRetriable: boolean;
  readonly Properties: Readonly<Record<string, unknown>> | null;
}

interface Common {
  /** The number of a scheduling event; -1 for other events. */
  readonly EventId: number;
  readonly Timestamp: string;
}

export interface ExecutionStarted extends Common {
  readonly OrchestrationInstance: OrchestrationInstance;
  readonly EventType: 0;
  readonly ParentInstance: ParentInstance | null;
  readonly Name: string;
  readonly Version: string | null;
  /** JSON text. */
  readonly Input: string | null;
  readonly Tags: null;
  readonly Correlation: null;
  readonly ParentTraceContext: null;
  readonly ScheduledStartTime: null;
  readonly Generation: number | null;
  readonly GenerateNewTrace: false;
}
export interface ExecutionCompleted extends Common {
  readonly EventType: 1;
  readonly OrchestrationStatus: number;
  readonly Result: string | null;
  readonly FailureDetails: FailureDetails | null;
}
export interface ExecutionTerminated extends Common {
  readonly EventType: 3;
  readonly Input: string | null;
}
export interface TaskScheduled extends Common {
  readonly EventType: 4;
  readonly Name: string;
  readonly Version: string;
  readonly Input: string | null;
  readonly ParentTraceContext: null;
  readonly Tags: null;
}
export interface TaskCompleted extends Common {
  readonly EventType: 5;
  readonly TaskScheduledId: number;
  readonly Result: string | null;
}
export interface TaskFailed extends Common {
  readonly EventType: 6;
  readonly TaskScheduledId: number;
  readonly Reason: string | null;
  readonly Details: string | null;
  readonly FailureDetails: FailureDetails | null;
}
export interface SubOrchestrationInstanceCreated extends Common {
  readonly EventType: 7;
  readonly Name: string;
  readonly Version: string | null;
  readonly InstanceId: string;
  readonly Input: string | null;
  readonly ClientSpanId: null;
  readonly Tags: null;
}
export interface SubOrchestrationInstanceCompleted extends Common {
  readonly EventType: 8;
  readonly TaskScheduledId: number;
  readonly Result: string | null;
}
export interface SubOrchestrationInstanceFailed extends Common {
  readonly EventType: 9;
  readonly TaskScheduledId: number;
  readonly Reason: string | null;
  readonly Details: string | null;
  readonly FailureDetails: FailureDetails | null;
}
export interface TimerCreated extends Common {
  readonly EventType: 10;
  readonly FireAt: string;
}
export interface TimerFired extends Common {
  readonly EventType: 11;
  readonly TimerId: number;
  readonly FireAt: string;
}
export interface OrchestratorStarted extends Common {
  readonly EventType: 12;
}
export interface OrchestratorCompleted extends Common {
  readonly EventType: 13;
}
export interface EventSent extends Common {
  readonly EventType: 14;
  readonly InstanceId: string;
  readonly Name: string;
  readonly Input: string;
}
export interface EventRaised extends Common {
  readonly EventType: 15;
  readonly Name: string;
  readonly Input: string | null;
  readonly ParentTraceContext: null;
}
export interface GenericEvent extends Common {
  readonly EventType: 17;
  readonly Data: string | null;
}
export interface ExecutionSuspended extends Common {
  readonly EventType: 19;
  readonly Reason: string | null;
}
export interface ExecutionResumed extends Common {
  readonly EventType: 20;
  readonly Reason: string | null;
}

/** Events that are sent to an orchestration and become part of its history. */
export type MessageEvent =
  | ExecutionStarted
  | ExecutionTerminated
  | TaskCompleted
  | TaskFailed
  | SubOrchestrationInstanceCompleted
  | SubOrchestrationInstanceFailed
  | TimerFired
  | EventRaised
  | GenericEvent
  | ExecutionSuspended
  | ExecutionResumed;

/** Events for the decisions of an orchestration, including its end. */
export type DecisionEvent =
  TaskScheduled | SubOrchestrationInstanceCreated | TimerCreated | EventSent | ExecutionCompleted;

export type HistoryEvent =
  MessageEvent | DecisionEvent | OrchestratorStarted | OrchestratorCompleted;

/** An event as it is stored and as later replays get it. */
export type StoredEvent = HistoryEvent & { readonly IsPlayed: boolean };

/** JSON texts of events, separated by commas. */
export function eventTexts(events: readonly StoredEvent[]): string {
  return JSON.stringify(events).slice(1, -1);
}
