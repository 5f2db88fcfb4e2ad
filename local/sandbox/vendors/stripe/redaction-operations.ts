import { randomUUID } from 'node:crypto';
import type { VendorContext, VendorOperation } from '../../http/vendor-system.ts';
import { formOf, listIn } from './form.ts';
import { redactCustomer } from './redact.ts';
import {
  presentError,
  presentJob,
  redactionJobOf,
  statusOf,
  storeJob,
  type RedactionJob,
} from './redaction-job.ts';
import { badRequest, resourceMissing } from './stripe-error.ts';
import { listOf, stripeId } from './stripe-object.ts';
import { validateRedaction } from './validate-redaction.ts';

function requireJob({ state }: VendorContext, id: string): RedactionJob {
  const record = state.records.actual(stripeId, 'redaction_job', id);
  if (!record) throw resourceMissing('redaction job', id);
  return redactionJobOf(record.doc);
}

const shown = ({ state }: VendorContext, job: RedactionJob) => presentJob(job, state.clock.now());

/** Validation begins at once. Its errors are known when it ends. */
export const createJob: VendorOperation = (context) => {
  const { state, call } = context;
  const form = formOf(call);
  const customers = listIn(form, 'objects[customers]');
  if (customers.length === 0) throw badRequest('Missing required param: objects.', 'objects');
  const behaviour = form.get('validation_behavior') ?? 'error';
  if (behaviour !== 'error' && behaviour !== 'fix')
    throw badRequest(
      'Invalid validation_behavior: must be one of error or fix',
      'validation_behavior',
    );
  const job: RedactionJob = {
    id: `prj_${randomUUID().replaceAll('-', '').slice(0, 16)}`,
    createdAtMs: state.clock.now(),
    customers,
    behaviour,
    errors: validateRedaction(context, customers),
  };
  storeJob(state, job);
  return { status: 200, effect: 'created', body: shown(context, job) };
};

export const getJob: VendorOperation = (context, { job = '' }) => ({
  status: 200,
  body: shown(context, requireJob(context, job)),
});

export const listErrors: VendorOperation = (context, { job: id = '' }) => {
  const job = requireJob(context, id);
  const done = statusOf(job, context.state.clock.now()) !== 'validating';
  const errors = done ? job.errors.map((error) => presentError(job, error)) : [];
  return { status: 200, body: listOf(context.call.path, errors, false) };
};

function requireStatus(context: VendorContext, job: RedactionJob, ...allowed: string[]): void {
  const status = statusOf(job, context.state.clock.now());
  if (!allowed.includes(status))
    throw badRequest(`A redaction job with status ${status} does not allow this.`);
}

export const runJob: VendorOperation = (context, { job: id = '' }) => {
  const job = requireJob(context, id);
  requireStatus(context, job, 'ready');
  const running = { ...job, runAtMs: context.state.clock.now() };
  for (const customer of job.customers) redactCustomer(context, customer);
  storeJob(context.state, running);
  return { status: 200, effect: 'erased', body: shown(context, running) };
};

export const cancelJob: VendorOperation = (context, { job: id = '' }) => {
  const job = requireJob(context, id);
  requireStatus(context, job, 'ready', 'failed');
  const canceled = { ...job, canceled: true };
  storeJob(context.state, canceled);
  return { status: 200, effect: 'updated', body: shown(context, canceled) };
};
