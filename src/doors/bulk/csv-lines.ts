import { refuse } from '../problem.ts';
import type { ParseLine } from './bulk-line.ts';

const columns = [
  'type',
  'regulation',
  'reference',
  'language',
  'callbackUrl',
  'idempotencyKey',
  'tenant',
  'objectId',
  'email',
  'phone',
] as const;

type Column = (typeof columns)[number];
type Cells = Readonly<Partial<Record<Column, string>>>;

/**
 * Reads the header of a CSV file (RFC 4180).
 * @returns a function that reads the lines. No value holds a line break, so each line is a record, and an open quote spoils only its own
 *   line
 * @throws Refused `invalid-request` for an unknown column, or a column that is named twice
 */
export function csvLines(header: string | null): ParseLine {
  const names = header === null ? null : cellsOf(header);
  const known = names?.filter((name): name is Column => columns.some((column) => column === name));
  if (!names || !known || known.length < names.length || new Set(known).size < known.length)
    return refuse(
      'invalid-request',
      `The first line names columns, each once: ${columns.join(',')}.`,
    );
  return (text) => {
    const cells = cellsOf(text);
    if (cells?.length !== known.length) return null;
    const filled = known
      .map((name, index) => [name, cells[index]?.trim() ?? ''] as const)
      .filter(([, value]) => value !== '');
    return bodyOf(Object.fromEntries(filled));
  };
}

/** A quoted value, in which quotes are doubled, or a plain value, and the text after it. */
const cell = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;

/** The values of one line (RFC 4180). @returns null when quotes are broken */
function cellsOf(line: string): readonly string[] | null {
  const cells: string[] = [];
  cell.lastIndex = 0;
  for (;;) {
    const found = cell.exec(line);
    if (!found) return null;
    const [, quoted, plain = '', next] = found;
    cells.push(quoted?.replaceAll('""', '"') ?? plain);
    if (next === '') return cells;
  }
}

function bodyOf({ tenant, objectId, email, phone, idempotencyKey, ...rest }: Cells) {
  const account = {
    ...(tenant !== undefined && { tenant }),
    ...(objectId !== undefined && { objectId }),
  };
  return {
    ...(idempotencyKey !== undefined && { idempotencyKey }),
    ...rest,
    subject: {
      ...(Object.keys(account).length > 0 && { accounts: [account] }),
      ...(email !== undefined && { emails: [email] }),
      ...(phone !== undefined && { phones: [phone] }),
    },
  };
}
