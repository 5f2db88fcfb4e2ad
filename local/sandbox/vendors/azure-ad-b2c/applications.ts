import { uuidOf } from '../../store/random.ts';
import type { Doc } from '../../store/records.ts';
import { collection, entity, type GraphContext, type Operation } from './context.ts';
import { matches } from './filter-match.ts';
import { parseFilter } from './filter-syntax.ts';
import { badRequest, notFound } from './graph-error.ts';
import { option, topOf } from './paging.ts';
import type { Tenant } from '../../authority/tenants.ts';
import {
  extensionName,
  extensionTypes,
  loyaltyExtensionTypes,
  extensionAppsOf,
} from './extensions.ts';
import { tenantSettings } from './settings.ts';

const seededAt = '2020-03-01T09:00:00Z';

function applicationsOf(tenant: Tenant): Doc[] {
  return [
    {
      id: extensionAppsOf(tenant).b2c.objectId,
      appId: extensionAppsOf(tenant).b2c.appId,
      createdDateTime: seededAt,
      deletedDateTime: null,
      signInAudience: 'AzureADMyOrg',
      displayName: 'b2c-extensions-app. Do not modify. Used by AADB2C for storing user data.',
    },
    {
      id: uuidOf(`habeas app ${tenant.id}`),
      appId: tenant.clientId,
      createdDateTime: seededAt,
      deletedDateTime: null,
      signInAudience: 'AzureADMyOrg',
      displayName: 'Habeas',
    },
    {
      id: uuidOf(`loyalty app ${tenant.id}`),
      appId: extensionAppsOf(tenant).loyalty.appId,
      createdDateTime: seededAt,
      deletedDateTime: null,
      signInAudience: 'AzureADMyOrg',
      displayName: 'Loyalty programme',
    },
  ];
}

function extensionPropertiesOf(tenant: Tenant, appId: unknown): Doc[] {
  const types =
    appId === extensionAppsOf(tenant).b2c.appId
      ? extensionTypes
      : appId === extensionAppsOf(tenant).loyalty.appId
        ? loyaltyExtensionTypes
        : {};
  const appDisplayName =
    applicationsOf(tenant).find((application) => application['appId'] === appId)?.['displayName'] ??
    '';
  return Object.entries(types).map(([name, dataType]) => ({
    id: uuidOf(`extension ${tenant.id} ${name}`),
    deletedDateTime: null,
    appDisplayName,
    name: extensionName(String(appId), name),
    dataType,
    isSyncedFromOnPremises: false,
    targetObjects: ['User'],
  }));
}

function selected(context: GraphContext, items: Doc[]): Doc[] {
  const select = option(context.query, 'select');
  if (select === null) return items;
  const names = new Set(select.split(',').map((name) => name.trim()));
  return items.map((item) =>
    Object.fromEntries(Object.entries(item).filter(([name]) => names.has(name))),
  );
}

function requireApplication({ tenant }: GraphContext, id: string): Doc {
  const application = applicationsOf(tenant).find((each) => each['id'] === id);
  if (!application) throw notFound(id);
  return application;
}

export const listApplications: Operation = (context) => {
  topOf(context.query, 100, 999);
  const source = option(context.query, 'filter');
  const filter = source === null ? undefined : parseFilter(source);
  const found = applicationsOf(context.tenant).filter(
    (application) => !filter || matches(filter, application),
  );
  return collection(context, 'applications', selected(context, found));
};

export const getApplication: Operation = (context, { application = '' }) =>
  entity(
    context,
    'applications',
    selected(context, [requireApplication(context, application)])[0] ?? {},
  );

/** `{application}` is the object id. The app id is answered 404. */
export const listExtensionProperties: Operation = (context, { application = '' }) => {
  const { appId } = requireApplication(context, application) as { appId?: unknown };
  return collection(
    context,
    `applications('${application}')/extensionProperties`,
    selected(context, extensionPropertiesOf(context.tenant, appId)),
  );
};

/** All extension attributes of the tenant, whichever app owns them. */
export const listAvailableExtensionProperties: Operation = (context) => {
  const { tenant } = context;
  return collection(context, 'extensionProperties', [
    ...extensionPropertiesOf(tenant, extensionAppsOf(tenant).b2c.appId),
    ...extensionPropertiesOf(tenant, extensionAppsOf(tenant).loyalty.appId),
  ]);
};

/** Every tenant has a second verified domain, such as `konto.nordlichtde.example`. */
const customDomain = (domain: string) => `konto.${domain.split('.')[0] ?? domain}.example`;

export const listOrganization: Operation = (context) => {
  const { tenant } = context;
  if (option(context.query, 'filter') !== null)
    throw badRequest('The sandbox does not simulate a filter here.');
  return collection(
    context,
    'organization',
    selected(context, [
      {
        id: tenant.tenantId,
        deletedDateTime: null,
        displayName: tenant.title,
        countryLetterCode: tenant.country,
        tenantType: tenantSettings(context.state, tenant.id).kind === 'b2c' ? 'AAD B2C' : 'CIAM',
        createdDateTime: seededAt,
        verifiedDomains: [
          {
            capabilities: 'Email, OfficeCommunicationsOnline',
            isDefault: true,
            isInitial: true,
            name: tenant.domain,
            type: 'Managed',
          },
          {
            capabilities: 'Email, OfficeCommunicationsOnline',
            isDefault: false,
            isInitial: false,
            name: customDomain(tenant.domain),
            type: 'Managed',
          },
        ],
      },
    ]),
  );
};

export const listAllGrants: Operation = (context) =>
  collection(context, 'oauth2PermissionGrants', []);
