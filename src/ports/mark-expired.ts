import { SystemFailure } from '../domain/failure.ts';

/** The system no longer accepts the mark at which an export was to continue, so the section must be read from its beginning. */
export class MarkExpired extends SystemFailure {
  /** The failure to report when the system refuses again after the section was started anew. */
  readonly refusal: SystemFailure;

  constructor(refusal: SystemFailure) {
    super(refusal.code, refusal.message, { retryAfter: refusal.retryAfter, cause: refusal });
    this.name = 'MarkExpired';
    this.refusal = refusal;
  }
}
