import { numberedRequest } from '../support/numbered-request.ts';
import { createLocalKeyEncryption } from '../../src/sealing/local-key-encryption.ts';
import { createEnvelopes } from '../../src/sealing/envelopes.ts';

const one = numberedRequest(1);
const two = numberedRequest(2);

const envelopes = createEnvelopes(createLocalKeyEncryption(Buffer.alloc(32, 7)));
const content = { 'b2c-de': { records: [{ kind: 'user', id: 'oid-ada' }] } };

test('opening returns the content, and the envelope does not contain its text', async () => {
  const envelope = await envelopes.seal(one, content);
  expect(await envelopes.open(one, envelope)).toEqual(content);
  expect(Buffer.from(envelope.sealed, 'base64url').includes('oid-ada')).toBe(false);
});

test('two envelopes of one content have different keys', async () => {
  const [first, other] = [await envelopes.seal(one, content), await envelopes.seal(one, content)];
  expect(first.wrappedKey).not.toBe(other.wrappedKey);
  await expect(envelopes.open(one, { ...first, wrappedKey: other.wrappedKey })).rejects.toThrow();
});

test('an envelope cannot be opened for another request, after a change, or with another key-encryption key', async () => {
  const envelope = await envelopes.seal(one, content);
  await expect(envelopes.open(two, envelope)).rejects.toThrow('truncated or changed');
  const cut = { ...envelope, sealed: envelope.sealed.slice(0, -8) };
  await expect(envelopes.open(one, cut)).rejects.toThrow('truncated or changed');
  const strangers = createEnvelopes(createLocalKeyEncryption(Buffer.alloc(32, 8)));
  await expect(strangers.open(one, envelope)).rejects.toThrow('another key-encryption key');
});
