import { deniedKindOf } from '../../src/domain/denied-fields.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import { withholding, type WithholdingRule } from '../../src/domain/withhold.ts';

const crm = systemIdOf('crm');
const ccpa = withholding('ccpa', crm, []);
const gdpr = withholding('gdpr', crm, []);

test.each([
  ['extension_7d3e9a1052c44f68b1d72a8c6e4f9011_SSN', 'social-security-number'],
  ['SocialSecurityNumber', 'social-security-number'],
  ['socialsecuritynumber', 'social-security-number'],
  ['burgerservicenummer', 'social-security-number'],
  ["driver's_license_no", 'government-id'],
  ['DriversLicence', 'government-id'],
  ['national_id', 'government-id'],
  ['Führerschein-Nr', 'government-id'],
  ['IBAN', 'financial-account'],
  ['customerBankAccountNumber', 'financial-account'],
  ['credit_card_last4', 'financial-account'],
  ['Kontonummer', 'financial-account'],
  ['health_insurance_id', 'health-id'],
  ['medicalRecordNumber', 'health-id'],
  ['fingerprint', 'biometrics'],
  ['biometricTemplate', 'biometrics'],
  ['PIN', 'password'],
  ['oldPasswordHash', 'password'],
  ['MotDePasse', 'password'],
  ['contraseña', 'password'],
  ['security_question_1', 'security-answer'],
  ['mothers_maiden_name', 'security-answer'],
])('%s holds %s', (name, kind) => {
  expect(deniedKindOf(name)).toBe(kind);
});

test.each([
  'passwordPolicies',
  'lastPasswordChangeDateTime',
  'passport_country',
  'className',
  'compass',
  'passenger',
  'international_id',
  'accountEnabled',
  'bank_name',
  'insurance_name',
  'patient_name',
  'health_notes',
  'medical_needs',
  'pin_code',
  'spinning',
  'device_fingerprint',
  'email',
  '@odata.type',
])('%s is handed over', (name) => {
  expect(deniedKindOf(name)).toBeNull();
});

test('removes a field at any depth and does not change the rest', () => {
  const given = { id: 1, a: [{ ssn: '078-05-1120', city: 'Ulm' }], b: { c: null } };
  const { item, withheld } = ccpa(given);
  expect(item).toEqual({ id: 1, a: [{ city: 'Ulm' }], b: { c: null } });
  expect(withheld).toEqual([
    { field: 'a.ssn', kind: 'social-security-number', ground: 'ccpa-7024-d' },
  ]);
  expect(given.a[0]).toHaveProperty('ssn');
});

test('recognises a field that is written as a name with a value', () => {
  const event = {
    modifiedProperties: [
      { displayName: 'City', oldValue: '"Ulm"', newValue: '"Bonn"' },
      { displayName: 'PassportNumber', oldValue: '"C01X"', newValue: '"C02X"' },
    ],
    identities: [{ signInType: 'nationalId', issuer: 'a.example', issuerAssignedId: '19800101' }],
  };
  const { item, withheld } = ccpa(event);
  expect(JSON.stringify(item)).not.toMatch(/C01X|C02X|19800101/);
  expect(item).toMatchObject({ modifiedProperties: [{ newValue: '"Bonn"' }, {}] });
  expect(new Set(withheld.map(({ field }) => field))).toEqual(
    new Set(['modifiedProperties.PassportNumber', 'identities.nationalId']),
  );
});

test('names nothing when there is nothing to keep back', () => {
  const given = {
    password: null,
    ssn: '',
    iban: [],
    has: { creditCard: false },
    passwords: [null],
  };
  expect(gdpr(given)).toEqual({ item: given, withheld: [] });
  const { item, withheld } = ccpa(given);
  expect({ item, withheld }).toEqual({ item: given, withheld: [] });
  expect(item).toBe(given);
});

test('under the GDPR people get their own bank number; the policy may keep back more, with a ground', () => {
  const given = { iban: 'DE02', rating: 'A', extension_7d3e9a1052c44f68b1d72a8c6e4f9011_Note: 'x' };
  expect(gdpr(given)).toEqual({ item: given, withheld: [] });
  const rules: WithholdingRule[] = [
    { ground: 'rights-of-others', fields: ['Rating', 'note'], kinds: [] },
    { ground: 'security', regulation: 'gdpr', fields: [], kinds: ['financial-account'] },
    { ground: 'law', system: systemIdOf('other'), fields: ['city'], kinds: [] },
  ];
  expect(withholding('gdpr', crm, rules)({ ...given, city: 'Ulm' })).toEqual({
    item: { city: 'Ulm' },
    withheld: [
      { field: 'iban', kind: 'financial-account', ground: 'security' },
      { field: 'rating', kind: null, ground: 'rights-of-others' },
      {
        field: 'extension_7d3e9a1052c44f68b1d72a8c6e4f9011_Note',
        kind: null,
        ground: 'rights-of-others',
      },
    ],
  });
  expect(withholding('uk-gdpr', crm, rules)({ iban: 'GB02' }).withheld).toEqual([]);
});
