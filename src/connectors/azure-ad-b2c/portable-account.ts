import type { ExportedItem, PortableParts } from '../../domain/portable-record.ts';
import { asItem, asItems, portable, texts } from '../kit/portable.ts';

/** https://learn.microsoft.com/graph/api/resources/user */
const profileOf = (user: ExportedItem) =>
  portable(
    'profile',
    'provided',
    {
      givenName: user['givenName'],
      familyName: user['surname'],
      displayName: user['displayName'],
      emails: texts(user['mail'], user['otherMails']),
      phones: texts(user['mobilePhone'], user['businessPhones'], user['faxNumber']),
      language: user['preferredLanguage'],
      organization: user['companyName'],
      jobTitle: user['jobTitle'],
      street: user['streetAddress'],
      locality: user['city'],
      region: user['state'],
      postalCode: user['postalCode'],
      country: user['country'],
    },
    user['createdDateTime'],
  );

const identitiesOf = (user: ExportedItem) =>
  asItems(user['identities']).flatMap((one) =>
    portable('identity', 'provided', {
      type: one['signInType'],
      provider: one['issuer'],
      identifier: one['issuerAssignedId'],
    }),
  );

/** An action of the staff or of another person is not an action of the person. */
const isByOther = (event: ExportedItem) =>
  'redacted' in asItem(asItem(event['initiatedBy'])['user']);

function auditEvent(event: ExportedItem) {
  if (isByOther(event)) return [];
  const details = Object.fromEntries(
    asItems(event['additionalDetails']).map((one) => [String(one['key']), one['value']]),
  );
  return portable(
    'event',
    'observed',
    {
      activity: event['activityDisplayName'],
      application: asItem(asItem(event['initiatedBy'])['app'])['displayName'],
      provider: details['IdentityProviderName'],
      ipAddress: details['ClientIpAddress'],
      result: event['result'],
    },
    event['activityDateTime'],
  );
}

const device = (item: ExportedItem) =>
  portable(
    'device',
    'observed',
    {
      displayName: item['displayName'],
      operatingSystem: item['operatingSystem'],
      operatingSystemVersion: item['operatingSystemVersion'],
    },
    item['createdDateTime'],
  );

/** Which content of the export of an account is portable. */
export const portableAccount: PortableParts = {
  user: (user) => [...profileOf(user), ...identitiesOf(user)],
  extensionAttributes: (item) =>
    portable('profile', 'provided', { fields: { [String(item['name'])]: item['value'] } }),
  registeredDevices: device,
  ownedDevices: device,
  agreementAcceptances: (item) =>
    portable(
      'consent',
      'provided',
      {
        purpose: item['agreementId'],
        given: item['state'] === 'accepted',
        givenAt: item['recordedDateTime'],
      },
      item['recordedDateTime'],
    ),
  auditEvents: auditEvent,
  signIns: (event) =>
    portable(
      'event',
      'observed',
      {
        activity: 'sign-in',
        application: event['appDisplayName'],
        ipAddress: event['ipAddress'],
      },
      event['createdDateTime'],
    ),
};
