import { stringify } from 'csv-stringify/sync';

const mostColumns = 200;

type Row = Readonly<Record<string, unknown>>;

/**
 * The items as a table for spreadsheets: UTF-8 with a byte order mark, a column for each field, nested values as JSON. A value that a
 * spreadsheet would treat as a formula gets a leading apostrophe.
 * @returns null when the items do not form a table: they are not all objects, or have too many different fields
 */
export function tableOf(items: readonly unknown[]): Buffer | null {
  if (!items.every(isRow)) return null;
  const columns = [...new Set(items.flatMap((item) => Object.keys(item)))];
  if (columns.length === 0 || columns.length > mostColumns) return null;
  const rows = items.map((item) => columns.map((column) => cellOf(item[column])));
  return Buffer.from(
    stringify([columns.map(cellOf), ...rows], {
      bom: true,
      escape_formulas: true,
      record_delimiter: 'windows',
    }),
  );
}

function isRow(item: unknown): item is Row {
  return typeof item === 'object' && item !== null && !Array.isArray(item);
}

function cellOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed();
}
