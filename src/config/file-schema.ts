import { Duration, IANAZone } from 'luxon';
import { z } from 'zod';
import { aboutSchema, controllerSchema } from './about-schema.ts';
import { deniedKinds } from '../domain/denied-fields.ts';
import { hasHolidays } from '../domain/working-days.ts';
import { languages } from '../domain/language.ts';
import { lawPattern, type RuleEnd } from '../domain/retention.ts';
import { roles } from '../domain/role.ts';
import { systemIdOf, systemIdPattern } from '../domain/system.ts';
import { withholdingGrounds } from '../domain/withhold.ts';

/** A reference to an environment variable that holds the secret. The file itself must not hold secrets. */
export const secretReference = z
  .string()
  .regex(/^env:[A-Za-z_][A-Za-z0-9_]*$/, 'write env:NAME and set the environment variable NAME');

const systemId = z
  .string()
  .regex(
    systemIdPattern,
    'use 2 to 40 lower-case letters, digits and hyphens, starting with a letter',
  )
  .transform(systemIdOf);

/** One entry of `systems`. The schema of the connector checks its settings. */
export const systemSchema = z.strictObject({
  id: systemId,
  connector: z.string().min(1, 'name a connector'),
  title: z.string().min(1, 'give it a title that the person understands').max(200),
  about: aboutSchema.exactOptional(),
  mode: z.enum(['live', 'shadow']).default('live'),
  after: z.array(systemId).exactOptional(),
  settings: z.record(z.string(), z.unknown()).default({}),
  secrets: z.record(z.string(), secretReference).default({}),
});

const duration = z
  .string()
  .meta({ pattern: '^P', examples: ['PT24H', 'P14D'] })
  .refine(
    (text) => Duration.fromISO(text).toMillis() >= 0,
    'write an ISO 8601 duration, such as PT24H',
  )
  .transform((text) => Duration.fromISO(text).as('seconds'));

const origin = z
  .string()
  .refine(isOrigin, 'write an origin without a path, such as https://portal.example.org');

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

const callbacks = z.strictObject({
  allowHttp: z.boolean().default(false),
  allowPrivateAddresses: z.boolean().default(false),
  origins: z
    .array(z.strictObject({ origin, secrets: z.array(secretReference).min(1).max(5) }))
    .default([]),
});

const serviceKey = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/, 'use 1 to 64 of the characters A-Z a-z 0-9 . _ -'),
  hmac: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/, 'copy the entry that npx habeas key new NAME prints'),
  roles: z.array(z.enum(roles)).min(1, 'name at least one role').default(['Requester']),
});

const people = z.strictObject({
  issuer: z.url({
    protocol: /^https$/,
    error: 'write the issuer exactly as it is in the tokens, with https',
  }),
  audiences: z.array(z.string().min(1)).min(1),
});

const selfService = z
  .strictObject({
    issuers: z.array(z.url('write the issuer exactly as it is in the tokens')).min(1),
    audiences: z.array(z.string().min(1)).min(1),
    policies: z.array(z.string().regex(/^[A-Za-z0-9_.-]+$/, 'name a policy, such as B2C_1_delete')),
    origins: z.array(origin).default([]),
  })
  .refine(
    ({ issuers, policies }) => policies.length > 0 || !issuers.some((one) => one.endsWith('/')),
    {
      path: ['policies'],
      error:
        'name the policies that force a sign-in: the issuer does not tell them apart, because all policies of a B2C tenant have the same one',
    },
  );

const gate = z
  .strictObject({
    type: z.enum(['access', 'portability', 'erasure']).exactOptional(),
    regulation: z.enum(['gdpr', 'uk-gdpr', 'ccpa']).exactOptional(),
    door: z.enum(['http', 'queue', 'bulk', 'self-service']).exactOptional(),
    approvals: z.literal([0, 1, 2]).default(0),
    coolingOff: duration.prefault('PT0S'),
    freeze: z.boolean().default(false),
    identityProof: z.enum(['none', 'required']).default('none'),
  })
  .refine(
    ({ freeze, coolingOff }) => !freeze || coolingOff > 0,
    'set coolingOff too: accounts are frozen while a request cools off',
  )
  .transform(({ coolingOff: coolingOffSeconds, ...rule }) => ({ ...rule, coolingOffSeconds }));

