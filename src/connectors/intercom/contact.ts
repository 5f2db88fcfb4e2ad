import { z } from 'zod';
import type { VendorClient } from '../kit/call-vendor.ts';
import type { Card } from '../kit/card.ts';

export const contactId = /^[0-9a-f]{24}$/;

/** https://developers.intercom.com/docs/references/2.15/rest-api/api.intercom.io/contacts/contact */
export const contactShape = z.looseObject({
  id: z.string().regex(contactId),
  role: z.string(),
  external_id: z.string().nullish(),
  email: z.string().nullish(),
  phone: z.string().nullish(),
  name: z.string().nullish(),
});

type Contact = z.infer<typeof contactShape>;

export const contactPath = (id: string): string => `/contacts/${encodeURIComponent(id)}`;

export const cardOf = ({ id, external_id: objectId, email, phone, name }: Contact): Card => ({
  kind: 'contact',
  id,
  objectId,
  email,
  phone,
  name,
});

/** @returns undefined when there is no such contact, or when it was deleted */
export const readContact = (client: VendorClient, id: string): Promise<Contact | undefined> =>
  client.readIfThere({ method: 'GET', path: contactPath(id) }, contactShape);
