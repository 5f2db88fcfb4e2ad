import type { Facts } from './facts.ts';

/** What can be switched in a simulated system while it runs. `null` means no limit. */
export interface SystemSettings {
  /** How long readers see the old state after a write, in milliseconds: between the two, always the same for one object. */
  replicationMs: readonly [least: number, most: number];
  /** B2C: app permissions in the tokens of this tenant. */
  roles: readonly string[];
  /** B2C: whether the tenant lets an app purge the recycle bin; Microsoft's pages disagree. */
  purge: 'allowed' | 'refused';
  /** B2C: `isHardDeleteProtectionEnabled` blocks purging for 7 days after the deletion. */
  hardDeleteProtection: boolean;
  kind: 'b2c' | 'external-id';
  /** B2C: 7 without and 30 with P1/P2. */
  auditRetentionDays: number;
  /** B2C: P1/P2 licence; sign-in logs answer only with it. */
  premium: boolean;
  /** B2C: what revokeSignInSessions answers; documented 200, seen 204. */
  revokeStatus: 200 | 204;
  /** B2C: PEM certificates the app registration may sign in with. */
  certificates: readonly string[];
  /** B2C: whose tokens the app registration takes in place of a secret; `publicKey` is PEM. */
  federatedCredentials: readonly FederatedCredential[];
}

export interface FederatedCredential {
  issuer: string;
  subject: string;
  publicKey: string;
}

export interface Quotas {
  /** B2C: identity and access reports, per app and tenant. */
  auditReportsPer10Seconds: number | null;
  requestsPer10Seconds: number | null;
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

const defaultSettings: SystemSettings = {
  replicationMs: [300, 800],
  roles: defaultRoles,
  purge: 'allowed',
  hardDeleteProtection: false,
  kind: 'b2c',
  auditRetentionDays: 7,
  premium: false,
  revokeStatus: 200,
  certificates: [],
  federatedCredentials: [],
};

const defaultQuotas: Quotas = { auditReportsPer10Seconds: 5, requestsPer10Seconds: null };

export interface Settings {
  of(system: string): SystemSettings;
  quotasOf(system: string): Quotas;
  change(system: string, part: Partial<SystemSettings>): SystemSettings;
  changeQuotas(system: string, part: Partial<Quotas>): Quotas;
  /** Everything as it was at first. */
  restore(system: string): void;
  restoreQuotas(system: string): void;
}

export function createSettings(facts: Facts): Settings {
  const kept = new Map<string, unknown>();
  const read = <T extends object>(name: string, defaults: T): T => {
    const known = kept.get(name);
    if (known !== undefined) return known as T;
    const value = { ...defaults, ...(facts.read(name) as Partial<T> | undefined) };
    kept.set(name, value);
    return value;
  };
  const change = <T extends object>(name: string, defaults: T, part: Partial<T>): T => {
    const changed = { ...read(name, defaults), ...part };
    facts.write(name, changed);
    kept.set(name, changed);
    return changed;
  };
  const forget = (name: string) => {
    facts.forget(name);
    kept.delete(name);
  };
  return {
    of: (system) => read(`settings:${system}`, defaultSettings),
    quotasOf: (system) => read(`quotas:${system}`, defaultQuotas),
    change: (system, part) => change(`settings:${system}`, defaultSettings, part),
    changeQuotas: (system, part) => change(`quotas:${system}`, defaultQuotas, part),
    restore: (system) => {
      forget(`settings:${system}`);
    },
    restoreQuotas: (system) => {
      forget(`quotas:${system}`);
    },
  };
}
