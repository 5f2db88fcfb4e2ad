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
  },
];

/** @param idOrDomain the system's id, the tenant's GUID or its domain */
export function findTenant(idOrDomain: string): Tenant | undefined {
  const wanted = idOrDomain.toLowerCase();
  return tenants.find(
    (tenant) => tenant.tenantId === wanted || tenant.domain === wanted || tenant.id === wanted,
  );
}