const withholdingRule = z
  .strictObject({
    ground: z.enum(withholdingGrounds),
    regulation: z.enum(['gdpr', 'uk-gdpr', 'ccpa']).exactOptional(),
    system: systemId.exactOptional(),
    fields: z.array(z.string().min(1).max(200)).default([]),
    kinds: z.array(z.enum(deniedKinds)).default([]),
  })
  .refine(
    ({ fields, kinds }) => fields.length + kinds.length > 0,
    'name at least one field or one kind of data',
  );

const code = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/, 'use a code of lower-case letters, digits and hyphens');

const law = z
  .string(
    'is missing: name the law that demands it, such as § 147 AO, or move the rule to legalHolds',
  )
  .regex(lawPattern, 'name the law in 1 to 80 characters, such as § 147 AO');

const howToEnd =
  'write the last day, such as 2033-12-31, or a duration after the request, such as P6Y';

const ruleEnd = z
  .string(`is missing: ${howToEnd}; a rule without an end belongs to legalHolds`)
  .refine((text) => isDay(text) || Duration.fromISO(text).toMillis() > 0, howToEnd)
  .transform((text): RuleEnd => (isDay(text) ? { day: text } : { after: text }));

const isDay = (text: string) => z.iso.date().safeParse(text).success;

const ruled = {
  system: systemId,
  what: code.exactOptional(),
};

const retentionRule = z.strictObject({ ...ruled, reason: code, law, until: ruleEnd });

const legalHold = z.strictObject({
  ...ruled,
  reason: code.default('legal-hold'),
  law: law.exactOptional(),
});

const callsPerMinute = z.int().min(1).max(1_000_000);

const limits = z.strictObject({
  perMinute: z
    .strictObject({ person: callsPerMinute.default(60), key: callsPerMinute.default(600) })
    .prefault({}),
});

export const policySchema = z.strictObject({
  timeZone: z
    .string()
    .refine((zone) => IANAZone.isValidZone(zone), 'use an IANA time zone, such as Europe/Berlin')
    .default('UTC'),
  country: z
    .string()
    .refine(
      hasHolidays,
      'use the ISO 3166 code of a country in which the GDPR or the UK GDPR applies, or of a part of it, such as DE or DE-BY',
    )
    .nullable()
    .default(null),
  holidays: z.array(z.iso.date('write dates, such as 2027-03-08')).max(1000).default([]),
  language: z.enum(languages).default('en'),
  controller: controllerSchema.exactOptional(),
  giveUpAfter: duration.prefault('PT24H'),
  orderWait: duration.prefault('PT10M'),
  decideWithin: duration.prefault('P14D'),
  pendingWait: duration.prefault('P5D'),
  retryDays: z.number().min(0).max(365).default(14),
  leads: z.enum(['decide', 'report']).default('decide'),
  packageDays: z.number().min(1).max(365).default(30),
  callbacks: callbacks.prefault({}),
  gates: z.array(gate).max(50).default([]),
  keys: z.array(serviceKey).default([]),
  people: people.optional(),
  selfService: z.record(systemId, selfService).default({}),
  limits: limits.prefault({}),
  brake: z
    .strictObject({ erasuresPerHour: z.int().min(1).max(1_000_000).default(200) })
    .nullable()
    .prefault({}),
  operatorsReadPackages: z.boolean().default(false),
  withhold: z.array(withholdingRule).max(100).default([]),
  retention: z.array(retentionRule).max(200).default([]),
  legalHolds: z.array(legalHold).max(200).default([]),
});

/** The top level of the file. Each system and the policy are checked separately, so that all mistakes are found at once. */
export const fileSchema = z.strictObject({
  $schema: z.string().optional(),
  systems: z.array(z.unknown()).min(1, 'configure at least one system').max(200),
  policy: z.unknown().optional(),
});

/** The content of a valid `habeas.config.json`. */
export interface ConfigurationFile {
  readonly systems: readonly z.infer<typeof systemSchema>[];
  readonly policy: z.infer<typeof policySchema>;
}
