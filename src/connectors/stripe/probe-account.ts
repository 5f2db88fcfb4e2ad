import type { VendorClient } from '../kit/call-vendor.ts';
import type { ProbeStep } from '../kit/probe-by.ts';
import { paymentLists } from './payments.ts';
import { listOf } from './lists.ts';

/** Reads one page of everything that the connector reads. */
export const probeSteps = (client: VendorClient): ProbeStep[] =>
  ['customers', 'subscriptions', ...paymentLists].map((list) => ({
    what: `read ${list.replace('_', ' ')}`,
    fix: `Grant the restricted key the permission to read ${list.replace('_', ' ')}.`,
    attempt: () => listOf(client, `/v1/${list}`).next(),
  }));
