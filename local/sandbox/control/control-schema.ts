import { z } from 'zod';
import { faultModes } from '../http/fault.ts';
import { ControlProblem } from './problem.ts';

const pattern = z.string().refine((source) => {
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}, 'must be a regular expression');

export const faultSchema = z
  .strictObject({
    mode: z.enum(faultModes),
    when: z.enum(['before', 'after']).default('before'),
    status: z.int().min(200).max(599).optional(),
    retryAfter: z.number().min(0).optional(),
    delayMs: z.number().min(0).max(3_600_000).optional(),
    times: z.int().min(1).optional(),
    probability: z.number().min(0).max(1).optional(),
    seed: z.int().optional(),
    match: z
      .strictObject({ method: z.string().min(1).optional(), path: pattern.optional() })
      .optional(),
  })
  .refine((fault) => fault.mode !== 'refuse' || fault.when === 'before', {
    path: ['when'],
    message: 'a refused connection carries no call, so nothing can take effect before it',
  });

export const clockSchema = z.strictObject({
  advanceSeconds: z
    .number()
    .min(0)
    .max(10 * 365 * 86_400),
});

const properties = z.record(z.string(), z.unknown());
const oneOrMore = <T extends z.ZodType>(schema: T) =>
  z.union([z.array(schema).min(1), schema.transform((value) => [value])]);

// Vendors keep text; a number or truth value is written as such.
const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const relatedSchema = z.strictObject({
  directoryRoles: z.array(z.string()).optional(),
  groups: z.array(z.string()).optional(),
  phoneMethods: z
    .array(
      z.strictObject({
        phoneType: z.enum(['mobile', 'alternateMobile', 'office']),
        phoneNumber: z.string(),
        listed: z.boolean(),
      }),
    )
    .optional(),
  emailMethods: z.array(z.string()).optional(),
  softwareOathMethods: z.int().min(0).optional(),
  password: z.boolean().optional(),
  appRoles: z.array(z.string()).optional(),
  grants: z.array(z.string()).optional(),
  devices: z.array(z.string()).optional(),
  ownedApplications: z.array(z.string()).optional(),
  licenses: z.array(z.string()).optional(),
  agreements: z.array(z.string()).optional(),
  openExtensions: z.array(properties).optional(),
});

export const userOrderSchema = z.strictObject({
  user: properties.default({}),
  auditEvents: z.int().min(0).max(10_000_000).optional(),
  actsToo: z.boolean().optional(),
  related: relatedSchema.optional(),
  state: z.enum(['live', 'binned', 'gone']).optional(),
});

export const contactOrderSchema = z.strictObject({
  properties: z.record(z.string(), z.union([text, z.null()])).default({}),
  deals: z.array(z.string()).optional(),
  state: z.enum(['live', 'binned']).optional(),
});

export const memberOrderSchema = z.strictObject({
  email_address: z.string().includes('@').optional(),
  merge_fields: z.record(z.string(), text).optional(),
  list_id: z.string().optional(),
  status: z.enum(['subscribed', 'unsubscribed', 'cleaned', 'pending', 'archived']).optional(),
  tags: z.array(z.string()).optional(),
  notes: z.array(z.string()).optional(),
  events: z.array(z.string()).optional(),
  goals: z.array(z.string()).optional(),
});

export const personSchema = z.strictObject({
  displayName: z.string().min(1).max(256),
  emails: z.array(z.string().includes('@')).default([]),
  phones: z.array(z.string()).default([]),
  in: z.strictObject({
    'b2c-de': oneOrMore(userOrderSchema).optional(),
    'b2c-fr': oneOrMore(userOrderSchema).optional(),
    'b2c-us': oneOrMore(userOrderSchema).optional(),
    hubspot: oneOrMore(contactOrderSchema).optional(),
    mailchimp: oneOrMore(memberOrderSchema).optional(),
  }),
});

const limit = z.union([z.int().min(1), z.null()]);

export const quotaSchema = z.strictObject({
  auditReportsPer10Seconds: limit.optional(),
  requestsPer10Seconds: limit.optional(),
});

export const settingsSchema = z.strictObject({
  replicationMs: z.tuple([z.int().min(0), z.int().min(0).max(2000)]).optional(),
  roles: z.array(z.string()).optional(),
  purge: z.enum(['allowed', 'refused']).optional(),
  hardDeleteProtection: z.boolean().optional(),
  kind: z.enum(['b2c', 'external-id']).optional(),
  auditRetentionDays: z.number().min(1).max(365).optional(),
  premium: z.boolean().optional(),
  revokeStatus: z.union([z.literal(200), z.literal(204)]).optional(),
  certificates: z.array(z.string().includes('-----BEGIN CERTIFICATE-----')).optional(),
  federatedCredentials: z
    .array(
      z.strictObject({
        issuer: z.string(),
        subject: z.string(),
        publicKey: z.string().includes('-----BEGIN PUBLIC KEY-----'),
      }),
    )
    .optional(),
});

export const tokenSchema = z.strictObject({
  person: z.string().optional(),
  system: z.string().default('b2c-de'),
  objectId: z.string().optional(),
  policy: z.string().default('B2C_1_reauthenticate'),
  audience: z.string().default('habeas-self-service'),
  claims: properties.default({}),
});

/** @throws ControlProblem 400 that names each wrong field by its JSON pointer. */
export function check<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const pointers = result.error.issues.map((issue) => ({
    pointer: `#/${issue.path.map(String).join('/')}`,
    detail: issue.message,
  }));
  throw new ControlProblem(400, 'invalid-request', 'Correct the fields named in errors.', pointers);
}
