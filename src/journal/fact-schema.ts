import { z } from 'zod';
import type { Actor, FactKind, FactOf, NewFact } from '../domain/fact.ts';
import { failureCodes } from '../domain/failure.ts';
import { stepKinds } from '../domain/progress.ts';
import { reminders } from '../domain/reminder.ts';
import { lawPattern } from '../domain/retention.ts';
import { isRequestId, requestStates, terminalStates } from '../domain/request.ts';
import { isSystemId } from '../domain/system.ts';
import { verdicts } from '../domain/verdict.ts';
import { shadowSchema } from './shadow-schema.ts';

// A pattern for every text of a fact allows only ids, codes, dates and hashes. So no personal data gets into a fact by mistake.

const code = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);
/** The names of records and parts that connectors give to their counts, such as `deletedItems`. */
const countName = z.string().regex(/^[A-Za-z][A-Za-z0-9 _.-]{0,63}$/);
const count = z.number().int().min(0);
const time = z.iso.datetime({ offset: true });
const systemId = z.string().refine(isSystemId);
const requestId = z.string().refine(isRequestId);
const language = z.string().regex(/^[A-Za-z0-9]{1,8}(-[A-Za-z0-9]{1,8})*$/);
const flowVersion = z.string().regex(/^[0-9A-Za-z.-]{1,20}$/);
/** A keyed hash, in base64url or hex. */
const hash = z.string().regex(/^[A-Za-z0-9_-]{16,64}$/);
const law = z.string().regex(lawPattern);
/** A ULID. */
const commentId = z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
const failureCode = z.enum(failureCodes);
const counts = z.record(countName, count);
const state = z.enum(requestStates);
const terminalState = z.enum(terminalStates);
const verdict = z.enum(verdicts).nullable();

const actor: z.ZodType<Actor> = z.strictObject({
  kind: z.enum(['service', 'key', 'person', 'subject']),
  role: z
    .string()
    .regex(/^[A-Za-z-]{1,40}$/)
    .exactOptional(),
  // The name of a key or a directory id: neither has an `@` or a blank.
  id: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/)
    .exactOptional(),
});

const line = {
  connector: code,
  verdict,
  code: failureCode.nullable(),
  until: time.nullable(),
  reason: code.exactOptional(),
  law: law.exactOptional(),
  counts: z.strictObject({
    found: counts,
    left: counts.exactOptional(),
    exported: counts.exactOptional(),
  }),
  leads: count,
  candidates: count.exactOptional(),
  attempts: count,
  updatedAt: time,
  residuals: z.array(
    z.strictObject({
      what: code,
      verdict: z.enum(verdicts),
      until: time.nullable(),
      reason: code.exactOptional(),
      law: law.exactOptional(),
      nextAt: time.exactOptional(),
    }),
  ),
  after: z.array(systemId).exactOptional(),
  shadow: shadowSchema.exactOptional(),
  searched: z.array(z.strictObject({ by: code, in: code, found: count })).exactOptional(),
  notSearched: z.array(z.strictObject({ what: code, why: code })).exactOptional(),
  lookedAgain: z.literal(true).exactOptional(),
};
const lines = z.array(z.strictObject({ id: systemId, ...line }));

const delivery = {
  state: z.enum(['none', 'pending', 'delivered', 'dead-lettered']),
  attempts: count,
};
const type = z.enum(['access', 'portability', 'erasure']);
const regulation = z.enum(['gdpr', 'uk-gdpr', 'ccpa']);
const step = z.enum(stepKinds);

const assignee = z.strictObject({
  kind: z.enum(['key', 'person']),
  id: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/),
});

const row = z.strictObject({
  id: requestId,
  type,
  regulation,
  language: language.nullable(),
  state,
  reason: code.nullable(),
  receivedAt: time,
  dueAt: time,
  reminded: z.array(z.enum(reminders)),
  updatedAt: time,
  finishedAt: time.nullable(),
  planHash: hash.nullable(),
  delivery: z.strictObject(delivery),
  endings: count,
  run: count.min(1),
  systems: lines,
  progress: z.array(
    z.strictObject({
      system: systemId,
      step,
      since: time,
      attempts: count,
      code: failureCode.nullable(),
      nextAt: time.nullable(),
      waitingFor: z.enum(['system', 'earlier-request', 'decision', 'date']).nullable(),
    }),
  ),
  flowVersion,
  closeAt: time.nullable(),
  watchUntil: time.nullable(),
  systemIds: z.array(systemId),
  hasCallback: z.boolean(),
  assigned: assignee.nullable(),
});

