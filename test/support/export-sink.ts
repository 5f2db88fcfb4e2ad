import type { ExportSink } from '../../src/ports/system-access.ts';

/** A sink that starts every section at its beginning. Without `write` and `note` it forgets everything. */
export function sinkOf(into: Partial<Pick<ExportSink, 'write' | 'note'>> = {}): ExportSink {
  let counts: Record<string, number> = {};
  return {
    async write(part, item) {
      counts[part] = (counts[part] ?? 0) + 1;
      await into.write?.(part, item);
    },
    note: (part, text) => into.note?.(part, text),
    async section(_name, read) {
      counts = {};
      await read(null);
      return counts;
    },
    reached: () => Promise.resolve(),
  };
}
