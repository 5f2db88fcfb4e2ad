import type { Identifier } from '../../../src/domain/identifier.ts';
import { systemIdOf } from '../../../src/domain/system.ts';

/** A shop with a person in each of two rows. Invoices are kept by tax law, so the row of the customer stays, and its columns are emptied. */
export const shopTables = `
  CREATE TABLE customers (
    id int PRIMARY KEY, object_id uuid UNIQUE, email text NOT NULL UNIQUE, phone text,
    first_name text, last_name text, created_at timestamptz NOT NULL DEFAULT '2020-01-01Z'
  );
  CREATE INDEX ON customers (LOWER(email));
  CREATE INDEX ON customers (phone);
  CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customers, note text, card_token text);
  CREATE INDEX ON orders (customer_id);
  CREATE TABLE order_lines (order_id int REFERENCES orders, line int, article text, PRIMARY KEY (order_id, line));
  CREATE TABLE gifts (order_id int, line int, greeting text, PRIMARY KEY (order_id, line),
    FOREIGN KEY (order_id, line) REFERENCES order_lines (order_id, line));
  CREATE TABLE invoices (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customers, issued_on date, recipient text NOT NULL, email text);
  CREATE INDEX ON invoices (customer_id);
  INSERT INTO customers (id, object_id, email, phone, first_name, last_name) VALUES
    (1, '5d1a0c2e-0000-4000-8000-000000000001', 'Kanarina.Vogelsang@example.org', '+49301234567', 'Kanarina', 'Vogelsang'),
    (2, '5d1a0c2e-0000-4000-8000-000000000002', 'other@example.org', NULL, 'Olaf', 'Otter');
  INSERT INTO orders VALUES (10, 1, 'ring twice', 'card-10'), (11, 1, NULL, NULL), (20, 2, 'for Olaf', NULL);
  INSERT INTO order_lines VALUES (10, 1, 'bird cage'), (10, 2, 'seeds'), (20, 1, 'fish');
  INSERT INTO gifts VALUES (10, 2, 'dear Kanarina'), (20, 1, 'dear Olaf');
  INSERT INTO invoices VALUES
    (100, 1, '2015-03-01', 'Kanarina Vogelsang', 'k@example.org'),
    (101, 1, '2024-05-05', 'Kanarina Vogelsang', 'k@example.org'),
    (200, 2, '2024-05-05', 'Olaf Otter', 'o@example.org');
`;

export const tax = {
  reason: 'tax',
  law: '§ 147 AO',
  until: { after: 'P8Y', column: 'issued_on', fromEndOfYear: true },
};

export const shopSettings = {
  tables: [
    {
      table: 'customers',
      keys: [
        { kind: 'objectId', column: 'object_id' },
        { kind: 'email', column: 'email', trusted: true },
        { kind: 'phone', column: 'phone' },
        { kind: 'id', column: 'id' },
      ],
      name: { given: 'first_name', surname: 'last_name' },
      rows: 'stay',
      columns: {
        object_id: 'null',
        email: 'pseudonymise',
        phone: 'null',
        first_name: 'null',
        last_name: 'null',
        created_at: 'keep',
      },
      portable: {
        kind: 'profile',
        origin: 'provided',
        columns: ['first_name', 'last_name', 'email'],
      },
    },
    {
      table: 'orders',
      joins: [{ customer_id: 'customers.id' }],
      rows: 'delete',
      withhold: ['card_token'],
    },
    { table: 'order_lines', joins: [{ order_id: 'orders.id' }], rows: 'delete' },
    {
      table: 'gifts',
      joins: [{ order_id: 'order_lines.order_id', line: 'order_lines.line' }],
      rows: 'delete',
    },
    {
      table: 'invoices',
      title: { en: 'your invoices', de: 'Ihre Rechnungen' },
      joins: [{ customer_id: 'customers.id' }],
      rows: { retain: tax },
      columns: { email: 'null' },
    },
  ],
} as const;

export const kanarina = {
  account: {
    kind: 'account',
    system: systemIdOf('b2c-de'),
    objectId: '5D1A0C2E-0000-4000-8000-000000000001',
  },
  email: { kind: 'email', value: 'kanarina.vogelsang@EXAMPLE.org' },
  phone: { kind: 'phone', value: '+49301234567' },
} as const satisfies Record<string, Identifier>;
