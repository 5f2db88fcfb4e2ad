import { z } from 'zod';
import type { RecordRef } from '../../domain/match.ts';
import type { Residual } from '../../domain/verdict.ts';
import { defineConnector } from '../contract.ts';
import { contactHits, contactId, contactShape, identifyingProperties } from './contact.ts';
import { exportContact } from './export-contact.ts';
import { contactLookUps, findContacts } from './find-contacts.ts';
import { objectIdFinder } from './object-id-finder.ts';
import { bearer } from '../kit/auth.ts';
import { vendorClient } from '../kit/call-vendor.ts';
import { commonSettings, controlSetting, httpsUrl, needsProperty } from '../kit/common-settings.ts';
import { fieldOfJson } from '../kit/field-of-json.ts';
import { controlRecord, type ControlRecord } from '../kit/control-record.ts';
import { searchLog } from '../kit/search-log.ts';
import { SystemFailure } from '../../domain/failure.ts';
import { wasRefused } from '../../domain/search-record.ts';
import type { FoundContact } from './read-batch.ts';
import { knownCode } from '../kit/known-code.ts';
import { categories } from './categories.ts';
import { pacer } from '../kit/pacer.ts';
import { contactsPath, type Portal } from './portal.ts';
import { probePortal } from './probe-portal.ts';
import { usualLimits } from '../kit/vendor-request.ts';
import { worthAsking } from '../kit/worth-asking.ts';
import { portableContact } from './portable-contact.ts';

const property = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, 'must be the internal name of a property, such as b2c_object_id');

const settings = z
  .strictObject({
    ...commonSettings,
    baseUrl: httpsUrl.default('https://api.hubapi.com').describe('The URL of HubSpot’s API.'),
    apiVersion: z
      .string()
      .regex(/^20\d\d-(03|09)$/, 'must be the date of a version, such as 2026-03')
      .default('2026-03')
      .describe(
        'The date in the paths of HubSpot’s API. HubSpot publishes a version each March and September and supports it for 18 months.',
      ),
    objectIdProperty: property
      .optional()
      .describe('Internal name of the contact property that holds the object ID.'),
    control: controlSetting,
    requestsPer10Seconds: z
      .number()
      .int()
      .positive()
      .default(100)
      .describe(
        'HubSpot allows a private app 100 requests in 10 s, in Professional and Enterprise accounts 190; each host counts its own.',
      ),
    trustedFields: z
      .array(property)
      .default([])
      .describe(
        'Properties that hold only verified values, such as an address that was confirmed at sign-up. Values of all other properties lead to leads.',
      ),
    exportProperties: z
      .array(property)
      .default([])
      .describe('Your own properties to export if the list of all properties may not be read.'),
  })
  .refine(...needsProperty('objectIdProperty'));

const secrets = z.strictObject({
  accessToken: z
    .string()
    .min(1)
    .describe(
      'A Service Key (Settings › Integrations › Service Keys), or the access token of an existing private app.',
    ),
});

