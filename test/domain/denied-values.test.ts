import { withoutDeniedValues } from '../../src/domain/denied-values.ts';
import { systemIdOf } from '../../src/domain/system.ts';
import { withholding } from '../../src/domain/withhold.ts';

test.each([
  ['SSN 078-05-1120, call back', 'SSN [withheld: social-security-number], call back'],
  ['pay to DE02 1203 0000 0000 2020 51', 'pay to [withheld: financial-account]'],
  ['GB82WEST12345698765432.', '[withheld: financial-account].'],
  ['card 4111 1111 1111 1111 (visa)', 'card [withheld: financial-account] (visa)'],
  ['5555-5555-5555-4444', '[withheld: financial-account]'],
])('%j is handed over as %j', (text, kept) => {
  expect(withoutDeniedValues(text).text).toBe(kept);
});

test.each([
  ['a phone number', '+1 555-010-9999 or 030 555 12345'],
  ['a number of a range that is never issued', '000-12-3456, 666-12-3456, 912-12-3456'],
  ['a date', '2026-11-28T00:00:00Z'],
  ['a GUID', '4f5e6d7c-4111-4111-8111-111111111111'],
  ['an IBAN with wrong check digits', 'DE03120300000000202051'],
  ['a card number with a wrong check digit', '4111 1111 1111 1112'],
  ['a long id', 'order-4111111111111111-b'],
])('%s stays', (_, text) => {
  expect(withoutDeniedValues(text)).toEqual({ text, kinds: [] });
});

test('a number in a text is kept back only under the CCPA, and its field is named', () => {
  const note = { properties: { hs_note_body: 'Her SSN is 078-05-1120.', city: 'Ulm' } };
  const crm = systemIdOf('crm');
  expect(withholding('ccpa', crm, [])(note)).toEqual({
    item: {
      properties: { hs_note_body: 'Her SSN is [withheld: social-security-number].', city: 'Ulm' },
    },
    withheld: [
      {
        field: 'properties.hs_note_body',
        kind: 'social-security-number',
        ground: 'ccpa-7024-d',
      },
    ],
  });
  expect(withholding('gdpr', crm, [])(note)).toEqual({ item: note, withheld: [] });
});
