import { systemIdOf } from '../../src/domain/system.ts';
import { userHits } from '../../src/connectors/azure-ad-b2c/match-user.ts';
import { userShape } from '../../src/connectors/azure-ad-b2c/user.ts';
import { contactHits } from '../../src/connectors/hubspot/contact.ts';
import { memberHits } from '../../src/connectors/mailchimp/member.ts';
import type { Identifier } from '../../src/domain/identifier.ts';
import type { Hit } from '../../src/domain/match.ts';

const objectId = '2f1c7c0e-5c0b-4a53-9a0b-6f3f5a1d9c11';
const email = (value: string): Identifier => ({ kind: 'email', value });
const phone = (value: string): Identifier => ({ kind: 'phone', value });
const account: Identifier = { kind: 'account', system: systemIdOf('b2c-de'), objectId };

function trusts(hits: readonly Hit[]): Record<string, string> {
  const [hit] = hits;
  if (!hit) throw new Error('no hit');
  return Object.fromEntries(
    hit.reveals.map(({ identifier, trust }) => [
      'value' in identifier ? identifier.value : identifier.kind,
      trust,
    ]),
  );
}

describe('a user of a tenant', () => {
  const loyalty = 'extension_7d3e9a1052c44f68b1d72a8c6e4f9011_LoyaltyMail';
  const user = userShape.parse({
    id: objectId,
    displayName: 'Ada Lovelace',
    givenName: 'Ada',
    userPrincipalName: `${objectId}@contoso.onmicrosoft.com`,
    mail: 'mail@example.org',
    otherMails: ['other@example.org'],
    mobilePhone: '+491',
    businessPhones: ['+492'],
    [loyalty]: 'loyalty@example.org',
    identities: [
      { signInType: 'emailAddress', issuer: 'contoso', issuerAssignedId: 'signin@example.org' },
      { signInType: 'emailAddress2', issuer: 'contoso', issuerAssignedId: 'second@example.org' },
      { signInType: 'phoneNumber', issuer: 'contoso', issuerAssignedId: '+493' },
      { signInType: 'emailAddressWork', issuer: 'contoso', issuerAssignedId: 'work@example.org' },
      { signInType: 'userName', issuer: 'contoso', issuerAssignedId: 'ada' },
      { signInType: 'customerId', issuer: 'contoso', issuerAssignedId: 'C-17' },
      { signInType: 'federated', issuer: 'google.com', issuerAssignedId: '4711' },
      { signInType: 'federated', issuer: 'ExternalAzureAD', issuerAssignedId: null },
      { signInType: 'userPrincipalName', issuer: 'contoso', issuerAssignedId: 'x@contoso' },
    ],
  });
  const fields = {
    system: systemIdOf('b2c-de'),
    domain: 'contoso.onmicrosoft.com',
    domains: ['contoso.onmicrosoft.com', 'id.contoso.example'],
    trustedFields: [],
    emailFields: [loyalty],
    phoneFields: [],
    objectIdFields: {},
  };

  test('vouches for its sign-in names and its own id, but not for free fields', () => {
    expect(trusts(userHits(user, [account], fields))).toEqual({
      account: 'vouched',
      'signin@example.org': 'vouched',
      'second@example.org': 'vouched',
      'work@example.org': 'vouched',
      '+493': 'vouched',
      ada: 'vouched',
      'C-17': 'vouched',
      '4711': 'vouched',
      'mail@example.org': 'claimed',
      'other@example.org': 'claimed',
      'loyalty@example.org': 'claimed',
      '+491': 'claimed',
      '+492': 'claimed',
    });
  });

  test('vouches for the fields that its tenant trusts; such a field makes a match', () => {
    const trusted = { ...fields, trustedFields: ['otherMails' as const, loyalty] };
    expect(trusts(userHits(user, [account], trusted))).toMatchObject({
      'mail@example.org': 'claimed',
      'other@example.org': 'vouched',
      'loyalty@example.org': 'vouched',
    });
    const joinOf = (value: string, of: typeof trusted | typeof fields) =>
      userHits(user, [email(value)], of)[0]?.join;
    expect(joinOf('OTHER@example.org', trusted)).toBe('address');
    expect(joinOf('other@example.org', fields)).toBe('free');
    expect(joinOf('mail@example.org', trusted)).toBe('free');
    expect(joinOf('loyalty@example.org', fields)).toBe('free');
  });

  test('matches a sign-in name only by its own type', () => {
    const joinOf = (by: Identifier) => userHits(user, [by], fields)[0]?.join;
    expect(joinOf(email('second@example.org'))).toBe('address');
    expect(joinOf(phone('+49 3'))).toBe('address');
    expect(joinOf(phone('+491'))).toBe('free');
    expect(joinOf({ kind: 'userName', system: systemIdOf('b2c-de'), value: 'ADA' })).toBe(
      'address',
    );
    expect(
      joinOf({ kind: 'userName', system: systemIdOf('b2c-fr'), value: 'ada' }),
    ).toBeUndefined();
    // A user name that equals a customer number must not match that customer, and a customer number must not match a user name.
    const customer = {
      kind: 'userName',
      system: systemIdOf('b2c-de'),
      signInType: 'customerId',
    } as const;
    expect(joinOf({ ...customer, value: 'c-17' })).toBe('address');
    expect(joinOf({ ...customer, value: 'ada' })).toBeUndefined();
    expect(
      joinOf({ kind: 'userName', system: systemIdOf('b2c-de'), value: 'C-17' }),
    ).toBeUndefined();
    expect(joinOf({ kind: 'federated', issuer: 'google.com', value: '4711' })).toBe('id');
    expect(joinOf({ kind: 'federated', issuer: 'facebook.com', value: '4711' })).toBeUndefined();
    expect(joinOf({ kind: 'account', system: systemIdOf('b2c-fr'), objectId })).toBeUndefined();
    expect(joinOf(email('ada'))).toBeUndefined();
  });

  test('treats identities of External ID, and a UPN in its own domain, as verified addresses', () => {
    const other = userShape.parse({
      id: objectId,
      userPrincipalName: 'Ada@ID.contoso.example',
      identities: [
        { signInType: 'federated', issuer: 'mail', issuerAssignedId: 'otp@example.org' },
        { signInType: 'federated', issuer: 'phone', issuerAssignedId: '+4930123' },
        { signInType: 'userName', issuer: 'contoso', issuerAssignedId: 'name@example.org' },
        { signInType: 'loyaltyCard', issuer: 'contoso', issuerAssignedId: 'card@example.org' },
      ],
    });
    const joinWith = (by: Identifier) => userHits(other, [by], fields)[0]?.join ?? null;
    for (const value of ['otp', 'name', 'card'])
      expect(joinWith(email(`${value}@example.org`))).toBe('address');
    expect(joinWith(email('ada@id.contoso.example'))).toBe('address');
    expect(joinWith({ kind: 'phone', value: '+4930123' })).toBe('address');
    const vouchedIn = (domains: readonly string[]) =>
      (userHits(other, [account], { ...fields, domains })[0]?.reveals ?? []).flatMap(
        ({ identifier, trust }) =>
          trust === 'vouched' && 'value' in identifier ? [identifier.value] : [],
      );
    const always = ['otp@example.org', '+4930123', 'name@example.org', 'card@example.org'];
    expect(vouchedIn(fields.domains)).toEqual([...always, 'Ada@ID.contoso.example']);
    // Without the proof that the tenant owns the domain, the UPN is followed nowhere.
    expect(vouchedIn([])).toEqual(always);
  });
});

