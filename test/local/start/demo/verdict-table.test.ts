import { verdictTable } from '../../../../local/start/demo/verdict-table.ts';

test('shows one line per system with counts, code and end dates', () => {
  const system = { title: 'T', until: null, residuals: [] };
  const table = verdictTable({
    id: 'r',
    type: 'erasure',
    state: 'completed-with-exceptions',
    finishedAt: null,
    planHash: null,
    systems: [
      {
        ...system,
        id: 'b2c-de',
        verdict: 'erased',
        code: null,
        counts: { found: { users: 1 }, left: { users: 0, deletedItems: 0 } },
        residuals: [{ what: 'audit-records', until: '2026-11-28T09:00:00Z' }],
      },
      { ...system, id: 'hubspot', verdict: 'failed', code: 'unavailable', counts: { found: {} } },
      { ...system, id: 'mailchimp', verdict: null, code: null, counts: { found: {} } },
    ],
  });
  expect(table.split('\n')).toEqual([
    '  system     verdict  code         found    left                     stays until',
    '  ─────────  ───────  ───────────  ───────  ───────────────────────  ────────────────────────',
    '  b2c-de     erased                1 users  0 users, 0 deletedItems  audit-records 2026-11-28',
    '  hubspot    failed   unavailable',
    '  mailchimp  …',
  ]);
});
