import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import type { SystemVerdict } from '../../src/domain/verdict.ts';
import type { StagedLine } from '../../src/package/staged-line.ts';
import { systemDocument } from '../../src/package/system-document.ts';
import { writePackage, type PackageFile } from '../../src/package/write-package.ts';

const row = { id: 'hubspot', title: 'HubSpot “Sales”' } as SystemVerdict;
const documentOf = async (lines: readonly StagedLine[], records = 1): Promise<unknown> =>
  JSON.parse(
    await text(
      Readable.from(
        systemDocument(
          row,
          async function* () {
            yield* lines;
          },
          records,
        ),
      ),
    ),
  );

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

describe('the document of one system', () => {
  it('gathers the items of each part and keeps notes apart', async () => {
    const withheld = { field: 'pwd', kind: 'password', ground: 'secret' } as const;
    const staged = [
      { part: 'user', item: { displayName: 'Łucja O’Neil "Lu"\n' } },
      { part: 'auditEvents', item: { id: 1 } },
      { part: 'mfa', note: 'Not retrievable through the API; a number may exist.' },
      { part: 'auditEvents', item: { id: 2 } },
      { part: 'user', withheld },
      { part: 'user', withheld },
    ];

    expect(await documentOf(staged)).toEqual({
      system: 'hubspot',
      title: 'HubSpot “Sales”',
      data: { user: [{ displayName: 'Łucja O’Neil "Lu"\n' }], auditEvents: [{ id: 1 }, { id: 2 }] },
      notes: [{ about: 'mfa', text: 'Not retrievable through the API; a number may exist.' }],
      withheld: [{ about: 'user', ...withheld }],
    });
  });

  it('holds the items of every record, although the parts of several records alternate', async () => {
    const staged = [
      { part: 'user', item: { id: 'a' } },
      { part: 'auditEvents', item: { of: 'a' } },
      { part: 'user', item: { id: 'b' } },
      { part: 'signIns', note: 'not read' },
      { part: 'auditEvents', item: { of: 'b' } },
    ];

    expect(await documentOf(staged, 2)).toMatchObject({
      data: { user: [{ id: 'a' }, { id: 'b' }], auditEvents: [{ of: 'a' }, { of: 'b' }] },
      notes: [{ about: 'signIns', text: 'not read' }],
    });
  });

  it('is complete when nothing was staged', async () => {
    expect(await documentOf([])).toEqual({
      system: 'hubspot',
      title: 'HubSpot “Sales”',
      data: {},
      notes: [],
      withheld: [],
    });
  });
});

describe('the package', () => {
  const sources = [
    { path: 'systems/a.json', records: 1, open: async () => Readable.from(['{"a":', '1}']) },
    {
      path: 'systems/b.json',
      records: 2,
      open: async () => Readable.from(['{"b":2}'.repeat(20_000)]),
    },
  ];
  const modified = new Date('2026-03-02T08:00:00Z');

  it('compresses every entry, and has a manifest with the right digests', async () => {
    const { stream, files } = writePackage(sources, modified, (written) => ({ files: written }));
    const [zip, listed] = await Promise.all([buffer(stream), files]);
    const found = await read(zip);

    expect([...found.keys()]).toEqual(['systems/a.json', 'systems/b.json', 'manifest.json']);
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
    const broken = {
      path: 'systems/c.json',
      records: 1,
      open: async () =>
        Readable.from(
          (async function* () {
            yield '{"c":';
            throw new Error('broken off');
          })(),
        ),
    };
    const { stream, files } = writePackage([broken], modified, () => ({}));

    await expect(Promise.all([buffer(stream), files])).rejects.toThrow('broken off');
  });
});