describe('a contact', () => {
  const contact = {
    id: '51',
    properties: {
      firstname: 'Ada',
      email: 'ada@example.org',
      hs_additional_emails: 'one@example.org;two@example.org',
      phone: '+491',
      hs_merged_object_ids: '49;50',
      b2c_object_id: objectId,
    },
  };
  const fields = {
    system: systemIdOf('hubspot'),
    objectIdProperty: 'b2c_object_id',
    trustedFields: [],
  };
  const hits = (by: Identifier, of: Parameters<typeof contactHits>[2] = fields) =>
    contactHits(contact, [by], of);

  test('vouches for its own id only, unless a property is trusted', () => {
    const claimed = trusts(hits(account));
    expect(claimed).toEqual({
      record: 'vouched',
      'ada@example.org': 'claimed',
      'one@example.org': 'claimed',
      'two@example.org': 'claimed',
      '+491': 'claimed',
    });
    const trusted = { ...fields, trustedFields: ['email', 'phone'] };
    expect(trusts(hits(account, trusted))).toEqual({
      ...claimed,
      'ada@example.org': 'vouched',
      '+491': 'vouched',
    });
    expect(hits(phone('+491'), trusted)[0]?.join).toBe('address');
  });

  test('matches ids from before a merge, and the object ID only in the configured property', () => {
    expect(hits({ kind: 'record', system: systemIdOf('hubspot'), id: '49' })[0]?.join).toBe('id');
    expect(hits({ kind: 'record', system: systemIdOf('other'), id: '51' })).toEqual([]);
    expect(hits(account, { ...fields, objectIdProperty: undefined })).toEqual([]);
    expect(hits(email('two@example.org'))[0]?.join).toBe('free');
  });
});

describe('a list member', () => {
  const member = {
    id: 'abc',
    list_id: 'l1',
    email_address: 'ada@example.org',
    merge_fields: { FNAME: 'Ada', B2COID: objectId.toUpperCase(), AGE: 36 },
  };
  const fields = {
    system: systemIdOf('mailchimp'),
    objectIdMergeField: 'B2COID',
    trustedFields: [],
  };

  test('vouches for its own id, and for its address if every address was confirmed', () => {
    expect(trusts(memberHits(member, [account], fields))).toEqual({
      record: 'vouched',
      'ada@example.org': 'claimed',
    });
    const trusted = { ...fields, trustedFields: ['email_address'] };
    expect(trusts(memberHits(member, [account], trusted))).toMatchObject({
      'ada@example.org': 'vouched',
    });
  });
});

test('a preview does not identify the person', () => {
  const previewOf = (properties: Record<string, string>) =>
    contactHits(
      { id: '1', properties },
      [{ kind: 'record', system: systemIdOf('hubspot'), id: '1' }],
      {
        system: systemIdOf('hubspot'),
        objectIdProperty: undefined,
        trustedFields: [],
      },
    )[0]?.preview;
  expect(
    previewOf({ firstname: 'Zoë-Anne', lastname: "O'Neil", email: 'zoe.oneil@example.org' }),
  ).toBe('Z… O…, z…@example.org');
  expect(previewOf({ lastname: '李', phone: '+4930123456' })).toBe('李…, …56');
});
