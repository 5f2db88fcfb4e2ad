import { z } from 'zod';
import { commonSettings } from '../kit/common-settings.ts';
import { clouds, type Cloud } from './clouds.ts';

const guid = z.guid();
const extension = z
  .string()
  .regex(/^extension_[0-9a-fA-F]{32}_\w{1,220}$/, 'is no full name of an extension attribute');

export const settings = z.strictObject({
  ...commonSettings,
  tenantId: guid,
  /** Such as `contoso.onmicrosoft.com`: the issuer of local sign-in names. */
  domain: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'is no domain'),
  clientId: guid,
  cloud: z.enum(Object.keys(clouds) as [Cloud, ...Cloud[]]).default('global'),
  authorityHost: z.url({ protocol: /^https$/ }).optional(),
  graphUrl: z.url({ protocol: /^https$/ }).optional(),
  /** Client id of the managed identity that the app registration trusts, in place of a secret or certificate. */
  federatedIdentity: guid.optional(),
  /** 7 in B2C and External ID Basic, 30 with P1 or P2. */
  auditRetentionDays: z.number().int().positive().max(366).default(7),
  /** Microsoft's limit for reports is 5 requests in 10 s for one app in one tenant; other apps may need a share. */
  auditRequestsPer10Seconds: z.number().int().positive().default(5),
  /** `mail`, `otherMails`, phone fields or extension attributes that only verified values get into. */
  trustedFields: z
    .array(z.union([z.enum(['mail', 'otherMails', 'mobilePhone', 'businessPhones']), extension]))
    .default([]),
  /** Extension attributes that hold e-mail addresses, to be searched too. */
  emailFields: z.array(extension).default([]),
  /** Extension attributes that hold phone numbers, to be searched too. */
  phoneFields: z.array(extension).default([]),
});

/** One of them, or none with `federatedIdentity`. */
export const secrets = z
  .strictObject({
    clientSecret: z.string().min(1).optional(),
    /** PEM with certificate and private key. */
    certificate: z.string().includes('-----BEGIN').optional(),
    certificatePassword: z.string().optional(),
  })
  .refine((given) => !(given.clientSecret && given.certificate), {
    message: 'give a clientSecret or a certificate, not both',
  });

export type TenantSettings = z.infer<typeof settings>;
export type TenantSecrets = z.infer<typeof secrets>;

/** @returns the hosts of the tenant's cloud, unless the settings name others; Graph without its version */
export function hostsOf(tenant: TenantSettings): { authorityHost: string; graphUrl: string } {
  const cloud = clouds[tenant.cloud];
  return {
    authorityHost: tenant.authorityHost ?? cloud.authorityHost,
    graphUrl: (tenant.graphUrl ?? cloud.graphUrl).replace(/(\/v1\.0)?\/*$/, ''),
  };
}
