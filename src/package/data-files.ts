import type { SystemVerdict } from '../domain/verdict.ts';
import { distinctNames, fileName } from './file-names.ts';
import type { PackageContent } from './package-file.ts';
import type { Remarks } from './survey.ts';
import { tableOf } from './table-of.ts';

/**
 * The largest file, unless a single record is larger. It is half of the 5 MB that we promise, because making a table takes many times the
 * memory of its file.
 */
const fileBytes = 2_500_000;
/** The bytes around the JSON of each item, such as the comma. */
const perItem = 2;
/** Room for the text around the items of a file. */
const frameBytes = 20_000;
/** When all parts together are larger than this, the largest part is written. */
const heldBytes = 6_000_000;

const schema = { schema: 'urn:habeas:schema:data', version: 1 } as const;

const asJson = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 2)}\n`);

interface Part {
  readonly word: string;
  readonly items: string[];
  bytes: number;
  /** The pieces of a long part that were written already. */
  readonly pieces: { path: string; records: number }[];
}

export interface DataWriter {
  /** Takes one item. Returns the files that are ready now. */
  take(part: string, item: unknown): PackageContent[];
  /** Returns the remaining files. */
  end(): PackageContent[];
}

/**
 * Writes the data of one system as files for programs, below `data/{system}/`: a part that fits into one file as `{part}.json`; a longer
 * one as `{part}-001.jsonl`, …, with `{part}.index.json`. Each file has a table (`.csv`) beside it when the items form a table. The items
 * of a part need not come one after another, because each record of the person has the same parts.
 * @param remarks the remarks about the parts, and the fields that were kept back
 */
export function dataWriter(
  system: Pick<SystemVerdict, 'id' | 'title' | 'connector'>,
  { remarks, withheld }: Remarks,
): DataWriter {
  const parts = new Map<string, Part>();
  const nameOf = distinctNames();
  const remarksName = nameOf('remarks');
  const fileOf = (path: string, content: Buffer, records: number): PackageContent => ({
    path: `data/${fileName(system.id)}/${path}`,
    content,
    records,
    system: system.id,
  });
  const headOf = (part: Part) => ({
    ...schema,
    system: system.id,
    title: system.title,
    connector: system.connector,
    part: part.word,
    remarks: remarks.filter(({ about }) => about === part.word).map(({ text }) => text),
    withheld: withheld
      .filter(({ about }) => about === part.word)
      .map(({ about: _about, ...field }) => field),
  });

  function tableBeside(path: string, part: Part): PackageContent[] {
    const table = tableOf(part.items.map((item) => JSON.parse(item) as unknown));
    return table && table.length <= fileBytes ? [fileOf(path, table, 0)] : [];
  }

  function writePiece(part: Part): PackageContent[] {
    const name = `${nameOf(part.word)}-${String(part.pieces.length + 1).padStart(3, '0')}`;
    const file = fileOf(
      `${name}.jsonl`,
      Buffer.from(`${part.items.join('\n')}\n`),
      part.items.length,
    );
    const files = [file, ...tableBeside(`${name}.csv`, part)];
    part.pieces.push({ path: `${name}.jsonl`, records: part.items.length });
    part.items.length = 0;
    part.bytes = 0;
    return files;
  }

  function writeWhole(part: Part): PackageContent[] {
    const head = JSON.stringify(headOf(part), null, 2).slice(0, -2);
    const text = `${head},\n  "items": [\n${part.items.join(',\n')}\n  ]\n}\n`;
    const name = nameOf(part.word);
    return [
      fileOf(`${name}.json`, Buffer.from(text), part.items.length),
      ...tableBeside(`${name}.csv`, part),
    ];
  }

  function writeIndex(part: Part): PackageContent {
    const records = part.pieces.reduce((sum, piece) => sum + piece.records, 0);
    const index = { ...headOf(part), records, files: part.pieces };
    return fileOf(`${nameOf(part.word)}.index.json`, asJson(index), 0);
  }

  function writeRemarks(): PackageContent {
    const content = { ...schema, system: system.id, remarks, withheld };
    return fileOf(`${remarksName}.json`, asJson(content), 0);
  }

  function largest(): Part | undefined {
    return [...parts.values()].sort((a, b) => b.bytes - a.bytes)[0];
  }

  return {
    take(word, item) {
      const part = parts.get(word) ?? { word, items: [], bytes: 0, pieces: [] };
      parts.set(word, part);
      const text = JSON.stringify(item ?? null);
      const bytes = Buffer.byteLength(text) + perItem;
      const isFull = part.items.length > 0 && part.bytes + bytes > fileBytes - frameBytes;
      const files = isFull ? writePiece(part) : [];
      part.items.push(text);
      part.bytes += bytes;
      const held = [...parts.values()].reduce((sum, one) => sum + one.bytes, 0);
      const first = held > heldBytes ? largest() : undefined;
      return first ? [...files, ...writePiece(first)] : files;
    },
    end: () => [
      ...[...parts.values()].flatMap((part) => {
        if (part.pieces.length === 0) return writeWhole(part);
        const last = part.items.length > 0 ? writePiece(part) : [];
        return [...last, writeIndex(part)];
      }),
      ...(remarks.length + withheld.length > 0 ? [writeRemarks()] : []),
    ],
  };
}
