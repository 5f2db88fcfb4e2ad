import { z } from 'zod';
import { lawPattern } from '../../domain/retention.ts';

// The answers of a service that speaks the Habeas processor protocol: docs/processor-protocol.md.

const time = z.iso.datetime({ offset: true });
const values = z.array(z.string()).default([]);

export const recordShape = z.object({
  id: z.string().min(1),
  name: z
    .object({
      given: z.string().nullish(),
      surname: z.string().nullish(),
      display: z.string().nullish(),
    })
    .default({}),
  objectIds: values,
  emails: values,
  phones: values,
  otherEmails: values,
  otherPhones: values,
});

export type ProcessorRecord = z.infer<typeof recordShape>;

/** Nobody has more records in one service. A service that answers with more ignores what it was asked. */
export const foundShape = z.object({ records: z.array(recordShape).max(1000) });

const pending = z.object({ state: z.literal('pending'), until: time });

const code = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);

/** What the service retains of a record that it erased, such as invoices. */
const kept = z.object({
  what: code,
  reason: code,
  law: z.string().regex(lawPattern).optional(),
  until: time,
});

/** The state of a record, as `erase` and `status` answer it. */
export const stateShape = z.discriminatedUnion('state', [
  z.object({ state: z.literal('present') }),
  pending,
  z.object({ state: z.literal('gone'), purgeBy: time.optional(), kept: z.array(kept).default([]) }),
]);

export type RecordState = z.infer<typeof stateShape>;

/** Names of parts are counted in reports, so they are words of the service and never values. */
const part = z.string().regex(/^[a-z][A-Za-z0-9-]{0,39}$/);

export const pageShape = z.object({
  state: z.literal('ready').default('ready'),
  items: z.array(z.object({ part, data: z.looseObject({}) })),
  next: z.string().min(1).nullish(),
});

export const exportShape = z.union([pending, pageShape]);

/** What the service may answer instead of 2xx; `not-found` is for an unknown path. */
export const errorCodes = [
  'invalid-signature',
  'forbidden',
  'invalid-request',
  'not-found',
  'busy',
  'internal',
];
