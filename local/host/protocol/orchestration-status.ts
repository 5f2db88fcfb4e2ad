/** The numbers of DurableTask.Core, used in the store and in ExecutionCompleted. */
export const OrchestrationStatus = {
  Running: 0,
  Completed: 1,
  ContinuedAsNew: 2,
  Failed: 3,
  Canceled: 4,
  Terminated: 5,
  Pending: 6,
  Suspended: 7,
} as const;
export type OrchestrationStatus = (typeof OrchestrationStatus)[keyof typeof OrchestrationStatus];

const names = Object.keys(OrchestrationStatus);

/** @returns the name that the HTTP API shows */
export function statusName(status: OrchestrationStatus): string {
  return names[status] ?? 'Running';
}

/** @returns the number of a name; its case must be that of the HTTP API */
export function statusOf(name: string): OrchestrationStatus | undefined {
  return Object.entries(OrchestrationStatus).find(([own]) => own === name)?.[1];
}

export function isTerminal(status: OrchestrationStatus): boolean {
  return (
    status === OrchestrationStatus.Completed ||
    status === OrchestrationStatus.Failed ||
    status === OrchestrationStatus.Canceled ||
    status === OrchestrationStatus.Terminated
  );
}
