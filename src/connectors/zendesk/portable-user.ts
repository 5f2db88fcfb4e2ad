import type { PortableParts } from '../../domain/portable-record.ts';
import { portable, texts } from '../kit/portable.ts';

/** Which content of the export of a user is portable. Comments are written by agents too, so only what opened a ticket is portable. */
export const portableUser: PortableParts = {
  user: (user) =>
    portable('profile', 'provided', {
      displayName: user['name'],
      emails: texts(user['email']),
      phones: texts(user['phone']),
      language: user['locale'],
    }),
  tickets: (ticket) =>
    portable(
      'communication',
      'provided',
      { subject: ticket['subject'], text: ticket['description'] },
      ticket['created_at'],
    ),
};
