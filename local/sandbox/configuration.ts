import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { tenants } from './vendors/azure-ad-b2c/tenants.ts';
import { hubspotId, hubspotToken, objectIdProperty } from './vendors/hubspot/contact-record.ts';
import {
  mailchimpId,
  mailchimpKey,
  objectIdMergeField,
} from './vendors/mailchimp/member-record.ts';

/** Base URLs: of the authority, and of each simulated system by its id. */
export interface SandboxUrls {
  authority: string;
  systems: Readonly<Record<string, string>>;
}

/** Replicas here lag by 2 s at most; real systems take up to a minute. */
const settleSeconds = 5;

function tenantSystems({ authority, systems }: SandboxUrls) {
  return tenants.map(({ id, title, tenantId, domain, clientId, secretVariable }) => ({
    id,
    connector: 'azure-ad-b2c',
    title,
    settings: {
      tenantId,
      domain,
      clientId,
      authorityHost: authority,
      graphUrl: `${systems[id] ?? ''}/v1.0`,
      auditRetentionDays: 7,
      settleSeconds,
    },
    secrets: { clientSecret: `env:${secretVariable}` },
  }));
}

function vendorSystems({ systems }: SandboxUrls) {
  return [
    {
      id: hubspotId,
      connector: 'hubspot',
      title: 'HubSpot CRM',
      settings: {
        baseUrl: systems[hubspotId],
        objectIdProperty,
        settleSeconds,
        // The simulated HubSpot counts nothing unless it is told to.
        requestsPer10Seconds: 100_000,
      },
      secrets: { accessToken: 'env:HUBSPOT_TOKEN' },
    },
    {
      id: mailchimpId,
      connector: 'mailchimp',
      title: 'Mailchimp',
      settings: { baseUrl: `${systems[mailchimpId] ?? ''}/3.0`, objectIdMergeField, settleSeconds },
      secrets: { apiKey: 'env:MAILCHIMP_API_KEY' },
    },
  ];
}

const policy = {
  giveUpAfter: 'PT30S',
  timeZone: 'Europe/Berlin',
  callbacks: { allowPrivateAddresses: true, allowHttp: true },
};

/** The secrets the configuration names, by environment variable. All of them are invented. */
export function sandboxSecrets(): Record<string, string> {
  return {
    ...Object.fromEntries(
      tenants.map(({ secretVariable, clientSecret }) => [secretVariable, clientSecret]),
    ),
    HUBSPOT_TOKEN: hubspotToken,
    MAILCHIMP_API_KEY: mailchimpKey,
  };
}

/**
 * Writes the configuration of a service that works with the sandbox, and beside it the secrets for its environment.
 * @returns the configuration's path.
 */
export function writeConfiguration(folder: string, urls: SandboxUrls): string {
  const file = path.join(folder, 'habeas.config.json');
  writeFileSync(
    file,
    `${JSON.stringify({ systems: [...tenantSystems(urls), ...vendorSystems(urls)], policy }, null, 2)}\n`,
  );
  writeFileSync(
    path.join(folder, 'secrets.env.json'),
    `${JSON.stringify(sandboxSecrets(), null, 2)}\n`,
    { mode: 0o600 },
  );
  return file;
}
