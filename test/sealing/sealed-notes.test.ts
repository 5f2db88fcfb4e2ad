import { numberedRequest } from '../support/numbered-request.ts';
import { createLocalKeyEncryption } from '../../src/sealing/local-key-encryption.ts';
import { createSealedNotes } from '../../src/sealing/sealed-notes.ts';

const one = numberedRequest(1);
const two = numberedRequest(2);

const notes = createSealedNotes(createLocalKeyEncryption(Buffer.alloc(32, 7)));
const content = { 'b2c-de': { records: [{ kind: 'user', id: 'oid-ada' }] } };

test('opening returns the note, and the sealed form does not contain its text', async () => {
  const note = await notes.seal(one, content);
  expect(await notes.open(one, note)).toEqual(content);
  expect(Buffer.from(note.sealed, 'base64url').includes('oid-ada')).toBe(false);
});

test('two equal notes have different keys', async () => {
  const [first, other] = [await notes.seal(one, content), await notes.seal(one, content)];
  expect(first.wrappedKey).not.toBe(other.wrappedKey);
  await expect(notes.open(one, { ...first, wrappedKey: other.wrappedKey })).rejects.toThrow();
});

test('a note cannot be opened for another request, after a change, or with another key-encryption key', async () => {
  const note = await notes.seal(one, content);
  await expect(notes.open(two, note)).rejects.toThrow('truncated or changed');
  const cut = { ...note, sealed: note.sealed.slice(0, -8) };
  await expect(notes.open(one, cut)).rejects.toThrow('truncated or changed');
  const strangers = createSealedNotes(createLocalKeyEncryption(Buffer.alloc(32, 8)));
  await expect(strangers.open(one, note)).rejects.toThrow('another key-encryption key');
});
