import { KeysDiffer } from '../../src/ports/keys-differ.ts';
import { StorageAway } from '../../src/ports/storage-away.ts';
import { checkedKeyEncryption } from '../../src/sealing/checked-key-encryption.ts';
import { createKeyCheck } from '../../src/sealing/key-check.ts';
import { createLocalKeyEncryption } from '../../src/sealing/local-key-encryption.ts';

const keyOf = (letter: string) => Buffer.alloc(32, letter);
const keys = (encryption: string, lookup: string) => ({
  HABEAS_KEY_ENCRYPTION_KEY: keyOf(encryption),
  HABEAS_LOOKUP_KEY: keyOf(lookup),
});

function memoryContainer() {
  const blobs = new Map<string, Buffer>();
  return {
    blobs,
    get: async (name: string) => blobs.get(name) ?? null,
    create: async (name: string, content: Buffer) => {
      if (blobs.has(name)) return false;
      blobs.set(name, content);
      return true;
    },
  };
}

test('the first start stores key ids that do not reveal the keys, and later starts compare them', async () => {
  const container = memoryContainer();
  await createKeyCheck(container, keys('a', 'b'))();
  const written = [...container.blobs.values()].join();
  for (const key of [keyOf('a'), keyOf('b')])
    for (const encoding of ['hex', 'base64', 'utf8'] as const)
      expect(written).not.toContain(key.toString(encoding).slice(0, 12));

  await createKeyCheck(container, keys('a', 'b'))();
  expect(container.blobs.size).toBe(1);
});

test.each([
  ['x', 'b', /HABEAS_KEY_ENCRYPTION_KEY changed/],
  ['a', 'x', /HABEAS_LOOKUP_KEY changed/],
  ['x', 'y', /HABEAS_KEY_ENCRYPTION_KEY and HABEAS_LOOKUP_KEY changed/],
])(
  'keys %s and %s instead of a and b are refused, and the error says what to do',
  async (one, two, message) => {
    const container = memoryContainer();
    await createKeyCheck(container, keys('a', 'b'))();
    const check = createKeyCheck(container, keys(one, two));
    await expect(check()).rejects.toThrow(message);
    await expect(check()).rejects.toThrow('Set the earlier value again');
  },
);

test('an instance that starts at the same time with other keys is refused', async () => {
  const container = memoryContainer();
  const late = { ...container, get: jest.fn(container.get).mockResolvedValueOnce(null) };
  await createKeyCheck(container, keys('a', 'b'))();
  await expect(createKeyCheck(late, keys('x', 'b'))()).rejects.toThrow(KeysDiffer);
});

test('no key is wrapped or unwrapped before the check passes, and a check that fails on storage is repeated', async () => {
  const container = memoryContainer();
  await createKeyCheck(container, keys('a', 'b'))();
  const wrong = createKeyCheck(container, keys('x', 'b'));
  const refused = checkedKeyEncryption(createLocalKeyEncryption(keyOf('x')), wrong);
  await expect(refused.wrap(keyOf('k'))).rejects.toThrow(KeysDiffer);
  await expect(refused.unwrap('local.0.0')).rejects.toThrow(KeysDiffer);

  const away = {
    ...container,
    get: jest.fn(container.get).mockRejectedValueOnce(new StorageAway()),
  };
  const check = createKeyCheck(away, keys('a', 'b'));
  const encryption = checkedKeyEncryption(createLocalKeyEncryption(keyOf('a')), check);
  await expect(encryption.wrap(keyOf('k'))).rejects.toThrow(StorageAway);
  expect(await encryption.unwrap(await encryption.wrap(keyOf('k')))).toEqual(keyOf('k'));
});
