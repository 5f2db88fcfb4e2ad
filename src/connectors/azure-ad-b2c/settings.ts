import { z } from 'zod';
import { commonSettings } from '../kit/common-settings.ts';
import { clouds, type Cloud } from './clouds.ts';

const guid = z.guid();
const extension = z
  .string()
  .regex(
    /^extension_[0-9a-fA-F]{32}_\w{1,220}$/,
    'must be the full name of an extension attribute, as extension_…_loyaltyNumber',
  );

export const settings = z.strictObject({
  ...commonSettings,
  tenantId: guid.describe('Directory (tenant) ID.'),
  domain: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'must be a domain, such as contoso.onmicrosoft.com')
    .describe('Such as `contoso.onmicrosoft.com`: the issuer of local sign-in names.'),
  clientId: guid.describe(
    'Application (client) ID of the app that this tenant gave its consent to.',
  ),
  cloud: z
    .enum(Object.keys(clouds) as [Cloud, ...Cloud[]])
    .default('global')
    .describe('The national cloud of the tenant.'),
  authorityHost: z
    .url({ protocol: /^https$/ })
    .optional()
    .describe('The host that issues tokens, if it is not the cloud’s own host.'),
  graphUrl: z
    .url({ protocol: /^https$/ })
    .optional()
    .describe('The host of Microsoft Graph, if it is not the cloud’s own host.'),
  federatedIdentity: guid
    .optional()
    .describe(
      'Client ID of the managed identity the app registration trusts, in place of a secret or certificate.',
    ),
  erasureClientId: guid
    .optional()
    .describe(
      'A second app registration that freezes and erases, so that the first one may only read.',
    ),
  erasureFederatedIdentity: guid
    .optional()
    .describe('Client ID of the managed identity that the second app registration trusts.'),
  auditRetentionDays: z
    .number()
    .positive()
    .max(366)
    .default(7)
    .describe('When audit records age out: 7 in B2C and External ID Basic, 30 with P1 or P2.'),
  auditRequestsPer10Seconds: z
    .number()
    .int()
    .positive()
    .default(5)
    .describe(
      'Microsoft allows one app 5 requests for reports in 10 s; leave a share for other uses. Each host counts only its own requests. When Microsoft refuses one, Habeas waits.',
    ),
  trustedFields: z
    .array(z.union([z.enum(['mail', 'otherMails', 'mobilePhone', 'businessPhones']), extension]))
    .default([])
    .describe('Fields that hold only verified values; all others are leads and never followed.'),
  emailFields: z
    .array(extension)
    .default([])
    .describe('Extension attributes that hold e-mail addresses, to be searched too.'),
  phoneFields: z
    .array(extension)
    .default([])
    .describe('Extension attributes that hold phone numbers, to be searched too.'),
  objectIdFields: z
    .record(
      extension,
      z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, 'must be the id of a configured system'),
    )
    .default({})
    .describe(
      'Extension attributes in which only a migration wrote the object ID of the same person in another directory, each with the id of that system, as `{"extension_…_B2CObjectId": "b2c-old"}`. They link both accounts, in both directions.',
    ),
  highScaleCompatibility: z
    .boolean()
    .default(false)
    .describe(
      'Azure AD B2C and External ID work on this one directory (High Scale Compatibility mode).',
    ),
});

const pem = z.string().includes('-----BEGIN');

/** Each app registration has a secret or a certificate. It has neither when it trusts a managed identity. */
export const secrets = z
  .strictObject({
    clientSecret: z.string().min(1).optional().describe('Client secret.'),
    certificate: pem
      .optional()
      .describe('PEM with certificate and private key, in place of a client secret.'),
    certificatePassword: z.string().optional().describe('Of the private key, if it has one.'),
    erasureClientSecret: z.string().min(1).optional().describe('Of the second app registration.'),
    erasureCertificate: pem.optional().describe('Of the second app registration.'),
    erasureCertificatePassword: z.string().optional().describe('Of its private key.'),
  })
  .refine((given) => !(given.clientSecret && given.certificate), {
    message: 'give a clientSecret or a certificate, not both',
  })
  .refine((given) => !(given.erasureClientSecret && given.erasureCertificate), {
    message: 'give an erasureClientSecret or an erasureCertificate, not both',
  });

export type TenantSettings = z.infer<typeof settings>;
export type TenantSecrets = z.infer<typeof secrets>;

/** An app registration and its credentials. */
export interface AppRegistration {
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly certificate: string | undefined;
  readonly certificatePassword: string | undefined;
  readonly federatedIdentity: string | undefined;
}

/** @returns the app registration that reads, and the one that freezes and erases; the second is undefined when one registration does both */
export function registrationsOf(
  tenant: TenantSettings,
  given: TenantSecrets,
): { reading: AppRegistration; erasing: AppRegistration | undefined } {
  const reading = {
    clientId: tenant.clientId,
    clientSecret: given.clientSecret,
    certificate: given.certificate,
    certificatePassword: given.certificatePassword,
    federatedIdentity: tenant.federatedIdentity,
  };
  const erasing = tenant.erasureClientId && {
    clientId: tenant.erasureClientId,
    clientSecret: given.erasureClientSecret,
    certificate: given.erasureCertificate,
    certificatePassword: given.erasureCertificatePassword,
    federatedIdentity: tenant.erasureFederatedIdentity,
  };
  return { reading, erasing: erasing || undefined };
}

/** @returns the hosts of the tenant's cloud, unless the settings name others; the Graph URL has no version */
export function hostsOf(tenant: TenantSettings): { authorityHost: string; graphUrl: string } {
  const cloud = clouds[tenant.cloud];
  return {
    authorityHost: tenant.authorityHost ?? cloud.authorityHost,
    graphUrl: (tenant.graphUrl ?? cloud.graphUrl).replace(/(\/v1\.0)?\/*$/, ''),
  };
}
