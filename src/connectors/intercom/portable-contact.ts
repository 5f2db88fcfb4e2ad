import type { PortableParts } from '../../domain/portable-record.ts';
import { asItem, filled, portable, texts } from '../kit/portable.ts';

const timeOf = (seconds: unknown) =>
  typeof seconds === 'number' ? new Date(seconds * 1000).toISOString() : undefined;

/** Which content of the export of a contact is portable. Notes and tags are written by the staff, so they are not portable. */
export const portableContact: PortableParts = {
  contact: (contact) =>
    portable('profile', 'provided', {
      displayName: contact['name'],
      emails: texts(contact['email']),
      phones: texts(contact['phone']),
      language: contact['language_override'],
      fields: filled(asItem(contact['custom_attributes'])),
    }),
  conversations: (conversation) => {
    const source = asItem(conversation['source']);
    return portable(
      'communication',
      'provided',
      { subject: source['subject'], text: source['body'] },
      timeOf(conversation['created_at']),
    );
  },
};
