import { MarkExpired } from '../../src/ports/mark-expired.ts';
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

/** A sink that continues each section at the given marks, as after an earlier try. */
export function continuingSink(marks: Readonly<Record<string, string>>) {
  const written: { part: string; item: unknown }[] = [];
  const reached: string[] = [];
  const begun: string[] = [];
  const plain = sinkOf({
    write: (part, item) => Promise.resolve(void written.push({ part, item })),
  });
  const sink: ExportSink = {
    ...plain,
    reached: (mark) => Promise.resolve(void reached.push(mark)),
    section: (name, read) =>
      plain.section(name, async () => {
        try {
          await read(marks[name] ?? null);
        } catch (error) {
          if (!(error instanceof MarkExpired)) throw error;
          begun.push(name);
          await read(null);
        }
      }),
  };
  return { sink, written, reached, begun };
}
