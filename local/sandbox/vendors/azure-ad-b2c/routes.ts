import type { Route } from '../../http/router.ts';
import {
  getApplication,
  listAllGrants,
  listApplications,
  listAvailableExtensionProperties,
  listExtensionProperties,
  listOrganization,
} from './applications.ts';
import { getDirectoryAudit, listDirectoryAudits, listSignIns } from './audits.ts';
import {
  deleteMethod,
  getMethod,
  listAllMethods,
  listMethods,
  listNoMethods,
  type MethodKind,
} from './authentication-methods.ts';
import type { Operation } from './context.ts';
import {
  getDeletedItem,
  listDeletedUsers,
  purgeDeletedItem,
  refuseUntypedList,
  restoreDeletedItem,
} from './deleted-items.ts';
import { permissions, type Permission } from './permissions.ts';
import { listRelation, noSuchRelation } from './relations.ts';
import { getHybridMode } from './hybrid-mode.ts';
import { getRiskyUser, listRiskDetections, listRiskHistory } from './risk.ts';
import { deleteUser, getUser, getUsers, patchUser, revokeSignInSessions } from './users.ts';

export interface GraphTarget {
  needs: Permission;
  run: Operation;
}

function route(
  method: string,
  pattern: string,
  needs: Permission,
  run: Operation,
): Route<GraphTarget> {
  return { method, pattern: `/v1.0${pattern}`, target: { needs, run } };
}

const relation = (name: string, needs: Permission) =>
  route('GET', `/users/{user}/${name}`, needs, listRelation(name));

function methodRoutes(kind: MethodKind): Route<GraphTarget>[] {
  const base = `/users/{user}/authentication/${kind}`;
  return [
    route('GET', base, permissions.readMethods, listMethods(kind)),
    route('GET', `${base}/{method}`, permissions.readMethods, getMethod(kind)),
    ...(kind === 'passwordMethods'
      ? []
      : [route('DELETE', `${base}/{method}`, permissions.changeMethods, deleteMethod(kind))]),
  ];
}

/** Every call the Graph simulator answers, with the app permission it needs. */
export const graphRoutes: readonly Route<GraphTarget>[] = [
  route('GET', '/users', permissions.readUsers, getUsers),
  route('GET', '/users/{user}', permissions.readUsers, getUser),
  route('PATCH', '/users/{user}', permissions.changeUsers, patchUser),
  route('DELETE', '/users/{user}', permissions.deleteUsers, deleteUser),
  route(
    'POST',
    '/users/{user}/revokeSignInSessions',
    permissions.revokeSessions,
    revokeSignInSessions,
  ),
  route(
    'GET',
    '/directory/deletedItems/microsoft.graph.user',
    permissions.readDeleted,
    listDeletedUsers,
  ),
  route('GET', '/directory/deletedItems', permissions.readDeleted, refuseUntypedList),
  route('GET', '/directory/deletedItems/{id}', permissions.readDeleted, getDeletedItem),
  route('DELETE', '/directory/deletedItems/{id}', permissions.purge, purgeDeletedItem),
  route('POST', '/directory/deletedItems/{id}/restore', permissions.purge, restoreDeletedItem),
  route('GET', '/auditLogs/directoryAudits', permissions.readAudits, listDirectoryAudits),
  route('GET', '/auditLogs/directoryAudits/{id}', permissions.readAudits, getDirectoryAudit),
  route('GET', '/auditLogs/signIns', permissions.readSignIns, listSignIns),
  route('GET', '/identityProtection/riskyUsers/{id}', permissions.readRiskyUsers, getRiskyUser),
  route(
    'GET',
    '/identityProtection/riskyUsers/{id}/history',
    permissions.readRiskyUsers,
    listRiskHistory,
  ),
  route(
    'GET',
    '/identityProtection/riskDetections',
    permissions.readRiskEvents,
    listRiskDetections,
  ),
  ...['memberOf', 'transitiveMemberOf'].flatMap((name) =>
    ['', '/microsoft.graph.directoryRole', '/microsoft.graph.group'].map((cast) =>
      relation(name + cast, permissions.readGroups),
    ),
  ),
  relation('appRoleAssignments', permissions.readAppRoles),
  relation('oauth2PermissionGrants', permissions.readGrants),
  relation('agreementAcceptances', permissions.readAgreements),
  ...['registeredDevices', 'ownedDevices', 'ownedObjects', 'createdObjects'].map((name) =>
    relation(name, permissions.readDirectory),
  ),
  ...['licenseDetails', 'extensions'].map((name) => relation(name, permissions.readUsers)),
  ...['photo', 'manager'].map((name) =>
    route('GET', `/users/{user}/${name}`, permissions.readUsers, noSuchRelation),
  ),
  route('GET', '/users/{user}/authentication/methods', permissions.readMethods, listAllMethods),
  ...(['phoneMethods', 'emailMethods', 'softwareOathMethods', 'passwordMethods'] as const).flatMap(
    methodRoutes,
  ),
  ...[
    'fido2Methods',
    'microsoftAuthenticatorMethods',
    'windowsHelloForBusinessMethods',
    'temporaryAccessPassMethods',
    'platformCredentialMethods',
  ].map((kind) =>
    route('GET', `/users/{user}/authentication/${kind}`, permissions.readMethods, listNoMethods),
  ),
  route('GET', '/applications', permissions.readApplications, listApplications),
  route('GET', '/applications/{application}', permissions.readApplications, getApplication),
  route(
    'GET',
    '/applications/{application}/extensionProperties',
    permissions.readApplications,
    listExtensionProperties,
  ),
  route(
    'POST',
    '/directoryObjects/getAvailableExtensionProperties',
    permissions.readDirectory,
    listAvailableExtensionProperties,
  ),
  route('GET', '/oauth2PermissionGrants', permissions.readGrants, listAllGrants),
  route('GET', '/organization', permissions.readOrganization, listOrganization),
  {
    method: 'GET',
    pattern: '/beta/policies/authenticationFlowsPolicy/externalIdHybridModeConfiguration',
    target: { needs: permissions.readHybridMode, run: getHybridMode },
  },
];
