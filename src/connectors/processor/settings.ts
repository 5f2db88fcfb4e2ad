import { z } from 'zod';
import { localText } from '../../domain/about-system.ts';
import { languages } from '../../domain/language.ts';
import type { KeptPart } from '../../domain/system.ts';
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
    keeps: z
      .record(
        z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'must be a code, such as invoices'),
        z.union([
          z.string().min(1).max(200),
          z.partialRecord(z.enum(languages), z.string().min(1)),
        ]),
      )
      .default({})
      .describe(
        'What the service may retain of a record that it erases, by its own codes, with the words for people: a text, or texts by language. Such as `{"invoices": {"en": "your invoices"}}`.',
      ),
  })
  .refine(...baseUrlIsAllowed);

/** The data that the service may retain, with the words for people in every language. */
export const keptParts = ({ keeps }: z.infer<typeof settings>): KeptPart[] =>
  Object.entries(keeps).map(([name, title]) => ({
    name,
    title: Object.fromEntries(
      languages.map((language) => [language, localText(title, language) ?? name]),
    ) as KeptPart['title'],
  }));

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
