import { subjectSchema } from '../../src/doors/subject-schema.ts';

const emails = (address: string) => ({ emails: [address] });
const isAccepted = (subject: object) => subjectSchema.safeParse(subject).success;

/** What people paste from a page, a letter or a mail program. No system would find anybody by it. */
it.each([
  ['a dot after the domain', emails('ada@example.org.')],
  ['an ideographic dot after the domain', emails('ada@example.org\u3002')],
  ['two dots in the domain', emails('ada@example..org')],
  ['a zero-width space', emails('ada\u200b@example.org')],
  ['a soft hyphen in the domain', emails('ada@exam\u00adple.org')],
  ['a mark for the direction of writing', emails('\u202aada@example.org\u202c')],
  ['angle brackets', emails('<ada@example.org>')],
  ['a scheme', emails('mailto:ada@example.org')],
  ['a comment', emails('ada(private)@example.org')],
  [
    'a word joiner in a user name',
    { identities: [{ signInType: 'userName', issuer: 'b2c-de', issuerAssignedId: 'ada\u2060' }] },
  ],
])('refuses %s', (_name, subject) => {
  expect(isAccepted(subject)).toBe(false);
});

it.each([
  ['blanks around an address', emails(' \u00a0ada@example.org\ufeff\n')],
  ['a dot before the @', emails('ada.@example.org')],
  ['an apostrophe and a plus', emails("o'neil+news@example.org")],
  ['letters of another script', emails('用户@例え。テスト')],
  [
    'a joiner that a script needs',
    {
      identities: [{ signInType: 'userName', issuer: 'b2c-de', issuerAssignedId: 'می\u200cخواهم' }],
    },
  ],
])('accepts %s', (_name, subject) => {
  expect(isAccepted(subject)).toBe(true);
});
