import { z } from 'zod';
import { askedKinds } from '../kit/asked-identifiers.ts';
import { trustableFields } from '../kit/own-record.ts';
import { baseUrlIsAllowed, serviceSettings } from '../kit/service-settings.ts';

export const settings = z
  .strictObject({
    ...serviceSettings,
    dialect: z
      .enum(['habeas', 'opendsr'])
      .default('habeas')
      .describe(
        '`habeas`: the [Habeas processor protocol](processor-protocol.md). `opendsr`: OpenDSR 2.0, which cannot search or read back.',
      ),
    regulation: z
      .enum(['gdpr', 'ccpa'])
      .default('gdpr')
      .describe('`opendsr` only: the law that requests name there.'),
    identifiers: z
      .array(z.enum(askedKinds))
      .min(1)
      .default([...askedKinds])
      .describe('By which kinds of identifiers the service can be asked.'),
    trustedFields: z
      .array(z.enum(trustableFields))
      .default([])
      .describe(
        'Fields that hold only addresses which their owners confirmed; these are followed into other systems.',
      ),
  })
  .refine(...baseUrlIsAllowed);

/** Standard Webhooks asks for 24 to 64 random bytes. */
const secret = z
  .string()
  .regex(
    /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/,
    "must be whsec_ and 24 to 64 random bytes in base64: node -p \"'whsec_' + crypto.randomBytes(32).toString('base64')\" makes one",
  );

export const secrets = z.strictObject({
  secret: secret
    .optional()
    .describe('`habeas`: signs the calls and the answers. Both sides have it.'),
  previousSecret: secret
    .optional()
    .describe('While the secret is changed: the one that the service may still use.'),
  token: z.string().min(1).optional().describe('`opendsr`: the bearer token.'),
});
