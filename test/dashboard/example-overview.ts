import type { OverviewView } from '../../src/doors/http/operator-shapes.ts';

export const emptyOverview: OverviewView = {
  at: '2026-11-21T08:00:00.000Z',
  open: 0,
  working: 0,
  states: {},
  late: 0,
  dueThisWeek: 0,
  daysLeft: { late: 0, week: 0, fortnight: 0, month: 0, later: 0 },
  waitingForPerson: 0,
  waitingForSystem: 0,
  onHoldByBrake: 0,
  oldestOpen: null,
  systems: [],
};

/** Some of everything, and a system that failed in the last hour. */
export function busyOverview(): OverviewView {
  const hour = (hoursAgo: number, tries: number, failures: number, secondsPerTry: number) => ({
    hour: new Date(Date.now() - hoursAgo * 3_600_000).toISOString().slice(0, 13) + ':00:00Z',
    tries,
    failures,
    secondsPerTry,
  });
  return {
    ...emptyOverview,
    open: 12,
    working: 5,
    states: { 'awaiting-approval': 2, 'needs-decision': 1, 'on-hold': 3, running: 6, failed: 4 },
    late: 1,
    dueThisWeek: 2,
    daysLeft: { late: 1, week: 2, fortnight: 0, month: 8, later: 1 },
    waitingForPerson: 6,
    waitingForSystem: 1,
    onHoldByBrake: 3,
    oldestOpen: { id: '01KAJ3ZZZZZZZZZZZZZZZZZZ03', receivedAt: '2026-11-21T08:00:00.000Z' },
    systems: [
      { id: 'b2c-de', hours: [] },
      { id: 'hubspot', hours: [hour(3, 30, 0, 0.5), hour(0, 10, 10, 2.5)] },
    ],
  };
}
