import type { RequestRow } from '../../../doors/http/api-shapes.ts';

const columns = [
  'id',
  'reference',
  'type',
  'state',
  'reason',
  'receivedAt',
  'dueAt',
  'daysLeft',
  'finishedAt',
  'waitingFor',
] as const satisfies readonly (keyof RequestRow)[];

/** The rows as CSV (RFC 4180), with the names of the API as headings. */
export function csvOf(rows: readonly RequestRow[]): string {
  const lines = rows.map((row) => columns.map((column) => cellOf(row[column])).join(','));
  return [columns.join(','), ...lines].join('\r\n') + '\r\n';
}

type Value = RequestRow[(typeof columns)[number]];

function cellOf(value: Value): string {
  const text = typeof value === 'object' && value !== null ? value.join(' ') : String(value ?? '');
  // A spreadsheet treats a cell that begins with one of these as a formula: https://owasp.org/www-community/attacks/CSV_Injection
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
