import type { ConnectorGuide } from '../contract.ts';

export const guide: ConnectorGuide = {
  permissions: [
    'one app registration in each tenant, or two: one that reads, and one (`erasureClientId`) that freezes and erases',
    'to read: `User.Read.All` (find, export, read back), `AuditLog.Read.All` (audit events), `Directory.Read.All` (groups, devices, grants), `Application.Read.All` (names of extension attributes), `UserAuthenticationMethod.Read.All`, and if wanted `AgreementAcceptance.Read.All`',
    'to freeze and erase: `User.Read.All` and `Directory.Read.All` (is it an administrator?), `User.EnableDisableAccount.All`, `User.RevokeSessions.All`, `User.DeleteRestore.All`',
    'where purging is refused all the same, the directory role User Administrator for the service principal that erases; never a higher one',
    'a certificate or a managed identity rather than a secret; only an app registration in the directory of the managed identity can trust it: infra/README.md tells how one serves every tenant',
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
    'Accounts that lie in the recycle bin already are found by object ID; by sign-in name only where Graph offers that filter.',
    'Phone numbers for multi-factor authentication are often not listed although there are some; they go with the account.',
    'Sign-in logs are readable in tenants with P1 or P2 only.',
  ],
};
