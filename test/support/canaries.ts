import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** The name of a canary that was found, and the place. It does not hold the text itself. */
export interface Sighting {
  readonly file: string;
  readonly canary: string;
  readonly form: string;
}

/**
 * Searches every file below a folder for texts in all the forms in which a program may have written them.
 *
 * @param canaries texts by a name that may be printed
 * @param leftOut folders directly below `folder` that are not searched
 */
export function searchFolder(
  folder: string,
  canaries: Readonly<Record<string, string>>,
  leftOut: readonly string[],
): Sighting[] {
  const patterns = Object.entries(canaries).flatMap(([canary, text]) =>
    formsOf(text).map(({ form, bytes }) => ({ canary, form, bytes })),
  );
  const find = finderOf(patterns);
  return filesBelow(folder, leftOut).flatMap((file) =>
    [...find(contentOf(path.join(folder, file)))].map(({ canary, form }) => ({
      file,
      canary,
      form,
    })),
  );
}

/** Azurite writes a file beside the old one and renames it. When that happens after the files were listed, the new file is read. */
function contentOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const isRenamed = (error as NodeJS.ErrnoException).code === 'ENOENT' && file.endsWith('~');
    if (!isRenamed) throw error;
    return readFileSync(file.slice(0, -1));
  }
}

interface Pattern {
  readonly canary: string;
  readonly form: string;
  readonly bytes: Buffer;
}

// Searches for all patterns in one pass. The first three bytes rule out most positions.
function finderOf(patterns: readonly Pattern[]): (content: Buffer) => Set<Pattern> {
  const keyAt = (bytes: Buffer, at: number) =>
    ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
  const isBeginning = new Uint8Array(1 << 24);
  const byBeginning = Map.groupBy(patterns, ({ bytes }) => keyAt(bytes, 0));
  for (const key of byBeginning.keys()) isBeginning[key] = 1;
  return (content) => {
    const found = new Set<Pattern>();
    for (let at = 0; at < content.length; at++) {
      const key = keyAt(content, at);
      if (isBeginning[key] === 0) continue;
      for (const pattern of byBeginning.get(key) ?? [])
        if (content.subarray(at, at + pattern.bytes.length).equals(pattern.bytes))
          found.add(pattern);
    }
    return found;
  };
}

function filesBelow(folder: string, leftOut: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .filter((file) => !leftOut.includes(file.split(path.sep)[0] ?? ''));
}

/** The bytes of a text when it is written unchanged, encoded, or hashed without a key. */
export function formsOf(text: string): { form: string; bytes: Buffer }[] {
  const utf8 = Buffer.from(text, 'utf8');
  const forms = [
    ...[text, text.toLowerCase(), text.toUpperCase()].flatMap((spelt) => [
      { form: 'UTF-8', bytes: Buffer.from(spelt, 'utf8') },
      { form: 'UTF-16', bytes: Buffer.from(spelt, 'utf16le') },
      { form: 'UTF-16 big-endian', bytes: Buffer.from(spelt, 'utf16le').swap16() },
      { form: 'percent', bytes: Buffer.from(encodeURIComponent(spelt)) },
      { form: 'percent, all', bytes: Buffer.from(everyBytePercent(spelt)) },
      { form: 'JSON escapes', bytes: Buffer.from(jsonEscapes(spelt)) },
    ]),
    ...[utf8, Buffer.from(text, 'utf16le')].flatMap(base64Forms),
    { form: 'hex', bytes: Buffer.from(utf8.toString('hex')) },
    ...['md5', 'sha1', 'sha256'].flatMap((hash) =>
      [text, text.toLowerCase()].flatMap((spelt) => hashForms(hash, spelt)),
    ),
  ];
  const seen = new Set<string>();
  return forms.filter(({ bytes }) => {
    const key = bytes.toString('latin1');
    return !seen.has(key) && seen.add(key);
  });
}

function everyBytePercent(text: string): string {
  return [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

function jsonEscapes(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, (sign) => {
    return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

// Inside a longer text, the base64 of a part depends on its offset modulo 3. For each offset, only the characters that the part alone decides.
function base64Forms(bytes: Buffer): { form: string; bytes: Buffer }[] {
  return [0, 1, 2].flatMap((shift) => {
    const padded = Buffer.concat([Buffer.alloc(shift), bytes]);
    const whole = padded.length - (padded.length % 3);
    const sure = padded
      .subarray(0, whole)
      .toString('base64')
      .slice(shift === 0 ? 0 : 4);
    const url = sure.replaceAll('+', '-').replaceAll('/', '_');
    return [sure, url].map((signs) => ({ form: 'base64', bytes: Buffer.from(signs) }));
  });
}

function hashForms(hash: string, text: string): { form: string; bytes: Buffer }[] {
  const digest = createHash(hash).update(text).digest();
  return (['hex', 'base64', 'base64url'] as const).map((encoding) => ({
    form: `${hash} without a key`,
    bytes: Buffer.from(digest.toString(encoding)),
  }));
}
