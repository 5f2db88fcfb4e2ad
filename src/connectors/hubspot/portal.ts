import type { VendorClient } from '../kit/call-vendor.ts';
import type { ContactFields } from './contact.ts';

/** One HubSpot account: the client that calls it, and the meaning of its properties. */
export interface Portal {
  readonly client: VendorClient;
  /** The date in HubSpot's paths, such as `2026-03`: https://developers.hubspot.com/docs/platform/versioning */
  readonly version: string;
  readonly fields: ContactFields;
}

/** The path of an object type, or of one object of the type. */
export function objectsPath(
  { version }: Pick<Portal, 'version'>,
  type: string,
  id?: string,
): string {
  const object = id === undefined ? '' : `/${encodeURIComponent(id)}`;
  return `/crm/objects/${version}/${type}${object}`;
}

export function contactsPath(portal: Pick<Portal, 'version'>, id?: string): string {
  return objectsPath(portal, 'contacts', id);
}

/** The path of the list of all properties of an object type, or of one property. */
export function propertiesPath(
  { version }: Pick<Portal, 'version'>,
  type: string,
  name?: string,
): string {
  const property = name === undefined ? '' : `/${encodeURIComponent(name)}`;
  return `/crm/properties/${version}/${type}${property}`;
}
