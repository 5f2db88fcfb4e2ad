/** App permissions that a call needs: all of at least one set. */
export type Permission = readonly (readonly string[])[];

const anyOf = (...roles: string[]): Permission => roles.map((role) => [role]);

export const permissions = {
  readUsers: anyOf(
    'User.Read.All',
    'User.ReadWrite.All',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ),
  changeUsers: [
    ['User.ReadWrite.All'],
    ['Directory.ReadWrite.All'],
    ['User.EnableDisableAccount.All', 'User.Read.All'],
  ],
  revokeSessions: anyOf('User.RevokeSessions.All', 'User.ReadWrite.All', 'Directory.ReadWrite.All'),
  // Directory.ReadWrite.All does not allow deleting users.
  deleteUsers: anyOf('User.DeleteRestore.All', 'User.ReadWrite.All'),
  readDeleted: anyOf(
    'User.Read.All',
    'User.ReadWrite.All',
    'User.DeleteRestore.All',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ),
  purge: anyOf('User.DeleteRestore.All'),
  readAudits: anyOf('AuditLog.Read.All'),
  readSignIns: [['AuditLog.Read.All', 'Directory.Read.All']],
  readRiskyUsers: anyOf('IdentityRiskyUser.Read.All', 'IdentityRiskyUser.ReadWrite.All'),
  readRiskEvents: anyOf('IdentityRiskEvent.Read.All', 'IdentityRiskEvent.ReadWrite.All'),
  readMethods: anyOf('UserAuthenticationMethod.Read.All', 'UserAuthenticationMethod.ReadWrite.All'),
  changeMethods: anyOf('UserAuthenticationMethod.ReadWrite.All'),
  readGroups: anyOf(
    'User.Read.All',
    'GroupMember.Read.All',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ),
  readAppRoles: anyOf(
    'AppRoleAssignment.ReadWrite.All',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ),
  readGrants: anyOf(
    'DelegatedPermissionGrant.ReadWrite.All',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ),
  readAgreements: anyOf('AgreementAcceptance.Read.All'),
  readApplications: anyOf(
    'Application.Read.All',
    'Application.ReadWrite.All',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ),
  readDirectory: anyOf('Directory.Read.All', 'Directory.ReadWrite.All'),
  // The documents name this permission for enabling the mode, and none for reading it.
  readHybridMode: anyOf('Policy.Read.All', 'Policy.ReadWrite.AuthenticationFlows'),
  readOrganization: anyOf('Organization.Read.All', 'Directory.Read.All', 'User.Read.All'),
} as const satisfies Readonly<Record<string, Permission>>;

export function isPermitted(permission: Permission, roles: ReadonlySet<string>): boolean {
  return permission.some((set) => set.every((role) => roles.has(role)));
}
