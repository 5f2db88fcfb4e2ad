import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { policyIssuer } from './authority/policy-tokens.ts';
import { tenants } from './authority/tenants.ts';
import { staffIssuer } from './authority/staff-tokens.ts';
import { staff, staffTenant } from './authority/staff.ts';
import type { SandboxUrls, Vendor } from './vendors/vendor.ts';

const policy = (authority: string) => ({
  giveUpAfter: 'PT30S',
  orderWait: 'PT20S',
  brake: null,
  decideWithin: 'PT0S',
  // Some vendors finish after days. The demonstration does not wait for them.
  pendingWait: 'PT8S',
  timeZone: 'Europe/Berlin',
  callbacks: { allowPrivateAddresses: true, allowHttp: true },
  people: { issuer: staffIssuer(authority), audiences: [staffTenant.clientId] },
  selfService: Object.fromEntries(
    tenants.map((tenant) => [
      tenant.id,
      {
        issuers: [policyIssuer(authority, tenant)],
        audiences: ['habeas-self-service'],
        policies: ['B2C_1_reauthenticate'],
        origins: ['http://localhost:8088', 'http://127.0.0.1:8088'],
      },
    ]),
  ),
});

/** How the invented people sign in, for a host that plays App Service authentication. */
const signIn = (authority: string) => ({
  issuer: staffIssuer(authority),
  clientId: staffTenant.clientId,
  clientSecret: staffTenant.clientSecret,
  people: staff.map(({ name, roles, username, password }) => ({ name, roles, username, password })),
});

/** The secrets that the configuration names, by environment variable. All of them are invented. */
export function sandboxSecrets(vendors: readonly Vendor[]): Record<string, string> {
  return Object.assign({}, ...vendors.map(({ secrets }) => secrets)) as Record<string, string>;
}

/**
 * Writes the configuration of a service that works with the sandbox, and a file with the secrets for its environment.
 * @returns the configuration's path.
 */
export function writeConfiguration(
  folder: string,
  vendors: readonly Vendor[],
  urls: SandboxUrls,
): string {
  const file = path.join(folder, 'habeas.config.json');
  const systems = vendors.flatMap((vendor) => vendor.configuration(urls));
  writeFileSync(file, `${JSON.stringify({ systems, policy: policy(urls.authority) }, null, 2)}\n`);
  writeFileSync(
    path.join(folder, 'secrets.env.json'),
    `${JSON.stringify(sandboxSecrets(vendors), null, 2)}\n`,
    { mode: 0o600 },
  );
  writeFileSync(
    path.join(folder, 'sign-in.json'),
    `${JSON.stringify(signIn(urls.authority), null, 2)}\n`,
    { mode: 0o600 },
  );
  return file;
}
