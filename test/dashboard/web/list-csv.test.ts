import { csvOf } from '../../../src/dashboard/web/requests/list-csv.ts';
import { requestView } from './request-view.ts';

const heading =
  'id,reference,type,state,reason,receivedAt,dueAt,daysLeft,finishedAt,waitingFor\r\n';

test('a row has the names and values of the API', () => {
  const row = requestView({ reference: 'CASE-1', waitingFor: ['hubspot', 'b2c-de'] });
  expect(csvOf([{ ...row, daysLeft: -2 }])).toBe(
    `${heading}01KAJ3ZZZZZZZZZZZZZZZZZZ01,CASE-1,erasure,running,,2026-11-21T08:00:00Z,2026-12-21T22:59:59Z,-2,,hubspot b2c-de\r\n`,
  );
});

test('no value becomes a formula, and none breaks the row', () => {
  const formula = csvOf([requestView({ reference: '-1+1', reason: 'a "b", c' as 'internal' })]);
  expect(formula).toContain(`,'-1+1,`);
  expect(formula).toContain(',"a ""b"", c",');
  expect(csvOf([])).toBe(heading);
});
