import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import yauzl, { type Entry, type ZipFile } from 'yauzl';

export interface ZipEntry {
  readonly text: string;
  readonly deflated: boolean;
}

const deflate = 8;
const open = promisify<Buffer, yauzl.Options, ZipFile>(yauzl.fromBuffer);

/** All entries of a zip by name. */
export async function readZip(content: ArrayBuffer): Promise<Record<string, ZipEntry>> {
  const zip = await open(Buffer.from(content), { lazyEntries: true });
  const read = promisify(zip.openReadStream.bind(zip)) as (
    entry: Entry,
  ) => Promise<NodeJS.ReadableStream>;
  const entries: Record<string, ZipEntry> = {};
  await new Promise<void>((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      read(entry)
        .then((stream) => text(stream))
        .then((content) => {
          entries[entry.fileName] = {
            text: content,
            deflated: entry.compressionMethod === deflate,
          };
          zip.readEntry();
        })
        .catch(reject);
    });
    zip.once('end', resolve).once('error', reject);
    zip.readEntry();
  });
  return entries;
}
