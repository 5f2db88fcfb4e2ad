import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import type { PackageContent, PackageFile } from '../../src/package/package-file.ts';
import { writePackage } from '../../src/package/write-package.ts';

async function read(zip: Buffer): Promise<Map<string, { entry: Entry; content: Buffer }>> {
  const file = await promisify<Buffer, object, ZipFile>(fromBuffer)(zip, { lazyEntries: true });
  const found = new Map<string, { entry: Entry; content: Buffer }>();
  return await new Promise((resolve, reject) => {
    file.on('error', reject);
    file.on('end', () => resolve(found));
    file.on('entry', (entry: Entry) => {
      file.openReadStream(entry, (error, stream) => {
        if (error) {
          reject(error);
          return;
        }
        void buffer(stream).then((content) => {
          found.set(entry.fileName, { entry, content });
          file.readEntry();
        }, reject);
      });
    });
    file.readEntry();
  });
}

describe('the package', () => {
  const file = (path: string, text: string, records: number): PackageContent => ({
    path,
    content: Buffer.from(text),
    records,
    system: null,
  });
  const contents = async function* () {
    yield file('data/a.json', '{"a":1}', 1);
    yield file('data/b.json', '{"b":2}'.repeat(20_000), 2);
  };
  const modified = new Date('2026-03-02T08:00:00Z');

  it('compresses every entry, and has a manifest with the right digests', async () => {
    const { stream, files } = writePackage(contents(), modified, (written) => ({ files: written }));
    const [zip, listed] = await Promise.all([buffer(stream), files]);
    const found = await read(zip);

    expect([...found.keys()]).toEqual(['data/a.json', 'data/b.json', 'manifest.json']);
    for (const { entry } of found.values()) expect(entry.compressionMethod).toBe(8);
    const manifest = JSON.parse(found.get('manifest.json')!.content.toString()) as {
      files: PackageFile[];
    };
    expect(manifest.files).toEqual(listed);
    expect(listed.map(({ records }) => records)).toEqual([1, 2]);
    for (const { path, size, sha256 } of manifest.files) {
      const { content } = found.get(path)!;
      expect(size).toBe(content.length);
      expect(sha256).toBe(createHash('sha256').update(content).digest('hex'));
    }
  });

  it('fails when a source stops halfway, and does not end as a short package', async () => {
    const broken = async function* () {
      yield file('data/c.json', '{"c":1}', 1);
      throw new Error('broken off');
    };
    const { stream, files } = writePackage(broken(), modified, () => ({}));

    await expect(Promise.all([buffer(stream), files])).rejects.toThrow('broken off');
  });

  it('makes no further file when the package is no longer read', async () => {
    let made = 0;
    const endless = async function* () {
      for (;;) {
        made += 1;
        yield file(`data/${String(made)}.json`, randomBytes(100_000).toString('hex'), 1);
      }
    };
    const { stream, files } = writePackage(endless(), modified, () => ({}));
    stream.on('error', () => undefined);
    await once(stream, 'readable');
    stream.destroy(new Error('storage is away'));

    await expect(files).rejects.toThrow('storage is away');
    expect(made).toBeLessThan(10);
  });
});
