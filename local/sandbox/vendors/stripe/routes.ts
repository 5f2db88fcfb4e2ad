import type { Route } from '../../http/router.ts';
import type { VendorOperation } from '../../http/vendor-system.ts';
import { deleteCustomer, getCustomer, listBelow, listCustomers } from './customers.ts';
import { idempotent } from './idempotent.ts';
import { listObjects, listSubscriptions } from './lists.ts';
import { cancelJob, createJob, getJob, listErrors, runJob } from './redaction-operations.ts';
import { searchCustomers } from './search-customers.ts';

const customer = '/v1/customers/{customer}';
const jobs = '/v1/privacy/redaction_jobs';

export const stripeRoutes: readonly Route<VendorOperation>[] = [
  { method: 'GET', pattern: '/v1/customers', target: listCustomers },
  { method: 'GET', pattern: '/v1/customers/search', target: searchCustomers },
  { method: 'GET', pattern: customer, target: getCustomer },
  { method: 'DELETE', pattern: customer, target: deleteCustomer },
  { method: 'GET', pattern: `${customer}/tax_ids`, target: listBelow('tax_id') },
  { method: 'GET', pattern: `${customer}/payment_methods`, target: listBelow('payment_method') },
  { method: 'GET', pattern: '/v1/charges', target: listObjects('charge') },
  { method: 'GET', pattern: '/v1/invoices', target: listObjects('invoice') },
  { method: 'GET', pattern: '/v1/payment_intents', target: listObjects('payment_intent') },
  { method: 'GET', pattern: '/v1/subscriptions', target: listSubscriptions },
  { method: 'POST', pattern: jobs, target: idempotent(createJob) },
  { method: 'GET', pattern: `${jobs}/{job}`, target: getJob },
  { method: 'POST', pattern: `${jobs}/{job}/run`, target: idempotent(runJob) },
  { method: 'POST', pattern: `${jobs}/{job}/cancel`, target: idempotent(cancelJob) },
  { method: 'GET', pattern: `${jobs}/{job}/validation_errors`, target: listErrors },
];
