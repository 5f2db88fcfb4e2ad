import type { ExportSink } from '../../src/ports/system-access.ts';

/** A sink that starts every section at its beginning. Without `write` and `remark` it forgets everything. */
export function sinkOf(into: Partial<Pick<ExportSink, 'write' | 'remark'>> = {}): ExportSink {
  let counts: Record<string, number> = {};
  return {
    async write(part, item) {
      counts[part] = (counts[part] ?? 0) + 1;
      await into.write?.(part, item);
    },
    remark: (part, text) => into.remark?.(part, text),
    async section(_name, read) {
      counts = {};
      await read(null);
      return counts;
    },
    reached: () => Promise.resolve(),
  };
}
