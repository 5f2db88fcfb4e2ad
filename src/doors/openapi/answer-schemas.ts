import { z } from 'zod';
import { failureCodes } from '../../domain/failure.ts';
import { requestStates } from '../../domain/request.ts';
import { shadowActions } from '../../domain/shadow-plan.ts';
import { verdicts } from '../../domain/verdict.ts';

// The content of answers, for readers of the document. A client must accept unknown fields, because later versions may add some.

export const text = z.string();

export const time = z.iso.datetime().meta({ description: 'RFC 3339, in UTC' });

export const ulid = text
  .regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
  .meta({ description: 'Id of a request: a ULID' });

export const type = z.enum(['access', 'portability', 'erasure']);

export const state = z.enum(requestStates);

const counts = z.record(text, z.int());

const links = z.record(text, text);

const common = {
  id: ulid,
  type,
  state,
  reference: text.nullable(),
  receivedAt: time,
  dueAt: time.meta({ description: 'End of the last day on which the law allows an answer' }),
};

/** A request right after it was sent. */
export const receipt = z.looseObject({ ...common, links });

const progressed = {
  ...common,
  reason: text.nullable(),
  updatedAt: time,
  finishedAt: time.nullable(),
};

const shadow = z
  .looseObject({
    would: z.enum(shadowActions),
    code: z.enum(failureCodes).nullable(),
    leads: z.int(),
    candidates: z.int(),
    notFollowed: z.int().meta({ description: 'Identifiers that only this system reveals' }),
  })
  .meta({ description: 'The system is only being tried out: what would be done there' });

const systemStatus = z.looseObject({
  id: text,
  connector: text,
  title: text,
  verdict: z.enum(verdicts).nullable().meta({ description: 'null while the system is visited' }),
  code: z.enum(failureCodes).nullable(),
  reason: text
    .optional()
    .meta({ description: 'The reason, when the verdict alone does not explain it' }),
  law: text.optional().meta({ description: 'With `retained`: the law that demands it' }),
  until: text.nullable(),
  counts: z.looseObject({ found: counts }),
  leads: z.int(),
  attempts: z.int(),
  updatedAt: time,
  after: z.array(text).optional().meta({ description: 'Systems that are erased before it' }),
  shadow: shadow.optional(),
  residuals: z.array(
    z.looseObject({
      what: text,
      verdict: text,
      until: text.nullable(),
      reason: text.optional().meta({ description: 'The rule that keeps it' }),
      law: text.optional(),
    }),
  ),
});

/** The records of a system among which an operator must choose. */
export const candidates = z.array(
  z.looseObject({
    candidate: text,
    preview: text.meta({ description: 'Masked' }),
    metBy: z.array(text),
    lead: z
      .boolean()
      .meta({ description: 'The identifiers stand only in fields that anybody can fill in' }),
  }),
);

const assigned = z
  .looseObject({ kind: z.enum(['key', 'person']), id: text, me: z.boolean() })
  .nullable()
  .optional()
  .meta({ description: 'Who handles it; only for operators, approvers and auditors' });

const clock = z.looseObject({
  daysLeft: z.int().nullable().meta({ description: 'null when the request has ended' }),
  acknowledgeBy: time.nullable(),
  extendableTo: time.nullable().meta({ description: 'The last day if the extension is taken' }),
  extended: z.boolean(),
  stopped: z.boolean().meta({ description: 'The clock stands still now (UK)' }),
  stoppedDays: z.int(),
});

export const request = z.looseObject({
  ...progressed,
  regulation: z.enum(['gdpr', 'uk-gdpr', 'ccpa']),
  planHash: text.nullable(),
  clock,
  systems: z.array(systemStatus),
  delivery: z.looseObject({
    state: z.enum(['none', 'pending', 'delivered', 'dead-lettered']),
    attempts: z.int(),
  }),
  assigned,
  actions: z.array(text).meta({ description: 'The actions that the caller may take now' }),
  links,
});

/** A request after a waiver. */
export const waived = z.looseObject({
  ...request.shape,
  needed: z
    .literal('second-person')
    .nullable()
    .meta({ description: 'null: the waiver has taken effect' }),
});

export const page = z.looseObject({
  items: z.array(
    z.looseObject({
      ...progressed,
      daysLeft: z.int().nullable(),
      assigned,
      verdicts: counts.optional(),
    }),
  ),
  continuation: text.nullable().meta({ description: 'Send this value to get the next page' }),
});

export const fact = z.looseObject({
  seq: z.int(),
  at: time,
  kind: text,
  actor: z.looseObject({ kind: z.enum(['service', 'key', 'person', 'subject']) }),
});

export const timeline = z.looseObject({ facts: z.array(fact) });

export const comments = z.array(
  z.looseObject({
    at: time,
    what: text.meta({ description: 'The decision it belongs to, such as `approve`' }),
    system: text.optional(),
    actor: fact.shape.actor,
    comment: text,
  }),
);

export const evidence = z.looseObject({
  id: ulid,
  facts: z.array(z.looseObject({ ...fact.shape, previous: text, hash: text })),
  head: text,
  chain: z.enum(['whole', 'broken']),
});

/** RFC 9457. */
export const problem = z.looseObject({
  type: text,
  title: text,
  status: z.int(),
  code: text,
  detail: text.meta({ description: 'What to do' }),
  errors: z
    .array(z.looseObject({ pointer: text, detail: text }))
    .optional()
    .meta({ description: 'JSON pointers into the body. Values that were sent are never repeated' }),
});

/** An address that works once. */
export const packageLink = z.looseObject({ url: text, expiresAt: time });
