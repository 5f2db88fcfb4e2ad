import { z } from 'zod';
import { SystemFailure } from '../../domain/failure.ts';
import type { VerifyAnswer } from '../../domain/read-back.ts';
import { defineConnector } from '../contract.ts';
import { bearer } from '../kit/auth.ts';
import { vendorClient, type VendorClient } from '../kit/call-vendor.ts';
import { cardFields, cardHits } from '../kit/card.ts';
import { commonSettings, controlSetting, httpsUrl, needsProperty } from '../kit/common-settings.ts';
import { controlRecord } from '../kit/control-record.ts';
import { pacer } from '../kit/pacer.ts';
import { probeBy } from '../kit/probe-by.ts';
import { usualLimits } from '../kit/vendor-request.ts';
import { worthAsking } from '../kit/worth-asking.ts';
import { cardOf, customerId, customerPath, readCustomer, type CustomerFields } from './customer.ts';
import { exportCustomer } from './export-customer.ts';
import { customerLookUps, findCustomers, searched } from './find-customers.ts';
import { guide } from './guide.ts';
import { quoted } from './lists.ts';
import { belowCustomer, isPayments, namingPayments, payments } from './payments.ts';
import { portableCustomer } from './portable-customer.ts';
import { probeSteps } from './probe-account.ts';
import { redactPayments } from './redact-payments.ts';
import { stripeCode } from './stripe-codes.ts';

const settings = z
  .strictObject({
    ...commonSettings,
    baseUrl: httpsUrl.default('https://api.stripe.com').describe('The URL of Stripe’s API.'),
    objectIdKey: z
      .string()
      .regex(/^[^[\]]{1,40}$/, 'must be a key of metadata, such as b2c_oid')
      .optional()
      .describe('The key in the metadata of customers under which the object ID is stored.'),
    control: controlSetting,
    requestsPer10Seconds: z
      .number()
      .int()
      .positive()
      .default(200)
      .describe(
        'Stripe allows a live account 100 requests in a second, for all its users together.',
      ),
    endSubscriptions: z
      .boolean()
      .default(false)
      .describe(
        'A deletion ends the subscriptions of the customer at once. Unless this is true, a customer with a subscription that has not ended is not deleted, and the system is `failed` with `refused`.',
      ),
    redaction: z
      .boolean()
      .default(false)
      .describe(
        'Redact payments and invoices by redaction jobs, which are in public preview. Otherwise they keep their data.',
      ),
    trustedFields: z
      .array(z.enum(cardFields))
      .default([])
      .describe('The fields that hold only verified values.'),
  })
  .refine(...needsProperty('objectIdKey'));

const secrets = z.strictObject({
  apiKey: z
    .string()
    .regex(/^(rk|sk)_\w+$/, 'must be a restricted or a secret key')
    .describe('A restricted key (`rk_…`) with the permissions above.'),
});

export default defineConnector({
  name: 'stripe',
  title: 'Stripe',
  role: 'downstream',
  recordsName: 'customers',
  recordId: customerId,
  classes: [payments],
  settings,
  secrets,
  guide,
  portable: portableCustomer,

  open({ id, settings, secrets, now }) {
    const { objectIdKey, trustedFields, control: controlId } = settings;
    const fields = { system: id, objectIdKey, trustedFields };
    const client = vendorClient({
      baseUrl: settings.baseUrl,
      auth: bearer(secrets.apiKey),
      limits: { ...usualLimits, timeoutSeconds: settings.timeoutSeconds },
      now,
      pace: pacer(settings.requestsPer10Seconds, 10),
      vendorCode: stripeCode,
      notFoundCode: 'resource_missing',
      transientCodes: ['idempotency_key_in_use'],
    });
    const control =
      controlId === undefined || objectIdKey === undefined
        ? null
        : controlRecord('objectIdKey', () => isControlThere(client, fields, controlId), now);

    return {
      settleSeconds: settings.settleSeconds,
      lookUps: customerLookUps(fields),
      probe: () => probeBy([...probeSteps(client), ...(control ? [control.probe] : [])]),
      find: (known, options) =>
        findCustomers(client, fields, worthAsking(known, id), async (log) =>
          control?.check(log, options),
        ),
      export: (record, sink) => exportCustomer(client, record, sink),

      async erase(record, intent) {
        if (isPayments(record))
          return settings.redaction ? redactPayments(client, record.id, intent) : { kind: 'done' };
        if (!(await readCustomer(client, record.id))) return { kind: 'done' };
        if (!settings.endSubscriptions) await refuseWhileSubscribed(client, record.id);
        await client.tell({ method: 'DELETE', path: customerPath(record.id) });
        return { kind: 'done' };
      },

      verify: async (record) =>
        isPayments(record)
          ? readBackPayments(client, record.id)
          : readBackCustomer(client, record.id),
    };
  },
});

async function isControlThere(client: VendorClient, fields: CustomerFields, objectId: string) {
  const by = [{ kind: 'account', system: fields.system, objectId } as const];
  const query = `metadata[${quoted(fields.objectIdKey ?? '')}]:${quoted(objectId)}`;
  for (const id of await searched(client, query)) {
    const customer = await readCustomer(client, id);
    if (customer && cardHits(cardOf(customer, fields), by, fields).length > 0) return true;
  }
  return false;
}

/** https://docs.stripe.com/api/subscriptions/object: these have ended for good. */
const ended = ['canceled', 'incomplete_expired'];

async function refuseWhileSubscribed(client: VendorClient, customer: string): Promise<void> {
  const all = { status: 'all' };
  for await (const page of belowCustomer(client, 'subscriptions', customer, all))
    if (page.some(({ status }) => !ended.includes(String(status))))
      throw new SystemFailure('refused', 'a subscription of the customer has not ended');
}

async function readBackCustomer(client: VendorClient, id: string): Promise<VerifyAnswer> {
  const customers = (await readCustomer(client, id)) ? 1 : 0;
  const left = { customers };
  return customers === 0 ? { kind: 'gone', left, residuals: [] } : { kind: 'present', left };
}

/** Payments are never deleted. They may keep the person's data, which only a redaction job removes. */
async function readBackPayments(client: VendorClient, customer: string): Promise<VerifyAnswer> {
  const left = { payments: await namingPayments(client, customer) };
  const residual = { what: 'payment-records', verdict: 'retained', until: null } as const;
  return { kind: 'gone', left, residuals: left.payments === 0 ? [] : [residual] };
}
