import { z } from 'zod';
import type { EraseAnswer, Intent } from '../../ports/system-access.ts';
import type { VendorClient } from '../kit/call-vendor.ts';
import { effectId } from '../kit/effect-id.ts';
import { namingPayments } from './payments.ts';

/** https://docs.stripe.com/api/privacy/redaction-job/object */
const jobShape = z.object({
  id: z.string().regex(/^\w+$/),
  status: z.enum([
    'created',
    'validating',
    'ready',
    'redacting',
    'succeeded',
    'failed',
    'canceling',
    'canceled',
  ]),
});

const jobs = '/v1/privacy/redaction_jobs';

/** Redaction jobs are in public preview, which needs a preview version. */
const preview = { 'Stripe-Version': '2026-06-24.preview' };

/** A redaction can take 7 days: https://docs.stripe.com/privacy/redaction-integration */
const longestMs = 7 * 86_400_000;

/**
 * Redacts the customer with all payments by a job, step by step: Stripe validates it, then it is run. A job that Stripe does not validate
 * ends here: a payment is too new, or an invoice or a dispute is open. Reading back shows what stays.
 */
export async function redactPayments(
  client: VendorClient,
  customer: string,
  intent: Intent,
): Promise<EraseAnswer> {
  if ((await namingPayments(client, customer)) === 0) return { kind: 'done' };
  const { id } = await client.read(
    { method: 'POST', path: jobs, ...keyed('create', customer, intent), form: jobFor(customer) },
    jobShape,
  );
  // A repeated call gets the first answer again, so the status is read on its own.
  const path = `${jobs}/${id}`;
  const { status } = await client.read({ method: 'GET', path, headers: preview }, jobShape);
  if (status === 'ready')
    await client.tell({ method: 'POST', path: `${path}/run`, ...keyed('run', customer, intent) });
  if (['succeeded', 'failed', 'canceling', 'canceled'].includes(status)) return { kind: 'done' };
  const until = new Date(Date.parse(intent.begunAt) + longestMs).toISOString();
  return { kind: 'pending', seconds: 2, until };
}

const jobFor = (customer: string) => ({
  'objects[customers][]': customer,
  validation_behavior: 'error',
});

/** The key is the same in every try, so that an erasure never begins a second job: https://docs.stripe.com/api/idempotent_requests */
function keyed(step: string, customer: string, { begunAt, job = begunAt }: Intent) {
  const key = effectId(customer, [step, job]);
  return { headers: { ...preview, 'Idempotency-Key': key } };
}
