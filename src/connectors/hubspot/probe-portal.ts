import { z } from 'zod';
import type { ProbeReport } from '../../ports/system-access.ts';
import type { ControlRecord } from '../kit/control-record.ts';
import { probeBy, type ProbeStep } from '../kit/probe-by.ts';
import { contactShape } from './contact.ts';
import { contactsPath, type Portal } from './portal.ts';

/** Tries harmless calls and names the scopes that are missing. */
export function probePortal(portal: Portal, control: ControlRecord | null): Promise<ProbeReport> {
  const { client, fields } = portal;
  const readContacts: ProbeStep = {
    what: 'read contacts',
    fix: 'Give the Service Key or the app the scopes crm.objects.contacts.read and crm.objects.contacts.write.',
    attempt: () =>
      client.read(
        { method: 'GET', path: `${contactsPath(portal)}?limit=1` },
        z.object({ results: z.array(contactShape) }),
      ),
  };
  const { objectIdProperty } = fields;
  return probeBy(
    objectIdProperty === undefined
      ? [readContacts]
      : [
          readContacts,
          searchByProperty(portal, objectIdProperty),
          ...(control ? [control.probe] : []),
        ],
  );
}

const searchByProperty = (portal: Portal, propertyName: string): ProbeStep => ({
  what: `search by the property ${propertyName}`,
  fix: 'Name an existing contact property in objectIdProperty.',
  attempt: () =>
    portal.client.read(
      {
        method: 'POST',
        path: `${contactsPath(portal)}/search`,
        body: {
          filterGroups: [{ filters: [{ propertyName, operator: 'HAS_PROPERTY' }] }],
          properties: [],
          sorts: [],
          limit: 1,
          after: '0',
        },
      },
      z.object({ total: z.number() }),
    ),
});
