// The actions that durable-functions returns. The numbers belong to the protocol.

export const ActionType = {
  CallActivity: 0,
  CallActivityWithRetry: 1,
  CallSubOrchestrator: 2,
  CallSubOrchestratorWithRetry: 3,
  ContinueAsNew: 4,
  CreateTimer: 5,
  WaitForExternalEvent: 6,
  CallEntity: 7,
  CallHttp: 8,
  SignalEntity: 9,
  WhenAny: 11,
  WhenAll: 12,
  LockEntities: 13,
  ReleaseEntities: 14,
} as const;

export interface RetryOptions {
  readonly firstRetryIntervalInMilliseconds: number;
  readonly maxNumberOfAttempts: number;
  readonly backoffCoefficient?: number;
  readonly maxRetryIntervalInMilliseconds?: number;
  readonly retryTimeoutInMilliseconds?: number;
}

export interface DurableHttpRequest {
  readonly method: string;
  readonly uri: string;
  readonly content?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly tokenSource?: unknown;
  readonly asynchronousPatternEnabled?: boolean;
}

export interface EntityName {
  readonly name: string;
  readonly key: string;
}

export interface CallActivity {
  readonly actionType: 0 | 1;
  readonly functionName: string;
  readonly input?: unknown;
  readonly retryOptions?: RetryOptions;
}
export interface CallSubOrchestrator {
  readonly actionType: 2 | 3;
  readonly functionName: string;
  readonly instanceId?: string;
  readonly input?: unknown;
  readonly version?: string;
  readonly retryOptions?: RetryOptions;
}
export interface ContinueAsNew {
  readonly actionType: 4;
  readonly input?: unknown;
}
export interface CreateTimer {
  readonly actionType: 5;
  readonly fireAt: string;
  readonly isCanceled: boolean;
}
export interface WaitForExternalEvent {
  readonly actionType: 6;
  readonly externalEventName: string;
}
export interface OperateEntity {
  readonly actionType: 7 | 9;
  /** The entity's instance id: `@name@key`. */
  readonly instanceId: string;
  readonly operation: string;
  readonly input?: unknown;
}
export interface CallHttp {
  readonly actionType: 8;
  readonly httpRequest: DurableHttpRequest;
}
export interface Compound {
  readonly actionType: 11 | 12;
  readonly compoundActions: readonly OrchestrationAction[];
}
export interface LockEntities {
  readonly actionType: 13;
  readonly lockSet: readonly EntityName[];
}
export interface ReleaseEntities {
  readonly actionType: 14;
}

export type OrchestrationAction =
  | CallActivity
  | CallSubOrchestrator
  | ContinueAsNew
  | CreateTimer
  | WaitForExternalEvent
  | OperateEntity
  | CallHttp
  | Compound
  | LockEntities
  | ReleaseEntities;
