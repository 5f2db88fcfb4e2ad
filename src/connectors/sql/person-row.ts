import type { Identifier } from '../../domain/identifier.ts';
import type { Hit } from '../../domain/match.ts';
import type { SystemId } from '../../domain/system.ts';
import { maskEmail, maskName, maskPhone, preview } from '../kit/mask.ts';
import {
  emailField,
  field,
  hitsBy,
  objectIdField,
  recordIdField,
  type MatchRow,
} from '../kit/match.ts';
import { digitsOf } from './asked-values.ts';
import type { Row } from './database.ts';
import type { Table } from './layout.ts';
import { recordOf, textIn } from './row-ref.ts';
import type { KeySettings } from './table-settings.ts';

/** One hit for each identifier that the row has. An e-mail address or phone number is a lead, unless its column is trusted. */
export function personHits(
  table: Table,
  row: Row,
  identifiers: readonly Identifier[],
  system: SystemId,
): Hit[] {
  const { keys, name } = table.declared;
  const textAt = (column: string | undefined) =>
    column === undefined ? null : textIn(row, column);
  const [given, surname] = [textAt(name.given), textAt(name.surname)];
  const display = textAt(name.display);
  return hitsBy<Row>(
    {
      trustedFields: keys.filter(({ trusted }) => trusted).map(({ column }) => column),
      rows: keys.map((key) => matchRow(key, system)),
      describe: () => ({
        record: recordOf(table, row),
        name: { given, surname, display },
        preview: preview([
          maskName(display ?? [given, surname].filter(Boolean).join(' ')),
          ...keys.map((key) => masked(key, row)),
        ]),
      }),
    },
    row,
    identifiers,
  );
}

function matchRow({ kind, column }: KeySettings, system: SystemId): MatchRow<Row> {
  const values = (row: Row) => [textIn(row, column) ?? ''].filter((text) => text !== '');
  switch (kind) {
    case 'objectId':
      return objectIdField(values);
    case 'id':
      return recordIdField(system, values);
    case 'email':
      return emailField(column, 'free', values);
    case 'phone':
      return {
        ...field(
          'phone',
          'free',
          (row: Row, by) => values(row).some((one) => digitsOf(one) === digitsOf(by.value)),
          column,
        ),
        reveals: (row) =>
          values(row)
            .filter((one) => /^(\+|00)/.test(one))
            .map((one) => ({
              identifier: { kind: 'phone', value: `+${digitsOf(one)}` },
              trust: 'claimed',
            })),
      };
  }
}

function masked({ kind, column }: KeySettings, row: Row): string | null {
  const text = textIn(row, column);
  if (text === null || text === '') return null;
  if (kind === 'email') return maskEmail(text);
  return kind === 'phone' ? maskPhone(text) : null;
}
