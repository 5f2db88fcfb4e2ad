import type { ConnectorGuide } from '../contract.ts';

export const guide: ConnectorGuide = {
  permissions: [
    '`User.Read.All`: find, export, read back',
    '`User.EnableDisableAccount.All`: freeze and release',
    '`User.RevokeSessions.All`: end sessions',
    '`User.DeleteRestore.All`: delete and purge; where purging is refused all the same, give the app’s service principal the role User Administrator',
    '`AuditLog.Read.All` and `Directory.Read.All`: audit events, groups, directory roles',
    '`Application.Read.All`: names of extension attributes',
    '`UserAuthenticationMethod.Read.All`: authentication methods',
    '`AgreementAcceptance.Read.All`: accepted terms of use (optional)',
  ],
  finds: [
    'object IDs of this tenant, in the recycle bin and in the audit log too: a match',
    'federated sign-ins by provider and id: a match',
    'local sign-in addresses, phone numbers and, in their own tenant, user names and user principal names: a match',
    '`mail`, `otherMails` and extension attributes: leads, unless the field is trusted',
  ],
  erases:
    'Sign-in is disabled and sessions are revoked first; then the account is deleted and purged from the recycle bin. Whoever holds a directory role, and every guest, is left untouched.',
  limits: [
    'Audit records cannot be erased; they age out after `auditRetentionDays`.',
    'Where purging is refused, the account leaves the recycle bin 30 days after its deletion.',
    'Phone numbers for multi-factor authentication are often not listed although there are some; they go with the account.',
    'Sign-in logs are readable in tenants with P1 or P2 only.',
  ],
};
