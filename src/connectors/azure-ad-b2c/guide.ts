import type { ConnectorGuide } from '../contract.ts';

export const guide: ConnectorGuide = {
  permissions: [
    'one app registration in each tenant, or two: one that reads, and one (`erasureClientId`) that freezes and erases',
    'to read: `User.Read.All` (find, export, read back), `AuditLog.Read.All` (audit events), `Directory.Read.All` (groups, devices, grants), `Application.Read.All` (names of extension attributes), `UserAuthenticationMethod.Read.All`, and if wanted `AgreementAcceptance.Read.All`, `IdentityRiskyUser.Read.All` and `IdentityRiskEvent.Read.All` (risk data, with P2) and `Policy.Read.All` (does the probe see High Scale Compatibility mode?)',
    'to freeze and erase: `User.Read.All` and `Directory.Read.All` (is it an administrator?), `User.EnableDisableAccount.All`, `User.RevokeSessions.All`, `User.DeleteRestore.All`',
    'if purging is still refused, the directory role User Administrator for the service principal that erases; never a higher role',
    'a certificate or a managed identity rather than a secret; only an app registration in the directory of the managed identity can trust it: infra/README.md tells how one serves every tenant',
  ],
  finds: [
    'object IDs of this tenant, in the recycle bin and in the audit log too: a match',
    'federated sign-ins by provider and id: a match',
    'object IDs of another directory, in an attribute that `objectIdFields` lists; the attribute leads back too: a match',
    'local sign-in addresses, phone numbers and, in their own tenant, user names and user principal names: a match',
    '`mail`, `otherMails` and extension attributes: leads, unless the field is trusted',
  ],
  erases:
    'Sign-in is disabled and sessions are revoked first; then the account is deleted and purged from the recycle bin. An account with a directory role, and every guest account, is never touched.',
  neverSearched: [
    'phone numbers for multi-factor authentication and e-mail addresses for password reset: Graph has no filter for them',
    '`mobilePhone` and `businessPhones`, unless `trustedFields` lists `mobilePhone`',
    'accounts that were purged before their audit records aged out are found by object ID only',
    'the storage account of Microsoft’s migration kit: `user-exports` holds every exported user in files, `import-audit` both object IDs of every imported one, and Application Insights logs of 90 days. Delete `user-exports` when the migration is verified. Until then, for each erasure: search the files of both containers for the object IDs in the person’s package or in the directory, rewrite the file without the entry, and delete its older versions and snapshots. Write it into your record of processing: no report of Habeas covers it',
  ],
  notExported: [
    'passwords: Graph never returns them, and an export keeps back passwords in other fields',
    'phone numbers for multi-factor authentication that Graph does not list',
  ],
  remains: [
    'audit records, until `auditRetentionDays` have passed',
    'where purging is refused, the account in the recycle bin, until 30 days after its deletion',
    'risk data of Identity Protection, where the tenant has it: detections for 90 days. Nobody can erase it, and Habeas does not read it back',
    'tokens that were issued before the freeze, until they expire (60 minutes unless the policy says otherwise)',
  ],
  limits: [
    'Accounts in the recycle bin are found by sign-in name too: where the tenant refuses the filter, the whole bin is read, at most 30 pages of 999 accounts.',
    '`otherMails` may be listed in `trustedFields` only if no provider and no user can write it: B2C fills it for social accounts from the provider.',
    'Sign-in logs are readable in tenants with P1 or P2 only.',
    'During a migration to External ID with Microsoft’s kit, configure both directories and, in the new one, `objectIdFields` with its attribute `extension_…_B2CObjectId`: so one request erases both accounts, and the next sign-in does not bring the person back. Nobody but the migration may write the attribute: no user flow may collect it.',
    'In High Scale Compatibility mode both products work on one directory: one system, one erasure, and two issuers in `policy.selfService`. The probe reports this mode when a permission for policies allows it to.',
  ],
};
