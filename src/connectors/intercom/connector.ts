import { z } from 'zod';
import type { VerifyAnswer } from '../../domain/read-back.ts';
import { defineConnector } from '../contract.ts';
import { bearer, type Auth } from '../kit/auth.ts';
import { vendorClient, type VendorClient } from '../kit/call-vendor.ts';
import { cardFields } from '../kit/card.ts';
import { commonSettings, httpsUrl } from '../kit/common-settings.ts';
import { pacer } from '../kit/pacer.ts';
import { pendingUntil } from '../kit/pending-until.ts';
import { probeBy } from '../kit/probe-by.ts';
import { usualLimits } from '../kit/vendor-request.ts';
import { worthAsking } from '../kit/worth-asking.ts';
import { contactId, contactPath, contactShape, readContact } from './contact.ts';
import { exportContact } from './export-contact.ts';
import { contactLookUps, findContacts } from './find-contacts.ts';
import { guide } from './guide.ts';
import { intercomCode } from './intercom-codes.ts';
import { portableContact } from './portable-contact.ts';
import { search } from './search.ts';

const settings = z.strictObject({
  ...commonSettings,
  baseUrl: httpsUrl
    .default('https://api.intercom.io')
    .describe('The URL of Intercom’s API: in Europe `https://api.eu.intercom.io`.'),
  requestsPer10Seconds: z
    .number()
    .int()
    .positive()
    .default(500)
    .describe('Intercom allows a private app 10,000 requests in a minute.'),
  trustedFields: z
    .array(z.enum(cardFields))
    .default([])
    .describe('The fields that hold only verified values.'),
});

const secrets = z.strictObject({
  accessToken: z.string().min(1).describe('The access token of a private app of the workspace.'),
});

export default defineConnector({
  name: 'intercom',
  title: 'Intercom',
  role: 'downstream',
  recordsName: 'contacts',
  recordId: contactId,
  settings,
  secrets,
  guide,
  portable: portableContact,

  open({ id, settings, secrets, now }) {
    const rules = { system: id, trustedFields: settings.trustedFields };
    const client = vendorClient({
      baseUrl: settings.baseUrl,
      auth: inVersion(bearer(secrets.accessToken)),
      limits: { ...usualLimits, timeoutSeconds: settings.timeoutSeconds },
      now,
      pace: pacer(settings.requestsPer10Seconds, 10),
      vendorCode: intercomCode,
      notFoundCode: 'not_found',
      limitEndsHeader: 'x-ratelimit-reset',
    });
    return {
      settleSeconds: settings.settleSeconds,
      lookUps: contactLookUps,
      probe: () => probeBy(probeSteps(client)),
      find: (known) => findContacts(client, rules, worthAsking(known, id)),
      export: (record, sink) => exportContact(client, record.id, sink),
      async erase(record, { repeated }) {
        if (repeated && !(await readContact(client, record.id))) return { kind: 'done' };
        // Archiving would only hide the contact.
        await client.tell({ method: 'DELETE', path: contactPath(record.id) });
        return { kind: 'done' };
      },
      verify: (record, erasedAt) => readBack(client, record.id, erasedAt, now()),
    };
  },
});

/** Every call names the API version for which this connector is written. */
const inVersion = (auth: Auth): Auth => ({
  ...auth,
  headers: async () => ({ ...(await auth.headers()), 'Intercom-Version': '2.15' }),
});

const dayMs = 86_400_000;
const daysAfter = (time: string, days: number) =>
  new Date(Date.parse(time) + days * dayMs).toISOString();

/**
 * Intercom can recover a deleted contact for 7 days. After 90 days it is in no store. Nobody can check this.
 * https://developers.intercom.com/docs/references/2.3/rest-api/contacts/delete-contact
 */
async function readBack(
  client: VendorClient,
  id: string,
  erasedAt: string,
  now: Date,
): Promise<VerifyAnswer> {
  if (await readContact(client, id)) return { kind: 'present', left: { contacts: 1 } };
  const pending = pendingUntil(daysAfter(erasedAt, 7), now, erasedAt);
  if (pending) return pending;
  const purge = {
    what: 'purge',
    verdict: 'unverifiable',
    until: daysAfter(erasedAt, 90),
  } as const;
  return { kind: 'gone', left: { contacts: 0 }, residuals: [purge] };
}

const probeSteps = (client: VendorClient) => [
  {
    what: 'search for contacts',
    fix: 'Grant the app the permission to read users.',
    attempt: () =>
      search(
        client,
        { path: '/contacts/search', field: 'data', shape: contactShape },
        { field: 'external_id', value: 'probe' },
      ).next(),
  },
  {
    what: 'search for conversations',
    fix: 'Grant the app the permission to read conversations.',
    attempt: () =>
      search(
        client,
        { path: '/conversations/search', field: 'conversations', shape: z.unknown() },
        { field: 'contact_ids', value: '000000000000000000000000' },
      ).next(),
  },
];
