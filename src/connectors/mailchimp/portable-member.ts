import type { ExportedItem, PortableParts } from '../../domain/portable-record.ts';
import { asItem, asItems, filled, portable, texts } from '../kit/portable.ts';

const profileOf = (member: ExportedItem) =>
  portable('profile', 'provided', {
    displayName: member['full_name'],
    emails: texts(member['email_address']),
    language: member['language'],
    fields: filled(asItem(member['merge_fields'])),
  });

function consentsOf(member: ExportedItem) {
  const { status } = member;
  return [
    ...(typeof status === 'string'
      ? portable('consent', 'provided', {
          purpose: 'newsletter',
          given: status === 'subscribed',
          status,
          givenAt: member['timestamp_opt'],
        })
      : []),
    ...asItems(member['marketing_permissions']).flatMap((one) =>
      portable('consent', 'provided', { purpose: one['text'], given: one['enabled'] }),
    ),
  ];
}

const activity = (event: ExportedItem) =>
  portable(
    'event',
    'observed',
    {
      activity: event['activity_type'] ?? event['name'],
      campaign: event['campaign_title'],
      link: event['link_clicked'],
      properties: event['properties'],
    },
    event['created_at_timestamp'] ?? event['occurred_at'],
  );

/**
 * Which content of the export of a member, or of a customer of a store, is portable. Notes are written by the staff and ratings are
 * derived, so both are not portable.
 */
export const portableMember: PortableParts = {
  member: (member) => [...profileOf(member), ...consentsOf(member)],
  activity,
  events: activity,
  customer: (customer) =>
    portable('profile', 'provided', {
      givenName: customer['first_name'],
      familyName: customer['last_name'],
      emails: texts(customer['email_address']),
      organization: customer['company'],
    }),
  orders: (order) =>
    portable(
      'order',
      'observed',
      {
        identifier: order['id'],
        total: order['order_total'],
        currency: order['currency_code'],
      },
      order['processed_at_foreign'],
    ),
};
