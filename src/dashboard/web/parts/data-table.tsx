import type { ComponentChildren } from 'preact';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ComponentChildren;
}

interface TableProps<Row> {
  readonly caption: string;
  /** The first column is the heading of its row. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}

/** A table. On a narrow screen it is drawn as a list of cards; its roles keep it a table for screen readers. */
export function DataTable<Row>({ caption, columns, rows, keyOf }: TableProps<Row>) {
  return (
    <table role="table">
      <caption class="unseen">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ title }) => (
            <th key={title} role="columnheader" scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={keyOf(row)} role="row">
            {columns.map((column, place) => cellOf(column, row, place === 0))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function cellOf<Row>({ title, cell }: Column<Row>, row: Row, heads: boolean) {
  if (heads)
    return (
      <th key={title} role="rowheader" scope="row">
        {cell(row)}
      </th>
    );
  return (
    <td key={title} role="cell" data-title={title}>
      <div>{cell(row)}</div>
    </td>
  );
}
