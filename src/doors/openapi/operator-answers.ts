import { z } from 'zod';
import { aboutTopics } from '../../domain/about-system.ts';
import { failureCodes } from '../../domain/failure.ts';
import { roles } from '../../domain/role.ts';
import { text, time, ulid, type, state, fact } from './answer-schemas.ts';

export const caller = z.looseObject({
  kind: z.enum(['developer', 'key', 'person']),
  id: text.nullable().meta({ description: 'The name of a key, or the directory id of a person' }),
  roles: z.array(z.enum(roles)),
});

export const system = z.looseObject({
  id: text,
  title: text,
  connector: text,
  role: z.enum(['directory', 'downstream']),
  mode: z.enum(['live', 'shadow']).meta({
    description: '`shadow`: the system is only being tried out: searched, and never changed',
  }),
  after: z.array(text).meta({ description: 'The systems that are erased before it' }),
  health: z.enum(['working', 'failing', 'paused', 'unknown']),
  pausedSince: time.nullable(),
  lastSuccessAt: time.nullable(),
  lastFailureAt: time.nullable(),
  lastFailureCode: z.enum(failureCodes).nullable(),
  downSince: time.nullable().meta({
    description: 'Since then it does not answer: requests wait for it, and one at a time looks',
  }),
  nextProbeAt: time.nullable().meta({ description: 'When the next one may look' }),
  waiting: z.int().meta({ description: 'Requests that it holds up; 1000 means 1000 or more' }),
  aboutMissing: z.array(z.enum(aboutTopics)).meta({
    description:
      'Topics of the processing there that packages cannot describe, because the configuration does not',
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
            description:
              'Until the control record is found again, no search of the system ends in absent',
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
  working: z
    .int()
    .meta({ description: 'Open requests that wait neither for a person nor for a date' }),
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
  due: z.int().meta({ description: '1000 means 1000 or more' }),
  nextAt: time.nullable(),
});

export const upkeep = z.looseObject({
  at: time,
  sweeper: z
    .looseObject({ startedAt: time, endedAt: time, failures: z.int(), packagesDeleted: z.int() })
    .nullable()
    .meta({ description: 'The last run and its counts' }),
  purges: z.looseObject({ keys: due, packages: due }),
  residuals: due,
  keys: z.looseObject({
    serviceSince: time.nullable(),
    openRequests: z.int(),
    oldestOpenSince: time.nullable(),
  }),
  flows: z.looseObject({ current: text, open: counted, countedAt: time.nullable() }),
  configuration: z
    .looseObject({
      systems: z.array(z.looseObject({ id: text, secrets: z.record(text, text) })),
      policy: z.looseObject({}),
    })
    .meta({ description: 'As it was loaded, with only the names of secrets' }),
});

export const brakeRelease = z.looseObject({
  released: z.int(),
  left: z.boolean().meta({ description: 'true: not all were released; make the call again' }),
});

export const poison = z.looseObject({
  count: z.int(),
  messages: z.array(
    z.looseObject({
      id: text,
      code: text.nullable().meta({ description: 'null: the message would be accepted now' }),
      size: z.int(),
      insertedAt: time,
      expiresAt: time,
    }),
  ),
});

export const search = z.looseObject({
  search: text.meta({
    description: 'For `subject` of a request. Valid for 30 minutes and only for the same caller',
  }),
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