const effect = {
  system: systemId,
  effect: z.enum(['freeze', 'release', 'erase']),
  record: hash,
};

/** The members of each kind. A kind or a member that is missing here is a compile error. */
const contents = {
  received: {
    request: requestId,
    door: z.enum(['http', 'queue', 'bulk', 'self-service']),
    type,
    regulation,
    language: language.nullable(),
    dueAt: time,
    flowVersion,
    hasCallback: z.boolean(),
    systems: z.array(z.strictObject({ id: systemId, connector: code })),
  },
  adopted: { row },
  moved: { state },
  asked: {
    system: systemId,
    by: z.array(
      z.strictObject({ by: code, in: code.exactOptional(), found: count.exactOptional() }),
    ),
    found: count,
    notAsked: z.array(z.strictObject({ what: code, why: code })).exactOptional(),
  },
  concluded: {
    system: systemId,
    match: code,
    records: count,
    leads: count,
    candidates: count,
  },
  planned: { planHash: hash, systems: lines },
  waiting: { for: code, until: time.nullable() },
  decided: {
    what: code,
    reason: code.nullable(),
    system: systemId.exactOptional(),
    planHash: hash.exactOptional(),
    until: time.nullable().exactOptional(),
    commentId: commentId.exactOptional(),
    records: z.array(hash).exactOptional(),
    others: z.array(hash).exactOptional(),
  },
  assigned: { to: z.literal('me').nullable(), commentId: commentId.exactOptional() },
  due: { dueAt: time },
  reminded: { what: z.enum(reminders), dueAt: time },
  tried: {
    system: systemId,
    step,
    attempt: count.min(1),
    outcome: z.enum(['done', 'later', 'pending', 'failed']),
    code: failureCode.nullable(),
    nextAt: time.nullable(),
  },
  began: effect,
  did: effect,
  settled: { system: systemId, ...line },
  reported: {
    state: terminalState,
    reason: code.nullable(),
    systems: z.array(systemId),
    closeAt: time.nullable(),
    watchUntil: time.nullable(),
  },
  reopened: {
    run: count.min(2),
    flowVersion,
    state: z.enum(['running', 'resolving']),
    systems: z.array(systemId),
  },
  delivered: delivery,
  viewed: { what: z.enum(['report', 'evidence', 'candidates', 'comments']) },
  fetched: { what: z.literal('package') },
  closed: { what: z.literal('dossier') },
  watched: {
    system: systemId,
    ...line,
    results: z.array(z.strictObject({ what: code, verdict: code, code: failureCode.nullable() })),
  },
} satisfies { readonly [K in FactKind]: MembersOf<K> };

/** One schema for each member of a kind. */
type MembersOf<K extends FactKind> = {
  readonly [M in MemberOf<FactOf<K>>]: z.ZodType;
};
type MemberOf<F> = F extends unknown ? Exclude<keyof F, 'at' | 'kind' | 'actor'> : never;

const schemas = new Map(
  Object.entries(contents).map(([kind, members]) => [
    kind,
    z.strictObject({ at: time, kind: z.literal(kind), actor, ...members }),
  ]),
);

/** A fact that does not fit its schema was not written. The message names the members, and never their values. */
export class FactRefused extends Error {
  constructor(kind: string, members: readonly string[]) {
    super(`The fact ${kind} is refused. Members that do not fit: ${members.join(', ')}.`);
    this.name = 'FactRefused';
  }
}

/** @throws FactRefused when the fact does not fit the schema of its kind */
export function checkFact(fact: NewFact): void {
  const schema = schemas.get(fact.kind);
  if (!schema) throw new FactRefused('of an unknown kind', ['kind']);
  const result = schema.safeParse(fact);
  if (result.success) return;
  // Names below the top level may be values, such as the keys of counts.
  const members = result.error.issues.map(({ path }) => String(path[0] ?? 'unknown members'));
  throw new FactRefused(fact.kind, [...new Set(members)]);
}
