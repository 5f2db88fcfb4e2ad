import type { ConnectorExample, PersonOrder } from './connector-example.ts';

/** The full name of an extension attribute of the tenant `b2c-de`. */
const extension = (name: string) => `extension_7d3e9a1052c44f68b1d72a8c6e4f9011_${name}`;

/** Extension attributes with data of each kind that may not be handed over. */
export const deniedExtensions = (
  withUser: (user: () => object) => PersonOrder,
): ConnectorExample['denied'] => ({
  person: (values) =>
    withUser(() => ({
      [extension('SocialSecurityNumber')]: values['social-security-number'],
      [extension('PassportNumber')]: values['government-id'],
      [extension('Iban')]: values['financial-account'],
      [extension('HealthInsuranceNumber')]: values['health-id'],
      [extension('Fingerprint')]: values.biometrics,
      [extension('SecurityAnswer')]: values['security-answer'],
      [extension('LegacyPassword')]: values.password,
    })),
  fields: {
    'social-security-number': extension('SocialSecurityNumber'),
    'government-id': extension('PassportNumber'),
    'financial-account': extension('Iban'),
    'health-id': extension('HealthInsuranceNumber'),
    biometrics: extension('Fingerprint'),
    'security-answer': extension('SecurityAnswer'),
    password: extension('LegacyPassword'),
  },
});
