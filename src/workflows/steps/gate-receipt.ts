import type { Gate, GateState } from '../../domain/gate.ts';

/** How the flow continues at a gate. */
export type GateReceipt =
  | { readonly kind: 'open' }
  | {
      readonly kind: 'wait';
      readonly state: GateState;
      /** The number of this wait. The event that ends it carries the number in its name. */
      readonly wait: number;
      /** RFC 3339: when to check the gate again if nobody decides before; null when only a person ends the wait. */
      readonly until: string | null;
      /** The accounts are frozen during the wait. */
      readonly freeze: boolean;
    }
  | Extract<Gate, { kind: 'ended' }>;

/** The request was withdrawn or refused at a gate. */
export type EndedAtGate = Extract<GateReceipt, { kind: 'ended' }>;

/** The name of the event that ends a wait. Each wait has its own event name: see docs/decisions/0021. */
export const wakeEvent = (wait: number): string => `wake-${wait}`;
