import { randomBytes } from 'node:crypto';
import { createLookupHash } from '../../src/sealing/hmac-lookup-hash.ts';
import { createLocalKeyEncryption } from '../../src/sealing/local-key-encryption.ts';

test('unwrapping returns the key, and the wrapped form does not contain it', async () => {
  const encryption = createLocalKeyEncryption(randomBytes(32));
  const key = randomBytes(32);
  const wrapped = await encryption.wrap(key);
  expect(wrapped).not.toContain(key.toString('base64url').slice(0, 20));
  expect(await encryption.unwrap(wrapped)).toEqual(key);
});

test('a changed wrapped key is refused', async () => {
  const encryption = createLocalKeyEncryption(randomBytes(32));
  const wrapped = await encryption.wrap(randomBytes(32));
  const [kind, id, body = ''] = wrapped.split('.');
  const other = body.startsWith('A') ? `B${body.slice(1)}` : `A${body.slice(1)}`;
  await expect(encryption.unwrap([kind, id, other].join('.'))).rejects.toThrow();
});

test('wraps the test vector of RFC 3394, section 4.6', async () => {
  const kek = Buffer.from(
    '000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F',
    'hex',
  );
  const key = Buffer.from(
    '00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F',
    'hex',
  );
  const wrapped = await createLocalKeyEncryption(kek).wrap(key);
  expect(
    Buffer.from(wrapped.split('.')[2] ?? '', 'base64url')
      .toString('hex')
      .toUpperCase(),
  ).toBe('28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21');
});

test('lookup hashes depend on the key and on the boundaries between the parts', () => {
  const hash = createLookupHash(randomBytes(32));
  expect(hash('ab', 'c')).toBe(hash('ab', 'c'));
  expect(hash('ab', 'c')).not.toBe(hash('a', 'bc'));
  expect(hash('ab', 'c')).not.toBe(hash('abc'));
  expect(hash('ab', 'c')).not.toBe(createLookupHash(randomBytes(32))('ab', 'c'));
});
