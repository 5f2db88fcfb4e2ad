import { createTableUpkeepState } from '../../src/azure/table-upkeep-state.ts';
import {
  closeRow,
  packageRow,
  pointer,
  watchListRow,
  watchRow,
} from '../../src/azure/register/rows.ts';
import { MemoryRows, openMemoryTable } from '../support/memory-table.ts';
import { numberedRequest } from '../support/numbered-request.ts';

const march = (day: number) => `2026-03-0${String(day)}T10:00:00.000Z`;

function opened() {
  const table = openMemoryTable(new MemoryRows(), () => Promise.resolve());
  return { table, state: createTableUpkeepState(table, () => Promise.resolve(march(1))) };
}

test('due tasks are counted by the rows of the sweeper, and the next date is named', async () => {
  const { table, state } = opened();
  const nothing = { due: 0, nextAt: null };
  expect(await state.due(march(5))).toEqual({ keys: nothing, residuals: nothing });
  const [one, two] = [numberedRequest(1), numberedRequest(2)];
  const rows = [
    ...[closeRow(march(4), one), closeRow(march(6), two), closeRow(march(7), one)],
    ...[watchRow(march(8), one), watchListRow(one), packageRow(march(2), one)],
  ];
  for (const row of rows)
    await table((client) => client.submitTransaction([['create', { ...pointer(row, one) }]]));
  expect(await state.due(march(5))).toEqual({
    keys: { due: 1, nextAt: march(6) },
    residuals: { due: 0, nextAt: march(8) },
  });
  expect(await state.packages(march(1))).toEqual({ due: 0, nextAt: march(2) });
  expect(await state.packages(march(3))).toEqual({ due: 1, nextAt: null });
});
