import type { Tenant } from '../../authority/tenants.ts';

/** The apps of a tenant that own extension attributes. */
export interface ExtensionApps {
  /** `b2c-extensions-app`, which B2C makes in every tenant. */
  b2c: { appId: string; objectId: string };
  /** A second app that owns an extension attribute too. */
  loyalty: { appId: string };
}

const last: Readonly<Record<string, string>> = { 'b2c-de': '11', 'b2c-fr': '12', 'b2c-us': '13' };

export function extensionAppsOf({ id }: Tenant): ExtensionApps {
  const end = last[id] ?? '10';
  return {
    b2c: {
      appId: `7d3e9a10-52c4-4f68-b1d7-2a8c6e4f90${end}`,
      objectId: `a4c1e8f2-9b35-4d07-8f6a-1e2d3c4b5a${end}`,
    },
    loyalty: { appId: `c9f2b7d4-6e11-4a85-93b0-5d7f1c2e8a${end}` },
  };
}

/** Extension attributes of a tenant: type by name. */
export const extensionTypes = {
  LoyaltyNumber: 'String',
  CustomerSince: 'DateTime',
  MarketingConsent: 'Boolean',
  VisitCount: 'Integer',
  // Microsoft's migration kit writes both into the new tenant.
  B2CObjectId: 'String',
  RequiresMigration: 'Boolean',
  // Attributes that a tenant should not have but many tenants have.
  SocialSecurityNumber: 'String',
  PassportNumber: 'String',
  Iban: 'String',
  HealthInsuranceNumber: 'String',
  Fingerprint: 'String',
  SecurityAnswer: 'String',
  LegacyPassword: 'String',
} as const;
export const loyaltyExtensionTypes = { MemberTier: 'String' } as const;

/** `extension_<app id without hyphens>_<name>`, as Graph names it. */
export function extensionName(appId: string, name: string): string {
  return `extension_${appId.replaceAll('-', '')}_${name}`;
}

/** The full name of an attribute that `b2c-extensions-app` owns. */
export const b2cExtensionName = (tenant: Tenant, name: keyof typeof extensionTypes) =>
  extensionName(extensionAppsOf(tenant).b2c.appId, name);

export function extensionNamesOf(tenant: Tenant): string[] {
  const { b2c, loyalty } = extensionAppsOf(tenant);
  return [
    ...Object.keys(extensionTypes).map((name) => extensionName(b2c.appId, name)),
    ...Object.keys(loyaltyExtensionTypes).map((name) => extensionName(loyalty.appId, name)),
  ];
}
