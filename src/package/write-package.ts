import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { PackageContent, WrittenFile } from './package-file.ts';

/**
 * Streams files into a zip, one after another, and compresses each. The last file is `manifest.json`. It lists the other files with size
 * and digest, so a reader can check that the package is complete. The next file is made only after the previous file was read, so memory
 * holds only a few files even for a large package.
 *
 * @param modified date of the files; with the same date, a package that is made again after a crash is identical
 * @param manifestOf makes the manifest from the written files
 * @returns the zip, and the written files. When a file cannot be made, the zip fails and never ends
 */
export function writePackage(
  contents: AsyncIterable<PackageContent>,
  modified: Date,
  manifestOf: (files: readonly WrittenFile[]) => object,
): { stream: Readable; files: Promise<WrittenFile[]> } {
  const zip = new ZipFile();
  const output = zip.outputStream.pipe(new PassThrough());
  // The reader of the zip, such as storage, may fail. Then no further file is made.
  const away = new Promise<never>((_, reject) => {
    output.once('close', () => {
      if (!output.readableEnded)
        reject(output.errored ?? new Error('The package is no longer read.'));
    });
  });
  away.catch(() => undefined);
  const files = (async () => {
    const written: WrittenFile[] = [];
    for await (const { path, content, records, system } of contents) {
      const source = streamOf(content);
      zip.addReadStream(source, path, { mtime: modified, size: content.length });
      await Promise.race([once(source, 'end'), away]);
      const sha256 = createHash('sha256').update(content).digest('hex');
      written.push({ path, size: content.length, sha256, records, system });
    }
    const text = JSON.stringify(manifestOf(written), null, 2);
    zip.addBuffer(Buffer.from(text), 'manifest.json', { mtime: modified });
    zip.end();
    return written;
  })();
  files.catch((error: unknown) =>
    output.destroy(error instanceof Error ? error : new Error('The package could not be written.')),
  );
  return { stream: output, files };
}

/** The zip keeps every stream object until its own end, so a stream must not hold its content after it was read. */
function streamOf(content: Buffer): Readable {
  const stream = new Readable({ read: () => undefined });
  stream.push(content);
  stream.push(null);
  return stream;
}
