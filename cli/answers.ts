// The parts of the API's answers that the command line shows. docs/api.md describes the full answers.

export interface RequestAnswer {
  readonly id: string;
  readonly type: string;
  readonly regulation: string;
  readonly reference: string | null;
  readonly state: string;
  readonly reason: string | null;
  readonly receivedAt: string;
  readonly dueAt: string;
  readonly finishedAt: string | null;
  readonly planHash: string | null;
  readonly waitingFor?: readonly string[];
  readonly systems: readonly SystemAnswer[];
  readonly delivery: { readonly state: string; readonly attempts: number };
  readonly assigned?: { readonly id: string; readonly me: boolean } | null;
  readonly actions: readonly string[];
}

export interface SystemAnswer {
  readonly id: string;
  readonly title: string;
  readonly verdict: string | null;
  readonly code: string | null;
  readonly reason?: string | null;
  readonly law?: string;
  readonly until: string | null;
  readonly leads: number;
  readonly candidates?: number;
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>> | undefined>>;
  readonly residuals: readonly {
    readonly what: string;
    readonly until: string | null;
    readonly law?: string;
  }[];
  /** What would be done in a system that is only being tried out. */
  readonly shadow?: { readonly would: string };
  /** The systems that are erased before it. */
  readonly after?: readonly string[];
  readonly notSearched?: readonly { readonly what: string; readonly why: string }[];
  readonly progress?: Progress | null;
}

export interface Progress {
  readonly step: string;
  readonly attempts: number;
  readonly code: string | null;
  readonly nextAt: string | null;
  readonly waitingFor: string | null;
}

export interface ListAnswer {
  readonly items: readonly ListRow[];
  readonly continuation: string | null;
}

export interface ListRow {
  readonly id: string;
  readonly type: string;
  readonly state: string;
  readonly reason: string | null;
  readonly reference: string | null;
  readonly dueAt: string;
  readonly waitingFor?: readonly string[];
  readonly verdicts?: Readonly<Record<string, number>>;
}

export interface Fact {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly system?: string;
  readonly actor: { readonly kind: string; readonly role?: string; readonly id?: string };
  readonly [detail: string]: unknown;
}

export interface Candidate {
  readonly candidate: string;
  readonly preview: string;
  readonly metBy: readonly string[];
  readonly lead: boolean;
}
