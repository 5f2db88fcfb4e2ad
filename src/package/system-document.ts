import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { SystemVerdict } from '../domain/verdict.ts';
import type { StagedLine } from './staged-line.ts';

/**
 * Turns the staged lines of one system into one JSON document, piece by piece:
 * `{"system", "title", "data": {part: [items]}, "notes": [{about, text}], "withheld": [{about, field, kind, ground}]}`. The staged items of
 * one part must be consecutive.
 */
export async function* systemDocument(
  row: SystemVerdict,
  staged: Readable,
): AsyncGenerator<string> {
  const notes: { about: string; text: string }[] = [];
  const withheld = new Map<string, object>();
  yield `{\n"system": ${JSON.stringify(row.id)},\n"title": ${JSON.stringify(row.title)},\n"data": {`;
  let open: string | null = null;
  for await (const text of createInterface({ input: staged, crlfDelay: Infinity })) {
    const line = JSON.parse(text) as StagedLine;
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
