import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '../../../../local/sandbox/store/database.ts';
import { createState } from '../../../../local/sandbox/store/state.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'habeas-sandbox-'));
const database = openDatabase(folder);
afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

describe('replication', () => {
  it('takes from 300 to 800 ms, always the same for one object', () => {
    const state = createState(database);
    const lags = Array.from({ length: 200 }, (_, index) => state.lagOf('b2c-de', String(index)));
    expect(Math.min(...lags)).toBeGreaterThanOrEqual(300);
    expect(Math.max(...lags)).toBeLessThanOrEqual(800);
    expect(new Set(lags).size).toBeGreaterThan(100);
    expect(Array.from({ length: 200 }, (_, index) => state.lagOf('b2c-de', String(index)))).toEqual(
      lags,
    );
  });

  it('shows a record as it was before all that is not yet through', () => {
    const { records, clock } = createState(database);
    const see = () => records.seen('s', 'k', '1')?.doc['n'];
    records.place('s', 'k', '1', { state: 'live', doc: { n: 1 }, keys: [] });
    records.write('s', 'k', '1', { state: 'live', doc: { n: 2 }, keys: [] }, 60_000);
    records.write('s', 'k', '1', { state: 'live', doc: { n: 3 }, keys: [] }, 60_000);
    expect([see(), records.actual('s', 'k', '1')?.doc['n']]).toEqual([1, 3]);
    clock.advance(60_000);
    expect(see()).toBe(3);
  });
});
