import type { State } from '../../store/state.ts';
import type { Doc } from '../../store/records.ts';
import { stripeId } from './stripe-object.ts';

/** Why an object cannot be redacted now. */
export interface ValidationError {
  id: string;
  objectType: string;
  message: string;
}

export interface RedactionJob extends Doc {
  id: string;
  createdAtMs: number;
  customers: string[];
  behaviour: 'error' | 'fix';
  errors: ValidationError[];
  runAtMs?: number;
  canceled?: boolean;
}

export const redactionJobOf = (doc: Doc): RedactionJob => doc as RedactionJob;

/** No document says how long a step takes; these steps take two seconds by the simulators' clock. */
export const stepMs = 2000;

export function statusOf(job: RedactionJob, now: number): string {
  if (job.canceled === true) return 'canceled';
  if (job.runAtMs !== undefined) return now < job.runAtMs + stepMs ? 'redacting' : 'succeeded';
  if (now < job.createdAtMs + stepMs) return 'validating';
  return job.errors.length > 0 ? 'failed' : 'ready';
}

/** https://docs.stripe.com/api/privacy/redaction-job/object */
export function presentJob(job: RedactionJob, now: number): object {
  return {
    id: job.id,
    object: 'privacy.redaction_job',
    created: Math.floor(job.createdAtMs / 1000),
    livemode: false,
    status: statusOf(job, now),
    validation_behavior: job.behaviour,
  };
}

export const presentError = (job: RedactionJob, { id, objectType, message }: ValidationError) => ({
  id: `${job.id}_${id}`,
  object: 'privacy.redaction_job_validation_error',
  code: 'invalid_state',
  erroring_object: { id, object_type: objectType },
  message,
});

export function storeJob({ records }: State, job: RedactionJob): void {
  records.place(stripeId, 'redaction_job', job.id, { state: 'live', doc: job, keys: [] });
}
