import { z } from 'zod';

/** The settings that an administrator can change in the app registration of Habeas, in one tenant. */
export interface AppRegistration {
  /** App permissions, which its tokens carry. */
  roles: readonly string[];
  /** PEM certificates it may sign in with. */
  certificates: readonly string[];
  /** Issuers whose tokens it accepts instead of a secret. `publicKey` is PEM. */
  federatedCredentials: readonly FederatedCredential[];
}

export interface FederatedCredential {
  issuer: string;
  subject: string;
  publicKey: string;
}

export const defaultRoles = [
  'User.Read.All',
  'User.EnableDisableAccount.All',
  'User.RevokeSessions.All',
  'User.DeleteRestore.All',
  'AuditLog.Read.All',
  'Directory.Read.All',
  'Application.Read.All',
  'UserAuthenticationMethod.Read.All',
  'AgreementAcceptance.Read.All',
] as const;

export const defaultAppRegistration: AppRegistration = {
  roles: defaultRoles,
  certificates: [],
  federatedCredentials: [],
};

export const appRegistrationFields = {
  roles: z.array(z.string()),
  certificates: z.array(z.string().includes('-----BEGIN CERTIFICATE-----')),
  federatedCredentials: z.array(
    z.strictObject({
      issuer: z.string(),
      subject: z.string(),
      publicKey: z.string().includes('-----BEGIN PUBLIC KEY-----'),
    }),
  ),
};
