import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { PassThrough, Transform, type Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** A file of the package, as the manifest lists it. */
export interface PackageFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
  readonly records: number;
}

export interface PackageSource {
  readonly path: string;
  readonly records: number;
  readonly open: () => Promise<Readable>;
}

/**
 * Streams files into a zip, one after another, and compresses each. The last file is `manifest.json`. It lists the other files with size
 * and digest, so that a reader can check that the package is complete.
 *
 * @param modified date of the files; with the same date, a package that is made again after a crash is identical
 * @param manifestOf makes the manifest from the written files
 */
export function writePackage(
  sources: readonly PackageSource[],
  modified: Date,
  manifestOf: (files: readonly PackageFile[]) => object,
): { stream: Readable; files: Promise<PackageFile[]> } {
  const zip = new ZipFile();
  const output = zip.outputStream.pipe(new PassThrough());
  const files = (async () => {
    const written: PackageFile[] = [];
    for (const source of sources) {
      const measured = measure(await source.open());
      zip.addReadStream(measured.stream, source.path, { mtime: modified });
      await once(measured.stream, 'end');
      written.push({ path: source.path, ...measured.result(), records: source.records });
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

function measure(source: Readable) {
  const hash = createHash('sha256');
  let size = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  source.on('error', (error) => stream.destroy(error));
  source.pipe(stream);
  return { stream, result: () => ({ size, sha256: hash.digest('hex') }) };
}
