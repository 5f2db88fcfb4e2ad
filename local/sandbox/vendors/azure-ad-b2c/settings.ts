import { z } from 'zod';
import {
  appRegistrationFields,
  defaultAppRegistration,
  type AppRegistration,
} from '../../authority/app-registration.ts';
import {
  commonQuotas,
  commonSettings,
  type CommonQuotas,
  type CommonSettings,
} from '../../store/settings.ts';
import type { State } from '../../store/state.ts';
import type { Changeable } from '../vendor.ts';

/** The settings of a tenant that can be changed while it runs. */
export interface TenantSettings extends CommonSettings, AppRegistration {
  /** Whether the tenant lets an app purge the recycle bin; Microsoft's pages disagree. */
  purge: 'allowed' | 'refused';
  /** Whether the list of deleted users accepts filters on `identities` and `otherMails`. No document shows that it does. */
  binFilters: 'offered' | 'refused';
  /** `isHardDeleteProtectionEnabled` blocks purging for 7 days after the deletion. */
  hardDeleteProtection: boolean;
  kind: 'b2c' | 'external-id';
  /** 7 days without a P1/P2 licence, 30 with one. */
  auditRetentionDays: number;
  /** P1/P2 licence. Without it sign-in logs are refused. */
  premium: boolean;
  /** The answer of revokeSignInSessions. The documents say 200; 204 was seen in practice. */
  revokeStatus: 200 | 204;
  /** Azure AD B2C and External ID on one directory: High Scale Compatibility mode. */
  hybridMode: 'enabled' | 'disabled';
  /** How long the token in a link to a next page is accepted. No document says it. */
  pageTokenSeconds: number;
}

export interface TenantQuotas extends CommonQuotas {
  /** Identity and access reports, per app and tenant. */
  auditReportsPer10Seconds: number | null;
}

const defaultSettings: TenantSettings = {
  ...commonSettings,
  ...defaultAppRegistration,
  purge: 'allowed',
  binFilters: 'refused',
  hardDeleteProtection: false,
  kind: 'b2c',
  auditRetentionDays: 7,
  premium: false,
  revokeStatus: 200,
  hybridMode: 'disabled',
  pageTokenSeconds: 3600,
};

const defaultQuotas: TenantQuotas = { ...commonQuotas, auditReportsPer10Seconds: 5 };

export const settings: Changeable = {
  defaults: defaultSettings,
  fields: {
    ...appRegistrationFields,
    purge: z.enum(['allowed', 'refused']),
    binFilters: z.enum(['offered', 'refused']),
    hardDeleteProtection: z.boolean(),
    kind: z.enum(['b2c', 'external-id']),
    auditRetentionDays: z.number().min(1).max(365),
    premium: z.boolean(),
    revokeStatus: z.union([z.literal(200), z.literal(204)]),
    hybridMode: z.enum(['enabled', 'disabled']),
    pageTokenSeconds: z.number().min(0),
  },
};

export const quotas: Changeable = {
  defaults: defaultQuotas,
  fields: { auditReportsPer10Seconds: z.union([z.int().min(1), z.null()]) },
};

export const tenantSettings = (state: State, tenant: string) =>
  state.settings.of(tenant, defaultSettings);
export const tenantQuotas = (state: State, tenant: string) =>
  state.quotas.of(tenant, defaultQuotas);

const dayMs = 86_400_000;

/** Audit records of a tenant that are older than this time have expired. */
export const oldestAudit = (state: State, tenant: string) =>
  state.clock.now() - tenantSettings(state, tenant).auditRetentionDays * dayMs;
