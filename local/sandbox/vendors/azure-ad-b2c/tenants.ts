/** A simulated Azure AD B2C tenant. */
export interface Tenant {
  id: string;
  title: string;
  tenantId: string;
  domain: string;
  country: string;
  /** The app registration Habeas uses in this tenant, and the environment variable that holds its secret. */
  clientId: string;
  clientSecret: string;
  secretVariable: string;
  extensionsAppId: string;
  extensionsObjectId: string;
  /** A second app of the tenant that owns an extension attribute too. */
  loyaltyAppId: string;
}

export const tenants: readonly Tenant[] = [
  {
    id: 'b2c-de',
    title: 'Customers Germany',
    country: 'DE',
    domain: 'nordlichtde.onmicrosoft.com',
    tenantId: '6f0a3c52-1d5e-4b7a-9c41-0d2e8f7a1b01',
    clientId: '0b6c2d7e-4f18-4a39-8e52-7c9d1a3f5b11',
    clientSecret: 'de~Q8sandbox-invented-secret-0001',
    secretVariable: 'B2C_DE_SECRET',
    extensionsAppId: '7d3e9a10-52c4-4f68-b1d7-2a8c6e4f9011',
    extensionsObjectId: 'a4c1e8f2-9b35-4d07-8f6a-1e2d3c4b5a11',
    loyaltyAppId: 'c9f2b7d4-6e11-4a85-93b0-5d7f1c2e8a11',
  },
  {
    id: 'b2c-fr',
    title: 'Customers France',
    country: 'FR',
    domain: 'nordlichtfr.onmicrosoft.com',
    tenantId: '6f0a3c52-1d5e-4b7a-9c41-0d2e8f7a1b02',
    clientId: '0b6c2d7e-4f18-4a39-8e52-7c9d1a3f5b12',
    clientSecret: 'fr~Q8sandbox-invented-secret-0002',
    secretVariable: 'B2C_FR_SECRET',
    extensionsAppId: '7d3e9a10-52c4-4f68-b1d7-2a8c6e4f9012',
    extensionsObjectId: 'a4c1e8f2-9b35-4d07-8f6a-1e2d3c4b5a12',
    loyaltyAppId: 'c9f2b7d4-6e11-4a85-93b0-5d7f1c2e8a12',
  },
  {
    id: 'b2c-us',
    title: 'Customers United States',
    country: 'US',
    domain: 'nordlichtus.onmicrosoft.com',
    tenantId: '6f0a3c52-1d5e-4b7a-9c41-0d2e8f7a1b03',
    clientId: '0b6c2d7e-4f18-4a39-8e52-7c9d1a3f5b13',
    clientSecret: 'us~Q8sandbox-invented-secret-0003',
    secretVariable: 'B2C_US_SECRET',
    extensionsAppId: '7d3e9a10-52c4-4f68-b1d7-2a8c6e4f9013',
    extensionsObjectId: 'a4c1e8f2-9b35-4d07-8f6a-1e2d3c4b5a13',
    loyaltyAppId: 'c9f2b7d4-6e11-4a85-93b0-5d7f1c2e8a13',
  },
];

export function findTenant(idOrDomain: string): Tenant | undefined {
  const wanted = idOrDomain.toLowerCase();
  return tenants.find(
    (tenant) => tenant.tenantId === wanted || tenant.domain === wanted || tenant.id === wanted,
  );
}

/** Extension attributes of a tenant: type by name. */
export const extensionTypes = {
  LoyaltyNumber: 'String',
  CustomerSince: 'DateTime',
  MarketingConsent: 'Boolean',
  VisitCount: 'Integer',
} as const;
export const otherAppExtensionTypes = { MemberTier: 'String' } as const;

/** `extension_<app id without hyphens>_<name>`, as Graph names it. */
export function extensionName(appId: string, name: string): string {
  return `extension_${appId.replaceAll('-', '')}_${name}`;
}

export function extensionNamesOf(tenant: Tenant): string[] {
  return [
    ...Object.keys(extensionTypes).map((name) => extensionName(tenant.extensionsAppId, name)),
    ...Object.keys(otherAppExtensionTypes).map((name) => extensionName(tenant.loyaltyAppId, name)),
  ];
}
