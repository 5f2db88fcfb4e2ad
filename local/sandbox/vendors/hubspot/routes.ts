import type { Route } from '../../http/router.ts';
import { readAssociations } from './associations.ts';
import { archiveBatch, archiveContact, gdprDelete } from './contact-changes.ts';
import { getProperty, listProperties } from './contact-properties.ts';
import { getContact, listContacts, readBatch, search } from './contacts.ts';
import { listObjectProperties, readObjectBatch } from './crm-objects.ts';
import type { HubspotOperation } from './operation.ts';

function routesOf(contacts: string, properties: string): Route<HubspotOperation>[] {
  return [
    { method: 'GET', pattern: `${properties}/contacts`, target: listProperties },
    { method: 'GET', pattern: `${properties}/contacts/{property}`, target: getProperty },
    { method: 'GET', pattern: contacts, target: listContacts },
    { method: 'POST', pattern: `${contacts}/search`, target: search },
    { method: 'POST', pattern: `${contacts}/gdpr-delete`, target: gdprDelete },
    { method: 'POST', pattern: `${contacts}/batch/read`, target: readBatch },
    { method: 'POST', pattern: `${contacts}/batch/archive`, target: archiveBatch },
    { method: 'GET', pattern: `${contacts}/{contact}`, target: getContact },
    { method: 'DELETE', pattern: `${contacts}/{contact}`, target: archiveContact },
  ];
}

/** The version with a date, and v3, which HubSpot answers until 2027: https://developers.hubspot.com/docs/platform/versioning */
export const hubspotRoutes: readonly Route<HubspotOperation>[] = [
  ...routesOf('/crm/v3/objects/contacts', '/crm/v3/properties'),
  ...routesOf('/crm/objects/2026-03/contacts', '/crm/properties/2026-03'),
  {
    method: 'POST',
    pattern: '/crm/objects/2026-03/{type}/batch/read',
    target: readObjectBatch,
  },
  { method: 'GET', pattern: '/crm/properties/2026-03/{type}', target: listObjectProperties },
  {
    method: 'POST',
    pattern: '/crm/associations/2026-03/contacts/{type}/batch/read',
    target: readAssociations,
  },
];
