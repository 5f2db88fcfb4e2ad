import { account, objectId, refused, secret, wrong, type Case } from './bad-request-case.ts';

const subject = (fields: object) => ({ body: { type: 'erasure', subject: fields } });
const manyEmails = Array.from({ length: 51 }, (_, index) => `a${String(index)}@example.org`);

/** Requests whose subject is not accepted. */
export const badSubjects: readonly Case[] = [
  wrong(
    'an unknown field of the subject',
    subject({ emails: ['a@b.de'], [secret]: 1 }),
    '#/subject',
  ),
  wrong(
    'an unknown field of an account',
    subject({ accounts: [{ ...account, [secret]: 1 }] }),
    '#/subject/accounts/0',
  ),
  wrong(
    'a field called __proto__',
    { body: '{"type":"erasure","subject":{"emails":["a@b.de"]},"__proto__":{"x":1}}' },
    '#',
  ),
  refused(400, 'empty-subject', 'an empty subject', subject({})),
  refused(400, 'empty-subject', 'empty lists', subject({ emails: [], accounts: [] })),
  wrong('51 identifiers', subject({ emails: manyEmails }), '#/subject'),
  wrong(
    'a malformed object ID',
    subject({ accounts: [{ tenant: 'b2c-de', objectId: secret }] }),
    '#/subject/accounts/0/objectId',
  ),
  wrong(
    'an object ID that is a number',
    subject({ accounts: [{ tenant: 'b2c-de', objectId: 7 }] }),
    '#/subject/accounts/0/objectId',
  ),
  refused(
    400,
    'unknown-system',
    'an unknown tenant',
    subject({ accounts: [account, { tenant: secret, objectId }] }),
    '#/subject/accounts/1/tenant',
  ),
  refused(
    400,
    'unknown-system',
    'a downstream system as tenant',
    subject({ accounts: [{ tenant: 'hubspot', objectId }] }),
    '#/subject/accounts/0/tenant',
  ),
  refused(
    400,
    'unknown-system',
    'an unknown issuer',
    subject({
      identities: [{ signInType: 'userName', issuer: secret, issuerAssignedId: 'x' }],
    }),
    '#/subject/identities/0/issuer',
  ),
  refused(
    400,
    'unknown-system',
    'an unknown system',
    subject({ externalIds: [{ system: secret, id: '1' }] }),
    '#/subject/externalIds/0/system',
  ),
  wrong(
    'an id that a tenant cannot hold',
    subject({ externalIds: [{ system: 'b2c-de', id: secret }] }),
    '#/subject/externalIds/0/id',
  ),
  wrong(
    'an id that a downstream system cannot hold',
    subject({
      externalIds: [
        { system: 'hubspot', id: '51' },
        { system: 'hubspot', id: secret },
      ],
    }),
    '#/subject/externalIds/1/id',
  ),
  wrong(
    'an invalid sign-in type',
    subject({ identities: [{ signInType: `a ${secret}`, issuerAssignedId: 'x' }] }),
    '#/subject/identities/0/signInType',
  ),
  wrong(
    'a name of a custom sign-in type without issuer',
    subject({ identities: [{ signInType: 'customerId', issuerAssignedId: 'x' }] }),
    '#/subject/identities/0/issuer',
  ),
  wrong(
    'an invalid address with a sign-in type that only begins with emailAddress',
    subject({ identities: [{ signInType: 'emailAddressWork', issuerAssignedId: secret }] }),
    '#/subject/identities/0/issuerAssignedId',
  ),
  wrong(
    'an address with a Kelvin sign',
    subject({ emails: ['a@b.de', `\u212aate.${secret}@example.org`] }),
    '#/subject/emails/1',
  ),
  wrong(
    'an address with a Kelvin sign in its domain',
    subject({ emails: [`${secret}@\u212aiel.example`] }),
    '#/subject/emails/0',
  ),
  wrong(
    'a sign-in address with a Greek question mark',
    subject({
      identities: [{ signInType: 'emailAddress', issuerAssignedId: `a\u037e${secret}@b.de` }],
    }),
    '#/subject/identities/0/issuerAssignedId',
  ),
  wrong(
    'a lone surrogate in an address',
    { body: `{"type":"erasure","subject":{"emails":["${secret}\\ud800@b.de"]}}` },
    '#/subject/emails/0',
  ),
  wrong(
    'a lone surrogate in an id',
    {
      body: `{"type":"erasure","subject":{"externalIds":[{"system":"hubspot","id":"\\udc00"}]}}`,
    },
    '#/subject/externalIds/0/id',
  ),
  ...['\u0000', '\n', '\u007f', '\u0085'].map((control) =>
    wrong(
      `a control character in a user name: ${JSON.stringify(control)}`,
      subject({
        identities: [
          { signInType: 'userName', issuer: 'b2c-de', issuerAssignedId: `a${control}${secret}` },
        ],
      }),
      '#/subject/identities/0/issuerAssignedId',
    ),
  ),
  wrong(
    'a control character in an address',
    subject({ emails: [`ada\u0007${secret}@example.org`] }),
    '#/subject/emails/0',
  ),
  wrong(
    'a control character in the name of a tenant',
    subject({ accounts: [{ tenant: `b2c\u0000${secret}`, objectId }] }),
    '#/subject/accounts/0/tenant',
  ),
  wrong(
    'an id of blanks only',
    subject({ externalIds: [{ system: 'hubspot', id: ' \u00a0 ' }] }),
    '#/subject/externalIds/0/id',
  ),
  wrong(
    'a user name without issuer',
    subject({ identities: [{ signInType: 'userName', issuerAssignedId: 'x' }] }),
    '#/subject/identities/0/issuer',
  ),
  wrong(
    'a federated identity without issuer',
    subject({ identities: [{ signInType: 'federated', issuerAssignedId: 'x' }] }),
    '#/subject/identities/0/issuer',
  ),
  wrong('an e-mail without @', subject({ emails: [secret] }), '#/subject/emails/0'),
  wrong('a phone that is not E.164', subject({ phones: [`030 ${secret}`] }), '#/subject/phones/0'),
];
