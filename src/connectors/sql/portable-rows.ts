import type { PortableParts } from '../../domain/portable-record.ts';
import { portable } from '../kit/portable.ts';
import { codeOf } from './code-of.ts';
import type { Settings } from './settings.ts';

/** The parts of rows that the settings declare as portable. A table without such a declaration is not portable. */
export function portableRows({ tables }: Settings): PortableParts {
  return Object.fromEntries(
    tables.flatMap(({ table, portable: declared }) => {
      if (!declared) return [];
      const { kind, origin, at, columns } = declared;
      const part: PortableParts[string] = (row) =>
        portable(
          kind,
          origin,
          Object.fromEntries(columns.map((column) => [column, row[column]])),
          at === undefined ? undefined : asTime(row[at]),
        );
      return [[codeOf(table), part]];
    }),
  );
}

/** PostgreSQL writes a blank between date and time, and `+00` as the zone. */
function asTime(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'string') return value;
  return value.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00');
}
