import { z } from 'zod';
import { defineConnector } from '../contract.ts';
import { basic } from '../kit/auth.ts';
import { vendorClient, type VendorClient } from '../kit/call-vendor.ts';
import { cardFields } from '../kit/card.ts';
import { commonSettings, httpsUrl } from '../kit/common-settings.ts';
import { pacer } from '../kit/pacer.ts';
import { probeBy } from '../kit/probe-by.ts';
import { usualLimits } from '../kit/vendor-request.ts';
import { worthAsking } from '../kit/worth-asking.ts';
import { eraseUser, verifyUser } from './erase-user.ts';
import { exportUser } from './export-user.ts';
import { findUsers, userLookUps } from './find-users.ts';
import { guide } from './guide.ts';
import { pagesOf } from './pages.ts';
import { portableUser } from './portable-user.ts';
import { userId, userShape } from './user.ts';
import { zendeskCode } from './zendesk-codes.ts';

const settings = z.strictObject({
  ...commonSettings,
  baseUrl: httpsUrl.describe('The URL of the account, such as `https://example.zendesk.com`.'),
  user: z.email().describe('The e-mail address of the administrator who uses the token.'),
  requestsPer10Seconds: z
    .number()
    .int()
    .positive()
    .default(30)
    .describe('Zendesk allows 200 to 700 requests in a minute, by plan, for all users together.'),
  trustedFields: z
    .array(z.enum(cardFields))
    .default([])
    .describe('The fields that hold only verified values.'),
});

const secrets = z.strictObject({
  apiToken: z.string().min(1).describe('An API token (Admin Center › Apps and integrations).'),
});

export default defineConnector({
  name: 'zendesk',
  title: 'Zendesk Support',
  role: 'downstream',
  recordsName: 'users',
  recordId: userId,
  settings,
  secrets,
  guide,
  portable: portableUser,

  open({ id, settings, secrets, now }) {
    const rules = { system: id, trustedFields: settings.trustedFields };
    const client = vendorClient({
      baseUrl: settings.baseUrl,
      auth: basic(`${settings.user}/token`, secrets.apiToken),
      limits: { ...usualLimits, timeoutSeconds: settings.timeoutSeconds },
      now,
      pace: pacer(settings.requestsPer10Seconds, 10),
      vendorCode: zendeskCode,
      notFoundCode: 'RecordNotFound',
    });
    return {
      settleSeconds: settings.settleSeconds,
      lookUps: userLookUps,
      probe: () => probeBy(probeSteps(client)),
      find: (known) => findUsers(client, rules, worthAsking(known, id)),
      export: (record, sink) => exportUser(client, record.id, sink),
      erase: (record) => eraseUser(client, record.id, now()),
      verify: (record, erasedAt) => verifyUser(client, record.id, erasedAt, now()),
    };
  },
});

const probeSteps = (client: VendorClient) => [
  {
    what: 'read the deleted users',
    fix: 'Use an API token of an administrator.',
    attempt: () => pagesOf(client, '/api/v2/deleted_users', 'deleted_users', userShape).next(),
  },
  {
    what: 'search for users',
    fix: 'Use an API token of an administrator.',
    attempt: () =>
      pagesOf(client, '/api/v2/users/search?external_id=probe', 'users', userShape).next(),
  },
];
