import { z } from 'zod';
import { aboutTopics } from '../../domain/about-system.ts';
import { failureCodes } from '../../domain/failure.ts';
import { requestStates } from '../../domain/request.ts';
import { verdicts } from '../../domain/verdict.ts';

// What answers hold, for readers of the document. A reader must expect more fields than these: later versions add some.

const text = z.string();
const time = z.iso.datetime().meta({ description: 'RFC 3339, in UTC' });
const ulid = text
  .regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/)
  .meta({ description: 'Id of a request: a ULID' });
const type = z.enum(['access', 'portability', 'erasure']);
const state = z.enum(requestStates);
const counts = z.record(text, z.int());
const links = z.record(text, text);

const common = {
  id: ulid,
  type,
  state,
  reference: text.nullable(),
  receivedAt: time,
  dueAt: time.meta({ description: 'End of the last day that the law leaves' }),
};

/** A request right after it was sent. */
export const receipt = z.looseObject({ ...common, links });

const progressed = {
  ...common,
  reason: text.nullable(),
  updatedAt: time,
  finishedAt: time.nullable(),
};

const systemStatus = z.looseObject({
  id: text,
  connector: text,
  title: text,
  verdict: z.enum(verdicts).nullable().meta({ description: 'null while the system is visited' }),
  code: z.enum(failureCodes).nullable(),
  reason: text.optional().meta({ description: 'Why, where the verdict alone does not say it' }),
  law: text.optional().meta({ description: 'With `retained`: the law that demands it' }),
  until: text.nullable(),
  counts: z.looseObject({ found: counts }),
  leads: z.int(),
  attempts: z.int(),
  updatedAt: time,
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

/** The records of a system that somebody must choose from. */
export const candidates = z.array(
  z.looseObject({
    candidate: text,
    preview: text.meta({ description: 'Masked' }),
    metBy: z.array(text),
    lead: z.boolean().meta({ description: 'Met only in fields that anybody can fill in' }),
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
  actions: z.array(text).meta({ description: 'What the caller may do now' }),
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
  continuation: text.nullable().meta({ description: 'Send it back for the next page' }),
});

const fact = z.looseObject({
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

export const system = z.looseObject({
  id: text,
  title: text,
  connector: text,
  role: z.enum(['directory', 'downstream']),
  health: z.enum(['working', 'failing', 'paused', 'unknown']),
  pausedSince: time.nullable(),
  lastSuccessAt: time.nullable(),
  lastFailureAt: time.nullable(),
  lastFailureCode: z.enum(failureCodes).nullable(),
  waiting: z.int().meta({ description: 'Requests that it holds up; 1000: at least so many' }),
  aboutMissing: z.array(z.enum(aboutTopics)).meta({
    description:
      'What packages cannot tell about the processing there, because it is not configured',
  }),
  probe: z
    .looseObject({
      at: time,
      reachable: z.boolean(),
      problems: z.array(
        z.looseObject({
          what: text,
          fix: text,
          code: z.literal('control-missing').optional().meta({
            description: 'Until the control record is found again, nobody is called absent there',
          }),
        }),
      ),
    })
    .nullable(),
});

export const systems = z.array(system);

const counted = z.record(text, z.int());

export const overview = z.looseObject({
  at: time,
  open: z.int(),
  working: z.int().meta({ description: 'Open, and waiting for no person and no date' }),
  states: counted,
  late: z.int(),
  dueThisWeek: z.int(),
  daysLeft: counted.meta({ description: 'late, week, fortnight, month, later' }),
  waitingForPerson: z.int(),
  waitingForSystem: z.int(),
  onHoldByBrake: z.int(),
  oldestOpen: z.looseObject({ id: ulid, receivedAt: time }).nullable(),
  systems: z.array(
    z.looseObject({
      id: text,
      hours: z.array(
        z.looseObject({ hour: time, tries: z.int(), failures: z.int(), secondsPerTry: z.number() }),
      ),
    }),
  ),
});

const due = z.looseObject({
  due: z.int().meta({ description: '1000: at least so many' }),
  nextAt: time.nullable(),
});

export const upkeep = z.looseObject({
  at: time,
  sweeper: z
    .looseObject({ startedAt: time, endedAt: time, failures: z.int(), packagesDeleted: z.int() })
    .nullable()
    .meta({ description: 'The last run, with counts of what it did' }),
  purges: z.looseObject({ keys: due, packages: due }),
  residuals: due,
  keys: z.looseObject({
    serviceSince: time.nullable(),
    openRequests: z.int(),
    oldestOpenSince: time.nullable(),
  }),
  flows: z.looseObject({ current: text, open: counted }),
  configuration: z
    .looseObject({
      systems: z.array(z.looseObject({ id: text, secrets: z.record(text, text) })),
      policy: z.looseObject({}),
    })
    .meta({ description: 'As loaded; secrets by name only' }),
});

export const brakeRelease = z.looseObject({
  released: z.int(),
  left: z.boolean().meta({ description: 'true: make the call again' }),
});

export const poison = z.looseObject({
  count: z.int(),
  messages: z.array(
    z.looseObject({
      id: text,
      code: text.nullable().meta({ description: 'null: it would be accepted now' }),
      size: z.int(),
      insertedAt: time,
      expiresAt: time,
    }),
  ),
});

export const search = z.looseObject({
  search: text.meta({ description: 'For `subject` of a request; 30 minutes, same caller' }),
  systems: z.array(
    z.looseObject({
      system: text,
      matches: z.array(z.looseObject({ match: text, preview: text, metBy: z.array(text) })),
      leads: z.int(),
      notSearched: z.array(
        z.looseObject({ what: text, why: text, code: z.enum(failureCodes).optional() }),
      ),
    }),
  ),
  openRequests: z.array(z.looseObject({ id: ulid, type, state })),
});

export const audit = z.looseObject({
  items: z.array(
    z.looseObject({
      at: time,
      what: text,
      actor: fact.shape.actor,
      count: z.int(),
      subject: text.optional(),
    }),
  ),
  continuation: text.nullable(),
});

export const deliveries = z.looseObject({
  items: z.array(
    z.looseObject({
      id: ulid,
      state: z.enum(['pending', 'dead-lettered']),
      attempts: z.int(),
      finishedAt: time.nullable(),
      updatedAt: time,
    }),
  ),
  continuation: text.nullable(),
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
