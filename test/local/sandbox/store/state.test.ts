import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '../../../../local/sandbox/store/database.ts';
import { lagOfAll } from '../../../../local/sandbox/store/lag.ts';
import { createState } from '../../../../local/sandbox/store/state.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'habeas-sandbox-'));
const database = openDatabase(folder);
afterAll(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

describe('replication', () => {
  it('takes from 300 to 800 ms, always the same for one record', () => {
    const state = createState(database);
    const lags = Array.from(
      { length: 200 },
      (_, index) => state.lagOf({}, 'b2c-de', String(index)).one[0]!,
    );
    expect(Math.min(...lags)).toBeGreaterThanOrEqual(300);
    expect(Math.max(...lags)).toBeLessThanOrEqual(800);
    expect(new Set(lags).size).toBeGreaterThan(100);
    expect(
      Array.from({ length: 200 }, (_, index) => state.lagOf({}, 'b2c-de', String(index)).one[0]!),
    ).toEqual(lags);
  });

  it('shows a record as it was before all writes that are not visible yet', () => {
    const { records, clock } = createState(database);
    const see = () => records.seen('s', 'k', '1')?.doc['n'];
    records.place('s', 'k', '1', { state: 'live', doc: { n: 1 }, keys: [] });
    records.write('s', 'k', '1', { state: 'live', doc: { n: 2 }, keys: [] }, lagOfAll(60_000));
    records.write('s', 'k', '1', { state: 'live', doc: { n: 3 }, keys: [] }, lagOfAll(60_000));
    expect([see(), records.actual('s', 'k', '1')?.doc['n']]).toEqual([1, 3]);
    clock.advance(60_000);
    expect(see()).toBe(3);
  });

  it('each way of reading has its own times, also after a restart', () => {
    const { records, clock } = createState(database);
    records.place('s', 'k', '2', { state: 'live', doc: { n: 1 }, keys: [['name', 'x']] });
    records.write(
      's',
      'k',
      '2',
      { state: 'binned', doc: { n: 2 }, keys: [] },
      { one: [0, 10_000, 20_000], list: [5000], binned: [60_000] },
    );
    const see = () => {
      const { records: again } = createState(database);
      return [
        again.seen('s', 'k', '2')?.state,
        again.find('s', 'k', 'name', 'X')[0]?.state,
        again.seen('s', 'k', '2', 'binned')?.state,
      ];
    };
    expect(see()).toEqual(['binned', 'live', 'live']);
    clock.advance(10_000);
    expect(see()).toEqual(['live', 'binned', 'live']);
    clock.advance(10_000);
    expect(see()).toEqual(['binned', 'binned', 'live']);
    records.write('s', 'k', '2', { state: 'gone', doc: {}, keys: [] }, lagOfAll(1000));
    expect(see()).toEqual(['binned', 'binned', 'live']);
    clock.advance(1000);
    expect(see()).toEqual([undefined, undefined, undefined]);
  });
});
