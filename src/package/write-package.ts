import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { PassThrough, Transform, type Readable } from 'node:stream';
import { ZipFile } from 'yazl';

export interface PackageEntry {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface PackageSource {
  readonly name: string;
  readonly open: () => Promise<Readable>;
}

/**
 * Streams entries into a zip, one after another, each deflated. The last entry, `manifest.json`, lists the others with their length and
 * digest, so that a reader can tell whether the package is whole.
 *
 * @param modified date of the entries; a package compiled again after a crash is the same
 * @param manifest what stands in the manifest beside the entries
 */
export function writePackage(
  sources: readonly PackageSource[],
  modified: Date,
  manifest: object,
): { stream: Readable; entries: Promise<PackageEntry[]> } {
  const zip = new ZipFile();
  const output = zip.outputStream.pipe(new PassThrough());
  const entries = (async () => {
    const written: PackageEntry[] = [];
    for (const source of sources) {
      const measured = measure(await source.open());
      zip.addReadStream(measured.stream, source.name, { mtime: modified });
      await once(measured.stream, 'end');
      written.push({ name: source.name, ...measured.result() });
    }
    const text = JSON.stringify({ ...manifest, entries: written }, null, 2);
    zip.addBuffer(Buffer.from(text), 'manifest.json', { mtime: modified });
    zip.end();
    return written;
  })();
  entries.catch((error: unknown) =>
    output.destroy(error instanceof Error ? error : new Error('package failed')),
  );
  return { stream: output, entries };
}

function measure(source: Readable) {
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  source.on('error', (error) => stream.destroy(error));
  source.pipe(stream);
  return { stream, result: () => ({ bytes, sha256: hash.digest('hex') }) };
}
