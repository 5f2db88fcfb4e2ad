import type { State } from '../../store/state.ts';
import type { HubspotOperation } from './operation.ts';
import { hubspotId, objectIdProperty } from './contact-record.ts';
import { resourceNotFound } from './hubspot-error.ts';

interface Property {
  name: string;
  label: string;
  group: string;
  /** Made by the customer, not by HubSpot. */
  own?: boolean;
  unique?: boolean;
  readOnly?: boolean;
  /** HubSpot lists sensitive properties only on request. */
  sensitive?: boolean;
}

const known: readonly Property[] = [
  { name: 'email', label: 'Email', group: 'contactinformation', unique: true },
  {
    name: 'hs_additional_emails',
    label: 'Additional email addresses',
    group: 'contactinformation',
    readOnly: true,
  },
  { name: 'firstname', label: 'First Name', group: 'contactinformation' },
  { name: 'lastname', label: 'Last Name', group: 'contactinformation' },
  { name: 'phone', label: 'Phone Number', group: 'contactinformation' },
  { name: 'mobilephone', label: 'Mobile Phone Number', group: 'contactinformation' },
  { name: 'address', label: 'Street Address', group: 'contactinformation' },
  { name: 'city', label: 'City', group: 'contactinformation' },
  { name: 'zip', label: 'Postal Code', group: 'contactinformation' },
  { name: 'country', label: 'Country/Region', group: 'contactinformation' },
  { name: 'company', label: 'Company Name', group: 'contactinformation' },
  { name: 'jobtitle', label: 'Job Title', group: 'contactinformation' },
  { name: 'lifecyclestage', label: 'Lifecycle Stage', group: 'contactinformation' },
  { name: 'createdate', label: 'Create Date', group: 'contactinformation', readOnly: true },
  {
    name: 'lastmodifieddate',
    label: 'Last Modified Date',
    group: 'contactinformation',
    readOnly: true,
  },
  {
    name: 'hs_object_id',
    label: 'Record ID',
    group: 'contactinformation',
    unique: true,
    readOnly: true,
  },
  { name: objectIdProperty, label: 'B2C object ID', group: 'integration', own: true, unique: true },
];

const dates = new Set(['createdate', 'lastmodifieddate']);

const view = ({ name, label, group, own, unique, readOnly }: Property): object => ({
  name,
  label,
  type: dates.has(name) ? 'datetime' : 'string',
  fieldType: dates.has(name) ? 'date' : 'text',
  description: '',
  groupName: group,
  options: [],
  displayOrder: -1,
  calculated: false,
  externalOptions: false,
  hasUniqueValue: unique ?? false,
  hidden: false,
  hubspotDefined: own !== true,
  formField: readOnly !== true,
  archived: false,
  modificationMetadata: {
    archivable: own === true,
    readOnlyDefinition: own !== true,
    readOnlyValue: readOnly ?? false,
  },
});

const isKnown = (name: string) => known.some((property) => property.name === name);

/** A placed contact may use properties that the account does not have yet. Then the simulator adds them, as the customer would. */
export function makeOwnProperties(
  state: State,
  names: readonly string[],
  sensitive: readonly string[],
): void {
  for (const name of names.filter((each) => !isKnown(each))) {
    const doc = { sensitive: sensitive.includes(name) };
    state.records.place(hubspotId, 'property', name, { state: 'live', doc, keys: [] });
  }
}

function allProperties(state: State): Property[] {
  const own = [...state.records.scan(hubspotId, 'property', '')].map(
    ({ id: name, doc }): Property => ({
      name,
      label: name,
      group: 'contactinformation',
      own: true,
      sensitive: doc['sensitive'] === true,
    }),
  );
  return [...known, ...own];
}

/** The properties of contacts in this account: https://developers.hubspot.com/docs/api-reference/crm-properties-v3 */
export const listProperties: HubspotOperation = ({ state, query }) => {
  const degree = query.get('dataSensitivity') ?? 'non_sensitive';
  const shown = allProperties(state).filter(
    ({ sensitive }) => (sensitive === true ? 'sensitive' : 'non_sensitive') === degree,
  );
  return { status: 200, body: { results: shown.map(view) } };
};

export const getProperty: HubspotOperation = ({ state }, { property }) => {
  const found = allProperties(state).find(({ name }) => name === property);
  if (!found) throw resourceNotFound();
  return { status: 200, body: view(found) };
};
