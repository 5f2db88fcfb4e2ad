import { z } from 'zod';
import { isAllowedUrl } from '../kit/address-guard.ts';
import { askedKinds, type AskedKind } from '../kit/asked-identifiers.ts';
import { trustableFields } from '../kit/own-record.ts';
import { baseUrlIsAllowed, notAllowedUrl, serviceSettings } from '../kit/service-settings.ts';
import { erasing, exportPart, job, lookUp, readBack } from './call-settings.ts';
import { condition, jsonPath } from './condition.ts';

const auth = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({ type: z.literal('bearer') }),
  z.strictObject({ type: z.literal('basic'), user: z.string().min(1) }),
  z.strictObject({ type: z.literal('header'), name: z.string().regex(/^[A-Za-z0-9-]+$/) }),
  z.strictObject({
    type: z.literal('oauth2'),
    tokenUrl: z.url({ protocol: /^https?$/ }),
    clientId: z.string().min(1),
    scope: z.string().optional(),
  }),
]);

const fields = z.strictObject({
  id: jsonPath,
  objectIds: jsonPath.optional(),
  emails: jsonPath.optional(),
  phones: jsonPath.optional(),
  otherEmails: jsonPath.optional(),
  otherPhones: jsonPath.optional(),
  given: jsonPath.optional(),
  surname: jsonPath.optional(),
  display: jsonPath.optional(),
});

export type RecordFields = z.infer<typeof fields>;

/** A record counts only when it holds the identifier that it was found by, so one of these fields must be named. */
const neededBy: Readonly<Record<AskedKind, readonly (keyof RecordFields)[]>> = {
  'object-id': ['objectIds'],
  'record-id': ['id'],
  email: ['emails', 'otherEmails'],
  phone: ['phones', 'otherPhones'],
};

export const settings = z
  .strictObject({
    ...serviceSettings,
    auth: auth
      .default({ type: 'none' })
      .describe(
        'How calls prove who makes them: `none`, `bearer`, `basic` (`user`), `header` (`name`) or `oauth2` (client credentials: `tokenUrl`, `clientId`, `scope`).',
      ),
    find: z
      .partialRecord(z.enum(askedKinds), lookUp)
      .refine((given) => Object.keys(given).length > 0, 'must name a look-up, such as email')
      .describe('A call for each kind of identifier by which the service can be asked.'),
    fields: fields.describe('Where a record has its id, names and addresses: JSONPaths.'),
    export: z
      .array(exportPart)
      .min(1)
      .describe('The calls that read everything about a record, part by part.'),
    erase: erasing.describe('The call that erases a record.'),
    job: job
      .optional()
      .describe('How the state of an erasure is read, if the service works on it for a while.'),
    verify: readBack.describe('The call that reads a record back.'),
    absent: condition
      .optional()
      .describe(
        'What a 404 holds when the record does not exist. Without it, no 404 is believed: a proxy, or a wrong path, answers 404 too.',
      ),
    error: condition.optional().describe('What marks a 2xx answer as an error.'),
    success: condition.optional().describe('What every 2xx answer with a body must hold.'),
    trustedFields: z
      .array(z.enum(trustableFields))
      .default([])
      .describe(
        'Fields that hold only addresses which their owners confirmed; these are followed into other systems.',
      ),
  })
  .refine(...baseUrlIsAllowed)
  .refine(
    ({ auth: how, internalHosts }) =>
      how.type !== 'oauth2' || isAllowedUrl(new URL(how.tokenUrl), internalHosts),
    { path: ['auth', 'tokenUrl'], error: notAllowedUrl },
  )
  .check(({ value, issues }) => {
    for (const kind of askedKinds) {
      const wanted = neededBy[kind];
      if (value.find[kind] === undefined || wanted.some((name) => value.fields[name] !== undefined))
        continue;
      const message = `finds by ${kind}, so it needs ${wanted.join(' or ')}: a record counts only when it holds what it was found by`;
      issues.push({ code: 'custom', input: value.fields, path: ['fields'], message });
    }
  });

export type ServiceSettings = z.infer<typeof settings>;

export const secrets = z.strictObject({
  secret: z
    .string()
    .min(1)
    .optional()
    .describe('The token, password, key or client secret that `auth` needs.'),
});
