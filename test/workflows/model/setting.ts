import type { GateRule } from '../../../src/domain/gates.ts';
import type { RequestType } from '../../../src/domain/request.ts';

/**
 * The records of the person in a system. `two`: two records, among which an operator must choose. `lead`: a record that is found by a free
 * field.
 */
export type Held = 'none' | 'one' | 'two' | 'lead';

export const systemNames = ['dir', 'crm', 'shop'] as const;
export type SystemName = (typeof systemNames)[number];

/** The initial state of one case. */
export interface Setting {
  readonly type: RequestType;
  readonly rule: Omit<GateRule, 'type' | 'regulation' | 'door'>;
  readonly decideWithinSeconds: number;
  readonly retryDays: number;
  readonly callback: boolean;
  readonly held: Readonly<Record<SystemName, Held>>;
  /** Whether the account could sign in before. */
  readonly enabled: boolean | null;
}

export type Who = 'ada' | 'bob' | 'requester';

export type Call =
  | { readonly do: 'approve'; readonly by: Who; readonly plan: 'current' | 'other' }
  | { readonly do: 'refuse' | 'withdraw' | 'resume'; readonly by: Who }
  | { readonly do: 'hold'; readonly by: Who; readonly hours: number | null };

/** A decision about the whole request. */
export type Deciding = Call | { readonly do: 'extend' | 'identity'; readonly by: Who };

/** One thing that happens in a case. */
export type Step =
  | Deciding
  | {
      readonly do: 'decide';
      readonly system: SystemName;
      readonly records: 'none' | 'first' | 'all';
    }
  | { readonly do: 'retry'; readonly system: SystemName | null }
  /** An operator waives a system. A second operator must waive it too. */
  | { readonly do: 'waive'; readonly system: SystemName; readonly by: Who }
  /** One more e-mail address of the person, which nobody named before. */
  | { readonly do: 'add' }
  /** Two calls at the same time. */
  | { readonly do: 'both'; readonly one: Call; readonly other: Call }
  /** A call during which the process may be killed. */
  | { readonly do: 'struck'; readonly call: Call; readonly calls: number }
  /** The event that ends the current wait is sent once more. */
  | { readonly do: 'wake' | 'sweep' | 'settle' | 'timer' | 'crash' | 'pass' | 'ends' }
  | { readonly do: 'turns'; readonly turns: number }
  | { readonly do: 'wait'; readonly minutes: number }
  | { readonly do: 'crash in'; readonly calls: number }
  | { readonly do: 'storage away'; readonly calls: number; readonly times: number }
  | {
      readonly do: 'breaks';
      readonly system: SystemName;
      readonly calls: number;
      readonly soon: boolean;
    }
  /** The record there is replaced by another one, or gets a second one beside it. */
  | { readonly do: 'drift'; readonly system: SystemName; readonly how: 'replaced' | 'another' };

export interface Case {
  readonly setting: Setting;
  readonly steps: readonly Step[];
}
