import { z } from 'zod';
import type { RecordRef } from '../../domain/match.ts';
import type { Residual } from '../../domain/verdict.ts';
import { SystemFailure } from '../../domain/failure.ts';
import { defineConnector } from '../contract.ts';
import { basic } from '../kit/auth.ts';
import { vendorClient, type VendorClient } from '../kit/call-vendor.ts';
import { commonSettings, controlSetting, httpsUrl, needsProperty } from '../kit/common-settings.ts';
import { fieldOfJson } from '../kit/field-of-json.ts';
import { knownCode } from '../kit/known-code.ts';
import { titles } from './titles.ts';
import { probeBy } from '../kit/probe-by.ts';
import { usualLimits } from '../kit/vendor-request.ts';
import { worthAsking } from '../kit/worth-asking.ts';
import { isCustomer, storeCustomers } from './customer.ts';
import { eraseCustomer, exportCustomer, verifyCustomer } from './customer-access.ts';
import { exportMember } from './export-member.ts';
import { findMembers, memberControl, memberLookUps } from './find-members.ts';
import { memberPath } from './member-path.ts';
import { memberShape, recordId } from './member.ts';
import { portableMember } from './portable-member.ts';

const settings = z
  .strictObject({
    ...commonSettings,
    baseUrl: httpsUrl
      .optional()
      .describe('Default: the data centre at the end of the API key decides.'),
    objectIdMergeField: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]{0,9}$/, 'must be the tag of a merge field, such as B2C_ID')
      .optional()
      .describe('Tag of the merge field that holds the object ID.'),
    control: controlSetting,
    simultaneousCalls: z
      .number()
      .int()
      .positive()
      .default(8)
      .describe('Mailchimp refuses more than 10 connections of one account at once.'),
    trustedFields: z
      .array(z.literal('email_address'))
      .default([])
      .describe('`email_address` if every address in the lists was confirmed by its owner.'),
  })
  .refine(...needsProperty('objectIdMergeField'));

const secrets = z.strictObject({
  apiKey: z
    .string()
    .regex(/^[^\s:]+-[a-z]{2,4}\d+$/, 'must end in its data centre, such as -us21')
    .describe('API key, with its data centre at the end.'),
});

const dataCentreUrl = (apiKey: string) =>
  `https://${apiKey.slice(apiKey.lastIndexOf('-') + 1)}.api.mailchimp.com/3.0`;

export default defineConnector({
  name: 'mailchimp',
  title: 'Mailchimp',
  role: 'downstream',
  recordsName: 'members',
  recordId,
  classes: [storeCustomers],
  settings,
  secrets,
  guide: {
    permissions: ['an API key of a user who may manage every audience'],
    finds: [
      'the object ID in `objectIdMergeField`, of any tenant: a match',
      'the address, in every list and archived members included: a match',
      'record ids as `list/member`, or the member’s hash or contact id in every list: a match',
      'the address, among the customers of every connected store: a match',
    ],
    erases:
      'Permanently, in each list the person is in. The address cannot be imported into that list again. In each connected store the carts and orders, then the customer.',
    neverSearched: [
      'contacts without an e-mail address (SMS only): Mailchimp offers no search by phone number',
      'archived members by object ID: the search leaves them out',
      'customers of connected stores by their id or by object ID: Mailchimp filters them by address only',
      'Mailchimp Transactional (Mandrill), which is another product',
    ],
    notExported: [
      'what a member did in campaigns beyond the activity feed: Mailchimp shows it only in the reports of each campaign, without a search by member',
    ],
    remains: [
      'the address stays blocked: it cannot be imported into that audience again: residual `blocked-address`',
      'what a connected shop sends again: the shop itself must erase the customer too',
      'reports of campaigns, without the name of the person',
    ],
    limits: [
      'By object ID alone only the first 30 members are found and no archived ones: Mailchimp’s search shows no more.',
    ],
  },
  portable: portableMember,

  open({ id, settings, secrets, now }) {
    const fields = {
      system: id,
      objectIdMergeField: settings.objectIdMergeField,
      trustedFields: settings.trustedFields,
    };
    const client = vendorClient({
      baseUrl: settings.baseUrl ?? dataCentreUrl(secrets.apiKey),
      auth: basic('habeas', secrets.apiKey),
      limits: { ...usualLimits, timeoutSeconds: settings.timeoutSeconds },
      now,
      simultaneousCalls: settings.simultaneousCalls,
      vendorCode: (body) => knownCode(fieldOfJson(body, 'title'), titles),
      notFoundCode: 'Resource Not Found',
    });

    const control =
      settings.control === undefined || settings.objectIdMergeField === undefined
        ? null
        : memberControl(client, fields, settings.control, now);

    return {
      settleSeconds: settings.settleSeconds,
      lookUps: memberLookUps(fields),
      probe: () => probeBy([...probeSteps(client), ...(control ? [control.probe] : [])]),
      find: (known, options) =>
        findMembers(client, fields, worthAsking(known, id), async (log) =>
          control?.check(log, options),
        ),
      export: (record, sink) =>
        isCustomer(record)
          ? exportCustomer(client, record, sink)
          : exportMember(client, pathOf(record), sink),

      async erase(record, intent) {
        if (isCustomer(record)) {
          await eraseCustomer(client, record);
          return { kind: 'done' };
        }
        const path = pathOf(record);
        if (intent.repeated && !(await isThere(client, path))) return { kind: 'done' };
        // DELETE would only archive the member.
        // https://mailchimp.com/developer/marketing/api/list-members/delete-list-member/
        await client.tell({ method: 'POST', path: `${path}/actions/delete-permanent` });
        return { kind: 'done' };
      },

      async verify(record) {
        if (isCustomer(record)) return verifyCustomer(client, record);
        const members = (await isThere(client, pathOf(record))) ? 1 : 0;
        const left = { members };
        if (members === 0) return { kind: 'gone', left, residuals: [blockedAddress] };
        return { kind: 'present', left };
      },
    };
  },
});

/** Only a new sign-up of the person removes the block. https://mailchimp.com/help/delete-contacts/ */
const blockedAddress: Residual = { what: 'blocked-address', verdict: 'retained', until: null };

function pathOf(record: RecordRef): string {
  if (record.scope !== undefined) return memberPath(record.scope, record.id);
  throw new SystemFailure('unexpected-answer', 'a member without its list');
}

async function isThere(client: VendorClient, path: string): Promise<boolean> {
  return (await client.readIfThere({ method: 'GET', path }, memberShape)) !== undefined;
}

const probeSteps = (client: VendorClient) => [
  {
    what: 'read the lists',
    fix: 'Create an API key of a user who may manage all audiences.',
    attempt: () =>
      client.read(
        { method: 'GET', path: '/lists?count=1&fields=lists.id' },
        z.object({ lists: z.array(z.object({ id: z.string() })) }),
      ),
  },
];
