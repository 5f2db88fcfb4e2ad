import { timeOf } from '../event-time.ts';
import type { PortableRecord } from './portable-record.ts';

type Item = Readonly<Record<string, unknown>>;
type Convert = (item: Item) => readonly PortableRecord[];

const asItem = (value: unknown): Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Item) : {};
const asItems = (value: unknown): Item[] => (Array.isArray(value) ? value.map(asItem) : []);
const texts = (...values: readonly unknown[]): string[] => [
  ...new Set(values.flat().filter((one): one is string => typeof one === 'string' && one !== '')),
];

/** HubSpot joins several values by semicolons. */
const listed = (value: unknown): string[] => (typeof value === 'string' ? value.split(';') : []);

/** Leaves out what has no value. */
function filled(data: Item): Item {
  const isEmpty = (value: unknown) =>
    value === null ||
    value === undefined ||
    value === '' ||
    (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(data).filter(([, value]) => !isEmpty(value)));
}

function record(
  kind: PortableRecord['kind'],
  origin: PortableRecord['origin'],
  item: Item,
  data: Item,
): PortableRecord[] {
  const known = filled(data);
  if (Object.keys(known).length === 0) return [];
  const at = timeOf(item);
  return [{ kind, origin, ...(at !== null && { at: new Date(at).toISOString() }), data: known }];
}

const account: Convert = (user) => [
  ...record('profile', 'provided', user, {
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
  }),
  ...asItems(user['identities']).flatMap((one) =>
    record(
      'identity',
      'provided',
      {},
      {
        type: one['signInType'],
        provider: one['issuer'],
        identifier: one['issuerAssignedId'],
      },
    ),
  ),
];

/** What the staff or another person did is no act of the person. */
const isByOther = (event: Item) => 'redacted' in asItem(asItem(event['initiatedBy'])['user']);

const auditEvent: Convert = (event) => {
  if (isByOther(event)) return [];
  const details = Object.fromEntries(
    asItems(event['additionalDetails']).map((one) => [String(one['key']), one['value']]),
  );
  return record('event', 'observed', event, {
    activity: event['activityDisplayName'],
    application: asItem(asItem(event['initiatedBy'])['app'])['displayName'],
    provider: details['IdentityProviderName'],
    ipAddress: details['ClientIpAddress'],
    result: event['result'],
  });
};

const signIn: Convert = (event) =>
  record('event', 'observed', event, {
    activity: 'sign-in',
    application: event['appDisplayName'],
    ipAddress: event['ipAddress'],
  });

const device: Convert = (item) =>
  record('device', 'observed', item, {
    displayName: item['displayName'],
    operatingSystem: item['operatingSystem'],
    operatingSystemVersion: item['operatingSystemVersion'],
  });

const contact: Convert = (item) => {
  const known = asItem(item['properties']);
  const optedOut = known['hs_email_optout'];
  return [
    ...record(
      'profile',
      'provided',
      {},
      {
        givenName: known['firstname'],
        familyName: known['lastname'],
        emails: texts(known['email'], listed(known['hs_additional_emails'])),
        phones: texts(known['phone'], known['mobilephone'], known['fax']),
        birthDate: known['date_of_birth'],
        language: known['hs_language'],
        organization: known['company'],
        jobTitle: known['jobtitle'],
        street: known['address'],
        locality: known['city'],
        region: known['state'],
        postalCode: known['zip'],
        country: known['country'],
      },
    ),
    ...(typeof optedOut === 'string'
      ? record('consent', 'provided', {}, { purpose: 'email', given: optedOut !== 'true' })
      : []),
  ];
};

const member: Convert = (item) => [
  ...record(
    'profile',
    'provided',
    {},
    {
      displayName: item['full_name'],
      emails: texts(item['email_address']),
      language: item['language'],
      fields: filled(asItem(item['merge_fields'])),
    },
  ),
  ...(typeof item['status'] === 'string'
    ? record(
        'consent',
        'provided',
        {},
        {
          purpose: 'newsletter',
          given: item['status'] === 'subscribed',
          status: item['status'],
          givenAt: item['timestamp_opt'],
        },
      )
    : []),
  ...asItems(item['marketing_permissions']).flatMap((one) =>
    record('consent', 'provided', {}, { purpose: one['text'], given: one['enabled'] }),
  ),
];

const activity: Convert = (event) =>
  record('event', 'observed', event, {
    activity: event['activity_type'] ?? event['name'],
    campaign: event['campaign_title'],
    link: event['link_clicked'],
    properties: event['properties'],
  });

/** By connector, then by part of its export. Parts that are not named here are derived or written by others, so they are not portable. */
const converters: Readonly<Record<string, Readonly<Record<string, Convert>>>> = {
  'azure-ad-b2c': {
    user: account,
    extensionAttributes: (item) =>
      record('profile', 'provided', {}, { fields: { [String(item['name'])]: item['value'] } }),
    registeredDevices: device,
    ownedDevices: device,
    agreementAcceptances: (item) =>
      record('consent', 'provided', item, {
        purpose: item['agreementId'],
        given: item['state'] === 'accepted',
        givenAt: item['recordedDateTime'],
      }),
    auditEvents: auditEvent,
    signIns: signIn,
  },
  hubspot: { contact },
  mailchimp: { member, activity, events: activity },
};

/** What of one exported item is portable, in the neutral form. */
export function toPortable(
  connector: string,
  part: string,
  item: unknown,
): readonly PortableRecord[] {
  return converters[connector]?.[part]?.(asItem(item)) ?? [];
}
