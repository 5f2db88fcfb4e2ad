import type { RequestStatus, SystemStatus } from './service.ts';

const heads = ['system', 'verdict', 'code', 'found', 'left', 'stays until'];

/** The final status as a table of text, one line per system. */
export function verdictTable(status: RequestStatus): string {
  const rows = [heads, ...status.systems.map(cells)];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd();
  const rule = line(widths.map((width) => '─'.repeat(width)));
  return [line(heads), rule, ...rows.slice(1).map(line)].join('\n');
}

function cells(system: SystemStatus): string[] {
  // Data that a vendor keeps without end has no date.
  const residuals = system.residuals.flatMap(({ what, until }) =>
    until === null ? [] : [`${what} ${day(until)}`],
  );
  return [
    system.id,
    system.verdict ?? '…',
    system.code ?? '',
    counts(system.counts.found),
    counts(system.counts.left ?? {}),
    [day(system.until), ...residuals].filter(Boolean).join(', '),
  ];
}

function counts(byKind: Readonly<Record<string, number>>): string {
  return Object.entries(byKind)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ');
}

function day(moment: string | null): string {
  return moment?.slice(0, 10) ?? '';
}
