import { attributes } from '../../../src/connectors/azure-ad-b2c/attribute-catalogue.ts';
import { attributeDescriptions } from '../../../src/connectors/azure-ad-b2c/attribute-descriptions.ts';
import { catalogueRows } from '../../../src/connectors/azure-ad-b2c/attribute-rows.ts';
import { exportProperties } from '../../../src/connectors/azure-ad-b2c/export-properties.ts';

test('describes every attribute once, in every language', () => {
  const names = attributes.map(({ name }) => name);
  expect(names).toHaveLength(45);
  expect(new Set(names).size).toBe(45);
  expect(Object.keys(attributeDescriptions)).toEqual(['en', 'de', 'fr', 'nl', 'el', 'zh']);
  for (const texts of Object.values(attributeDescriptions)) {
    expect(Object.keys(texts).sort()).toEqual([...names].sort());
    for (const text of Object.values(texts)) expect(text.trim()).not.toBe('');
  }
});

test('asks Graph for every property that holds an attribute', () => {
  const wanted = attributes.flatMap(({ source }) =>
    typeof source === 'object' && 'property' in source ? [source.property] : [],
  );
  expect(wanted.filter((name) => !(exportProperties as readonly string[]).includes(name))).toEqual(
    [],
  );
});

test('gives each attribute its value, or the reason why there is none', () => {
  const user = {
    city: 'Köln',
    businessPhones: ['+49 221 1'],
    identities: [
      { signInType: 'emailAddress', issuer: 'x', issuerAssignedId: 'ada@example.org' },
      { signInType: 'federated', issuer: 'google.com', issuerAssignedId: '1' },
      { signInType: 'userPrincipalName', issuer: 'x', issuerAssignedId: 'y' },
    ],
  };
  const phone = { id: '3179e48a-750b-4051-897c-87b9720928f7', phoneNumber: '+49 1' };
  const rows = Object.fromEntries(
    catalogueRows(user, [phone]).map(({ attribute, value, notAvailable }) => [
      attribute,
      value ?? notAvailable ?? null,
    ]),
  );
  expect(Object.keys(rows)).toHaveLength(45);
  expect(rows).toMatchObject({
    city: 'Köln',
    country: null,
    telephoneNumber: '+49 221 1',
    signInNames: user.identities,
    'signInNames.emailAddress': [user.identities[0]],
    'signInNames.userName': [],
    alternativeSecurityId: user.identities[1],
    alternativeSecurityIds: [user.identities[1]],
    strongAuthenticationPhoneNumber: '+49 1',
    dateOfBirth: expect.stringContaining('no such property') as string,
    strongAuthenticationEmailAddress: expect.stringContaining('often none at all') as string,
  });
});
