import type { UpkeepView } from '../../src/doors/http/upkeep-shapes.ts';
import { strictPolicy } from '../support/memory-intake.ts';

const nothing = { due: 0, nextAt: null };

/** A service that has just begun. */
export const quietUpkeep: UpkeepView = {
  at: '2026-11-21T08:00:00.000Z',
  sweeper: null,
  purges: { keys: nothing, packages: nothing },
  residuals: nothing,
  keys: { serviceSince: null, openRequests: 0, oldestOpenSince: null },
  flows: { current: 'v1', open: {}, countedAt: null },
  configuration: {
    systems: [
      {
        id: 'hubspot',
        connector: 'hubspot',
        title: 'HubSpot',
        settings: { portal: 51, region: 'eu1' },
        secrets: { token: 'env:CRM_TOKEN' },
      },
    ],
    policy: {
      ...strictPolicy,
      callbacks: {
        allowHttp: false,
        allowPrivateAddresses: false,
        webhookSecret: 'env:HABEAS_WEBHOOK_SECRET',
        origins: [],
      },
      keys: [{ name: 'desk', roles: ['Operator'] }],
    },
  },
};

export const busyUpkeep: UpkeepView = {
  ...quietUpkeep,
  sweeper: {
    startedAt: '2026-11-21T07:55:00.000Z',
    endedAt: '2026-11-21T07:55:02.500Z',
    countedAt: '2026-11-21T07:50:00.000Z',
    open: 12,
    flowVersions: { v0: 2, v1: 10 },
    woken: 1,
    checked: 3,
    deliveries: 0,
    keysDestroyed: 4,
    reminders: 2,
    watches: 0,
    packagesDeleted: 1,
    failures: 0,
  },
  purges: { keys: { due: 1000, nextAt: '2026-11-21T09:00:00.000Z' }, packages: nothing },
  flows: { current: 'v1', open: { v0: 2, v1: 10 }, countedAt: '2026-11-21T07:50:00.000Z' },
};
