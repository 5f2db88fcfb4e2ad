import { readFileSync } from 'node:fs';
import path from 'node:path';
import { intent, databaseWith, recordBy } from '../connectors/sql/database-under-test.ts';
import { root } from '../house/source-files.ts';

const page = readFileSync(path.join(root, 'docs', 'own-databases.md'), 'utf8');
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    ([, text = '']) => text,
  );

test('the page about own databases: its tables, its rights and its declaration fit each other', async () => {
  const [tables = '', rights = ''] = blocks('sql');
  const [declaration = '{}'] = blocks('json');
  const { settings } = JSON.parse(declaration) as { settings: Record<string, unknown> };
  const shop = await databaseWith(`DROP USER IF EXISTS habeas; ${tables} ${rights}
    INSERT INTO customers VALUES (1, NULL, 'Ada@example.org', 'Ada', 'Otter', '2020-01-01');
    INSERT INTO orders VALUES (10, 1, 'ring twice');
    INSERT INTO invoices VALUES (100, 1, '2025-05-05', 'Ada Otter', 'news-1')`);
  await shop.query(
    "DO $$ BEGIN EXECUTE format('GRANT USAGE ON SCHEMA %I TO habeas', current_schema()); END $$",
  );
  const access = shop.open(settings, { user: 'habeas:change-me' });
  expect(await access.probe()).toEqual({ reachable: true, problems: [] });
  const record = await recordBy(access, { kind: 'email', value: 'ada@example.org' });
  await access.erase(record, intent);
  expect(await access.verify(record, intent.begunAt)).toEqual({
    kind: 'gone',
    left: { customers: 0, orders: 0, invoices: 0 },
    residuals: [
      {
        what: 'invoices',
        verdict: 'retained',
        reason: 'tax',
        law: '§ 147 AO',
        until: '2033-12-31T23:59:59.999Z',
      },
    ],
  });
  expect(await shop.query('SELECT recipient, newsletter_code FROM invoices')).toEqual([
    { recipient: 'Ada Otter', newsletter_code: null },
  ]);
});
