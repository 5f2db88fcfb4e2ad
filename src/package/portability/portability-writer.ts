import type { ExportedItem, PortableParts } from '../../domain/portable-record.ts';
import type { SystemVerdict } from '../../domain/verdict.ts';
import type { PackageContent } from '../package-file.ts';
import { portableSchema } from './portable-schema.ts';

/** The largest file, unless a single record is larger. */
const fileBytes = 5_000_000;

export interface PortabilityWriter {
  /** Takes one item. Returns the file that is full now. */
  take(system: SystemVerdict, part: string, item: unknown): PackageContent[];
  /** Returns the remaining files: the last records, the schema and the index. */
  end(): PackageContent[];
}

const isItem = (value: unknown): value is ExportedItem =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Writes the portable data of all systems to `portability/`, one record in each line, with its JSON Schema (GDPR Art. 20). */
export function portabilityWriter(
  portableOf: (system: SystemVerdict) => PortableParts | undefined,
): PortabilityWriter {
  const files: { path: string; records: number }[] = [];
  let lines: string[] = [];
  let bytes = 0;
  const fileOf = (path: string, text: string): PackageContent => ({
    path: `portability/${path}`,
    content: Buffer.from(text),
    // These records repeat records of other files, in another form.
    records: 0,
    system: null,
  });

  function write(): PackageContent[] {
    if (lines.length === 0) return [];
    const path = `records-${String(files.length + 1).padStart(3, '0')}.jsonl`;
    files.push({ path, records: lines.length });
    const file = fileOf(path, lines.join(''));
    lines = [];
    bytes = 0;
    return [file];
  }

  return {
    take(system, part, item) {
      const full: PackageContent[] = [];
      const records = isItem(item) ? portableOf(system)?.[part]?.(item) : [];
      for (const { kind, origin, at, data } of records ?? []) {
        const line = `${JSON.stringify({ kind, origin, system: system.id, source: part, ...(at !== undefined && { at }), data })}\n`;
        const length = Buffer.byteLength(line);
        if (bytes + length > fileBytes) full.push(...write());
        lines.push(line);
        bytes += length;
      }
      return full;
    },
    end() {
      const last = write();
      const index = { schema: portableSchema.$id, version: 1, files };
      return [
        ...last,
        fileOf('schema.json', `${JSON.stringify(portableSchema, null, 2)}\n`),
        fileOf('index.json', `${JSON.stringify(index, null, 2)}\n`),
      ];
    },
  };
}
