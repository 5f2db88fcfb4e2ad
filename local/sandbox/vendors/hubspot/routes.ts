import type { Route } from '../../http/router.ts';
import { archiveBatch, archiveContact, gdprDelete } from './contact-changes.ts';
import { listProperties } from './contact-properties.ts';
import { getContact, listContacts, readBatch, search } from './contacts.ts';
import type { HubspotOperation } from './operation.ts';

const base = '/crm/v3/objects/contacts';

export const hubspotRoutes: readonly Route<HubspotOperation>[] = [
  { method: 'GET', pattern: '/crm/v3/properties/contacts', target: listProperties },
  { method: 'GET', pattern: base, target: listContacts },
  { method: 'POST', pattern: `${base}/search`, target: search },
  { method: 'POST', pattern: `${base}/gdpr-delete`, target: gdprDelete },
  { method: 'POST', pattern: `${base}/batch/read`, target: readBatch },
  { method: 'POST', pattern: `${base}/batch/archive`, target: archiveBatch },
  { method: 'GET', pattern: `${base}/{contact}`, target: getContact },
  { method: 'DELETE', pattern: `${base}/{contact}`, target: archiveContact },
];