export default defineConnector({
  name: 'hubspot',
  title: 'HubSpot',
  role: 'downstream',
  recordsName: 'contacts',
  recordId: contactId,
  settings,
  secrets,
  guide: {
    permissions: [
      '`crm.objects.contacts.read`: find, export, read back',
      '`crm.objects.contacts.write`: erase',
      '`crm.schemas.contacts.read`: export properties nobody listed in `exportProperties`',
      '`crm.objects.contacts.sensitive.read.v2` and `crm.objects.contacts.highly_sensitive.read.v2`: export sensitive properties, if the account has any',
      '`tickets` and the read scopes of notes, calls, e-mails, meetings, tasks and messages: export their texts; without one, the package says that its texts were not read',
    ],
    finds: [
      'the object ID in `objectIdProperty`, of any tenant: a match',
      'contact ids and the primary e-mail address: a match',
      'secondary addresses and phone numbers: leads, unless the property is trusted (`hs_additional_emails` may be, if only your own systems write it)',
    ],
    erases:
      'Permanently, by contact id only. An address HubSpot does not know would stay on its blocklist permanently.',
    neverSearched: [
      'form submissions, conversations, custom events and files beside the CRM',
      'archived contacts by phone number, by a secondary address or by a trusted property: the search leaves them out',
      'archived contacts by object ID, where `objectIdProperty` does not hold unique values',
    ],
    notExported: [
      'form submissions, page views and subscriptions to e-mails: HubSpot offers them by other interfaces, which this connector does not call',
      'sensitive properties, where the scopes for them are missing: the package says so',
    ],
    remains: [
      'the contact itself is hidden at once and purged within 30 days: residual `purge`',
      'its addresses stay on HubSpot’s blocklist permanently; a form, or a mail to a connected inbox, can still bring the person back: residual `blocked-address`',
      'notes, calls, e-mails, meetings, tasks, tickets and deals are unlinked, and keep their texts: residual `unlinked-records`. Erase them by hand if they name the person',
    ],
    limits: [
      'When contacts were merged, the remaining contact may hold the data of two people. When it is found only by the id of a merged contact, it is `ambiguous`.',
      'Companies, deals, leads, quotes, orders, carts and invoices are listed by id; their texts are not exported.',
      'Archived contacts are found by id and address; by object ID only where its property holds unique values.',
    ],
  },
  portable: portableContact,

  open({ id, settings, secrets, now }) {
    const fields = {
      system: id,
      objectIdProperty: settings.objectIdProperty,
      trustedFields: settings.trustedFields,
    };
    const client = vendorClient({
      baseUrl: settings.baseUrl,
      auth: bearer(secrets.accessToken),
      limits: { ...usualLimits, timeoutSeconds: settings.timeoutSeconds },
      now,
      pace: pacer(settings.requestsPer10Seconds, 10),
      vendorCode: (body) => knownCode(fieldOfJson(body, 'category'), categories),
      notFoundCode: 'OBJECT_NOT_FOUND',
    });
    const portal = { client, version: settings.apiVersion, fields };
    const findByObjectIds = objectIdFinder(portal);
    const control =
      settings.control === undefined || settings.objectIdProperty === undefined
        ? null
        : hubspotControl(portal, settings.control, now);

    return {
      settleSeconds: settings.settleSeconds,
      lookUps: contactLookUps(fields),
      probe: () => probePortal(portal, control),
      find: (known, options) =>
        findContacts(portal, findByObjectIds, worthAsking(known, id), async (log) =>
          control?.check(log, options),
        ),
      export: (record, sink) =>
        exportContact(portal, record, sink, [
          ...identifyingProperties(fields),
          ...settings.exportProperties,
        ]),

      async erase(record, intent) {
        if (intent.repeated && (await placeOf(portal, record)) === null) return { kind: 'done' };
        // Only by contact id: HubSpot would put an unknown e-mail address on its blocklist.
        // https://developers.hubspot.com/docs/api-reference/crm-contacts (gdpr-delete)
        await client.tell({
          method: 'POST',
          path: `${contactsPath(portal)}/gdpr-delete`,
          body: { objectId: record.id },
        });
        return { kind: 'done' };
      },

      async verify(record, erasedAt) {
        const place = await placeOf(portal, record);
        const left = { contacts: place === 'live' ? 1 : 0, archived: place === 'archived' ? 1 : 0 };
        if (place === null) return { kind: 'gone', left, residuals: residualsOf(erasedAt) };
        return { kind: 'present', left };
      },
    };
  },
});

/**
 * Searches for the control contact with a new finder, because the knowledge of an earlier finder about the property could hide a wrong
 * name.
 */
function hubspotControl(portal: Portal, objectId: string, now: () => Date): ControlRecord {
  const find = objectIdFinder(portal);
  const holds = ({ contact }: FoundContact) =>
    contactHits(
      contact,
      [{ kind: 'account', system: portal.fields.system, objectId }],
      portal.fields,
    ).length > 0;
  const isThere = async () => {
    const log = searchLog();
    const found = await find([objectId], log);
    if (wasRefused(log.answer([])))
      throw new SystemFailure('refused', 'the look-up of the control record was refused');
    return found.some(holds);
  };
  return controlRecord('objectIdProperty', isThere, now);
}

const purgeDays = 30;

/**
 * HubSpot hides an erased contact at once and purges it within 30 days; nobody can read whether it did. It blocks the addresses, and unlinks
 * notes, tickets and other objects, which keep their texts.
 * https://knowledge.hubspot.com/privacy-and-consent/how-do-i-perform-a-gdpr-delete-in-hubspot
 */
function residualsOf(erasedAt: string): readonly Residual[] {
  const until = new Date(Date.parse(erasedAt) + purgeDays * 86_400_000).toISOString();
  return [
    { what: 'purge', verdict: 'unverifiable', until },
    { what: 'blocked-address', verdict: 'retained', until: null },
    { what: 'unlinked-records', verdict: 'retained', until: null },
  ];
}

/** An archived contact keeps its data for 90 days and can be restored during this time. */
async function placeOf(portal: Portal, record: RecordRef): Promise<'live' | 'archived' | null> {
  if (await isThere(portal, record)) return 'live';
  return (await isThere(portal, record, '?archived=true')) ? 'archived' : null;
}

async function isThere(portal: Portal, record: RecordRef, query = ''): Promise<boolean> {
  const path = `${contactsPath(portal, record.id)}${query}`;
  return (await portal.client.readIfThere({ method: 'GET', path }, contactShape)) !== undefined;
}
