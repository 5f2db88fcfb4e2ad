/** The wrapper that durable-functions registers for an orchestration. The package ships no types for this module. */
declare module 'durable-functions/lib/src/util/testingUtils' {
  import type { OrchestrationHandler } from 'durable-functions';

  interface Action {
    readonly actionType: number;
    readonly functionName?: string;
    readonly input?: unknown;
    readonly fireAt?: string;
    readonly externalEventName?: string;
    readonly compoundActions?: readonly Action[];
  }

  interface Answer {
    readonly isDone: boolean;
    readonly actions: readonly (readonly Action[])[];
    readonly output?: unknown;
  }

  function createOrchestrator(
    handler: OrchestrationHandler,
  ): (trigger: object, context: object) => Promise<Answer>;
}
