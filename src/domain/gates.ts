import type { Door, Regulation, RequestType } from './request-type.ts';
import type { SystemId } from './system.ts';

/** One rule of `policy.gates`. The first rule that matches a request counts; a key that is left out matches everything. */
export interface GateRule {
  readonly type?: RequestType;
  readonly regulation?: Regulation;
  readonly door?: Door;
  readonly approvals: 0 | 1 | 2;
  readonly coolingOffSeconds: number;
  /** Accounts are disabled while the request cools off. */
  readonly freeze: boolean;
  readonly identityProof: 'none' | 'required';
}

export const noGates: GateRule = {
  approvals: 0,
  coolingOffSeconds: 0,
  freeze: false,
  identityProof: 'none',
};

export function gateRuleOf(
  rules: readonly GateRule[],
  request: { readonly type: RequestType; readonly regulation: Regulation; readonly door: Door },
): GateRule {
  const fits = ({ type, regulation, door }: GateRule) =>
    (type ?? request.type) === request.type &&
    (regulation ?? request.regulation) === request.regulation &&
    (door ?? request.door) === request.door;
  return rules.find(fits) ?? noGates;
}

/** Why a request is refused, in the words of the Data Rights Protocol. */
export const refusalReasons = [
  'suspected-fraud',
  'insufficient-verification',
  'claim-not-covered',
  'outside-jurisdiction',
  'too-many-requests',
  'other',
] as const;

export type RefusalReason = (typeof refusalReasons)[number];

export const identityProofs = ['sign-in', 'document', 'call', 'other'] as const;

export const extensionReasons = ['complexity', 'number-of-requests'] as const;

export const holdReasons = [
  'legal-hold',
  'investigation',
  'identity',
  'clarification',
  'fee',
  'other',
] as const;

/** `brake`: the service itself, because too many erasures came within an hour. */
export type HoldReason = (typeof holdReasons)[number] | 'brake';

/** What a person decided about a request. */
export type Decided =
  | { readonly what: 'identity'; readonly reason: (typeof identityProofs)[number] }
  | { readonly what: 'approve'; readonly planHash: string; readonly reason?: null }
  | { readonly what: 'refuse'; readonly reason: RefusalReason }
  | { readonly what: 'withdraw'; readonly reason?: null }
  | { readonly what: 'hold'; readonly reason: HoldReason; readonly until: string | null }
  | { readonly what: 'resume'; readonly reason?: null }
  | { readonly what: 'extend'; readonly reason: (typeof extensionReasons)[number] }
  /** More identifiers of the person. `sealed`: the name of the blob that holds them sealed (`Dossiers.readAdded`). */
  | { readonly what: 'identifiers'; readonly sealed: string; readonly reason?: null }
  /** Which records of a system are the person's. Records are named by their keys (`recordKey`). */
  | {
      readonly what: 'decide';
      readonly reason: string | null;
      readonly system: SystemId;
      readonly records: readonly string[];
      /** The other candidates: they are not the person's. */
      readonly others: readonly string[];
    };

/** A decision with its time and its actor. */
export type Decision = Decided & {
  /** RFC 3339 */
  readonly at: string;
  /** The mark of the person or key who decided. */
  readonly by: string;
  /** Names the blob with the sealed comment. */
  readonly commentId?: string;
};

/** What the register stores about the gates of a request. */
export interface Gates {
  /** The rule of the policy at the time of acceptance. A later change of the policy applies only to later requests. */
  readonly rule: GateRule;
  readonly decisions: readonly Decision[];
  /** RFC 3339: when the cooling-off period ends; null before it begins. */
  readonly coolsUntil: string | null;
  /** The ambiguous systems of the last plan in which nobody has chosen yet. */
  readonly questions: readonly SystemId[];
  /** RFC 3339: until when the request waits for answers; null before the first question. */
  readonly decideUntil: string | null;
  /** Somebody has chosen records or added identifiers since the last plan, so it must be made again before anybody approves it. */
  readonly answered: boolean;
  /** How often the flow has begun to wait. The event that ends a wait carries this number in its name. */
  readonly waits: number;
  /** A decision or a retry was written, and the flow has not read it yet. */
  readonly unheard: boolean;
  /** The request passed its gates in an earlier run, so a retry does not wait at them again. */
  readonly passed?: true;
  /** The gate and the date of the last fact `waiting`; null when the request has left a gate since. */
  readonly told: string | null;
}

export function gatesBy(rule: GateRule): Gates {
  return {
    rule,
    decisions: [],
    coolsUntil: null,
    questions: [],
    decideUntil: null,
    answered: false,
    waits: 0,
    unheard: false,
    told: null,
  };
}

/**
 * The gates after a plan with these ambiguous systems. The time to answer begins with the first question. Later questions do not restart
 * it.
 * @param until RFC 3339: when the time to answer ends, if it begins now
 */
export function withQuestions(gates: Gates, questions: readonly SystemId[], until: string): Gates {
  if (questions.length + gates.questions.length === 0 && !gates.answered) return gates;
  const decideUntil = gates.decideUntil ?? (questions.length > 0 ? until : null);
  return { ...gates, questions, decideUntil, answered: false };
}
