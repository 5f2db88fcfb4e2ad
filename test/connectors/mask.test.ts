import { maskEmail } from '../../src/connectors/kit/mask.ts';

test.each([
  ['ada@gmail.com', 'a…@gmail.com'],
  ['Ada@GMX.de', 'A…@GMX.de'],
  // The domain alone names her.
  ['ada@lovelace.name', 'a…@l….name'],
  ['ada@mail.lovelace.co.uk', 'a…@m….uk'],
  ['ada@localhost', 'a…@l…'],
  ['not an address', '…'],
])('%s is shown as %s', (email, masked) => {
  expect(maskEmail(email)).toBe(masked);
});
