import type { SystemVerdict } from '../domain/verdict.ts';
import type { StagedLine } from './staged-line.ts';

type Read = () => AsyncIterable<StagedLine>;

/**
 * Turns the staged lines of one system into one JSON document, piece by piece:
 * `{"system", "title", "data": {part: [items]}, "notes": [{about, text}], "withheld": [{about, field, kind, ground}]}`.
 *
 * @param read reads all lines from the beginning
 * @param records how many records were exported. The items of one part of one record are consecutive. With several records they are not, so
 * the lines are read once more for each part.
 */
export async function* systemDocument(
  row: Pick<SystemVerdict, 'id' | 'title'>,
  read: Read,
  records: number,
): AsyncGenerator<string> {
  const notes: { about: string; text: string }[] = [];
  const withheld = new Map<string, object>();
  yield `{\n"system": ${JSON.stringify(row.id)},\n"title": ${JSON.stringify(row.title)},\n"data": {`;
  let open: string | null = null;
  for await (const line of records > 1 ? byPart(read) : read()) {
    if ('note' in line) {
      notes.push({ about: line.part, text: line.note });
      continue;
    }
    if ('withheld' in line) {
      const field = { about: line.part, ...line.withheld };
      // Several records may have the same field.
      withheld.set(JSON.stringify(field), field);
      continue;
    }
    const item = JSON.stringify(line.item);
    if (line.part === open) yield `,\n${item}`;
    else yield `${open === null ? '' : '\n],'}\n${JSON.stringify(line.part)}: [\n${item}`;
    open = line.part;
  }
  yield `${open === null ? '' : '\n]'}\n},\n"notes": ${JSON.stringify(notes, null, 2)},\n`;
  yield `"withheld": ${JSON.stringify([...withheld.values()], null, 2)}\n}\n`;
}

/** All remarks, then the items of one part after the other. */
async function* byPart(read: Read): AsyncGenerator<StagedLine> {
  const parts = new Set<string>();
  for await (const line of read()) {
    if ('item' in line) parts.add(line.part);
    else yield line;
  }
  for (const part of parts)
    for await (const line of read()) if (line.part === part && 'item' in line) yield line;
}
