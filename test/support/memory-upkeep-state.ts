import type { SweepReport, UpkeepState } from '../../src/ports/upkeep-state.ts';

/** Nothing is due. */
export function createMemoryUpkeepState(): UpkeepState {
  let last: SweepReport | null = null;
  const nothing = { due: 0, nextAt: null };
  return {
    swept: async (report) => void (last = report),
    lastSweep: async () => last,
    due: async () => ({ keys: nothing, residuals: nothing }),
    packages: async () => nothing,
    keysSince: async () => '2026-01-02T10:00:00.000Z',
  };
}
