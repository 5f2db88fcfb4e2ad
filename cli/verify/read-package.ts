import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { open, type Entry, type ZipFile } from 'yauzl';

/** One file of a zip that was read. */
export interface MeasuredFile {
  readonly size: number;
  readonly sha256: string;
  /** Only for the manifest. */
  readonly text?: string;
}

const openZip = promisify<string, { lazyEntries: boolean }, ZipFile>(open);

/**
 * Reads every file of a zip as a stream, because a package may be larger than memory.
 * @throws Error when the file is not a zip, or is damaged
 */
export async function readPackage(file: string): Promise<ReadonlyMap<string, MeasuredFile>> {
  const zip = await openZip(file, { lazyEntries: true });
  const files = new Map<string, MeasuredFile>();
  return new Promise((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', () => resolve(files));
    zip.on('entry', (entry: Entry) => {
      zip.openReadStream(entry, (error, stream) => {
        if (error) {
          reject(error);
          return;
        }
        measure(stream, entry.fileName === 'manifest.json').then((measured) => {
          files.set(entry.fileName, measured);
          zip.readEntry();
        }, reject);
      });
    });
    zip.readEntry();
  });
}

async function measure(stream: Readable, keepsText: boolean): Promise<MeasuredFile> {
  const hash = createHash('sha256');
  const kept: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk);
    size += chunk.length;
    if (keepsText) kept.push(chunk);
  }
  const text = Buffer.concat(kept).toString('utf8');
  return { size, sha256: hash.digest('hex'), ...(keepsText && { text }) };
}
