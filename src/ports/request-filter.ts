import type { Assignee } from '../domain/assignee.ts';
import type { RequestId, RequestState } from '../domain/request.ts';
import type { SystemId } from '../domain/system.ts';
import type { Verdict } from '../domain/verdict.ts';

/** Which requests a list shows, and in which order. */
export interface RequestFilter {
  /** Only the requests of this owner. */
  readonly owner?: string;
  /** Any of these states. */
  readonly states?: readonly RequestState[];
  /** Any of these verdicts: in the system `system` when it is given, otherwise in any system. */
  readonly verdicts?: readonly Verdict[];
  /** `received`: newest first, the default. `due`: the open requests, soonest due date first. */
  readonly sort?: 'received' | 'due';
  /** Handled by this key or person. */
  readonly assigned?: Assignee;
  /** Held up by this system, or by any. */
  readonly waiting?: SystemId | 'any';
  readonly type?: string;
  readonly system?: SystemId;
  /** The beginning of the reference or of the id. */
  readonly reference?: string;
  readonly dueBefore?: string;
  readonly limit: number;
  readonly continuation?: RequestId;
}
