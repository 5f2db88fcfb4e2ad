import { uuidOf } from '../../store/random.ts';
import type { Doc } from '../../store/records.ts';
import { collection, seenUser, userDocOf, type GraphContext, type Operation } from './context.ts';
import { denied, notFound } from './graph-error.ts';
import { option } from './paging.ts';
import type { UserDoc } from './user-record.ts';

type Maker = (doc: UserDoc, context: GraphContext) => Doc[];

const grey = (context: GraphContext) =>
  !['Directory.Read.All', 'Directory.ReadWrite.All', 'GroupMember.Read.All', 'Group.Read.All'].some(
    (role) => context.roles.has(role),
  );

/** With User.Read.All alone an app gets ids and types; the rest is null ("limited information"). */
function dim(item: Doc, context: GraphContext): Doc {
  if (!grey(context)) return item;
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      name === 'id' || name === '@odata.type' ? value : null,
    ]),
  );
}

function roles({ related }: UserDoc): Doc[] {
  return (related.directoryRoles ?? []).map((displayName) => ({
    '@odata.type': '#microsoft.graph.directoryRole',
    id: uuidOf(`role ${displayName}`),
    deletedDateTime: null,
    displayName,
    description: `Members of ${displayName}`,
    roleTemplateId: uuidOf(`role template ${displayName}`),
  }));
}

function groups({ related }: UserDoc): Doc[] {
  return (related.groups ?? []).map((displayName) => ({
    '@odata.type': '#microsoft.graph.group',
    id: uuidOf(`group ${displayName}`),
    deletedDateTime: null,
    displayName,
    description: null,
    securityEnabled: true,
    mailEnabled: false,
    groupTypes: [],
  }));
}

const each = (names: readonly string[] | undefined, make: (name: string) => Doc): Doc[] =>
  (names ?? []).map(make);

function recordedAt(user: Doc): unknown {
  return user['createdDateTime'] ?? null;
}

/** The lists of `/users/{id}/…`, by the last part of the path. */
const makers: Readonly<Record<string, Maker>> = {
  memberOf: (doc, context) => [...roles(doc), ...groups(doc)].map((item) => dim(item, context)),
  'memberOf/microsoft.graph.directoryRole': (doc, context) =>
    roles(doc).map((item) => dim(item, context)),
  'memberOf/microsoft.graph.group': (doc, context) => groups(doc).map((item) => dim(item, context)),
  appRoleAssignments: ({ user, related }) =>
    each(related.appRoles, (name) => ({
      id: `assignment-${uuidOf(`${String(user['id'])} ${name}`)}`,
      deletedDateTime: null,
      appRoleId: uuidOf(`app role ${name}`),
      createdDateTime: recordedAt(user),
      principalDisplayName: user['displayName'],
      principalId: user['id'],
      principalType: 'User',
      resourceDisplayName: name,
      resourceId: uuidOf(`app ${name}`),
    })),
  oauth2PermissionGrants: ({ user, related }) =>
    each(related.grants, (name) => ({
      id: `grant-${uuidOf(`${String(user['id'])} ${name}`)}`,
      clientId: uuidOf(`app ${name}`),
      consentType: 'Principal',
      principalId: user['id'],
      resourceId: uuidOf('app Microsoft Graph'),
      scope: 'openid offline_access',
    })),
  registeredDevices: ({ user, related }) =>
    each(related.devices, (displayName) => ({
      '@odata.type': '#microsoft.graph.device',
      id: uuidOf(`device ${String(user['id'])} ${displayName}`),
      deletedDateTime: null,
      displayName,
      operatingSystem: 'Android',
      trustType: 'Workplace',
    })),
  ownedObjects: ({ related }) =>
    each(related.ownedApplications, (displayName) => ({
      '@odata.type': '#microsoft.graph.application',
      id: uuidOf(`owned ${displayName}`),
      deletedDateTime: null,
      appId: uuidOf(`owned app ${displayName}`),
      displayName,
    })),
  createdObjects: () => [],
  ownedDevices: () => [],
  licenseDetails: ({ user, related }) =>
    each(related.licenses, (skuPartNumber) => ({
      id: `license-${uuidOf(`${String(user['id'])} ${skuPartNumber}`)}`,
      skuId: uuidOf(`sku ${skuPartNumber}`),
      skuPartNumber,
      servicePlans: [],
    })),
  agreementAcceptances: ({ user, related }) =>
    each(related.agreements, (agreementId) => ({
      id: `acceptance-${uuidOf(`${String(user['id'])} ${agreementId}`)}`,
      agreementId,
      agreementFileId: uuidOf(`file ${agreementId}`),
      state: 'accepted',
      recordedDateTime: recordedAt(user),
      expirationDateTime: null,
      deviceDisplayName: null,
      deviceId: null,
      deviceOSType: null,
      deviceOSVersion: null,
      userDisplayName: user['displayName'],
      userEmail: user['mail'] ?? null,
      userId: user['id'],
      userPrincipalName: user['userPrincipalName'],
    })),
  extensions: ({ related }) => related.openExtensions ?? [],
};

function chosen(item: Doc, select: readonly string[] | undefined): Doc {
  if (!select) return item;
  return Object.fromEntries(
    Object.entries(item).filter(([name]) => name === '@odata.type' || select.includes(name)),
  );
}

/** `transitiveMemberOf` answers as `memberOf`: the simulated groups are not nested. */
export const listRelation =
  (relation: string): Operation =>
  (context, { user = '' }) => {
    const make = makers[relation.replace('transitiveMemberOf', 'memberOf')];
    if (!make) throw denied(`The sandbox does not know ${relation}.`);
    const record = seenUser(context, user);
    const select = option(context.query, 'select')?.split(',');
    return collection(
      context,
      `users('${record.id}')/${relation}`,
      make(userDocOf(record.doc), context).map((item) => chosen(item, select)),
    );
  };

/** A consumer has neither a photo nor a manager. */
export const noSuchRelation: Operation = (context, { user = '' }) => {
  seenUser(context, user);
  throw notFound(context.call.path.split('/').at(-1) ?? '');
};
