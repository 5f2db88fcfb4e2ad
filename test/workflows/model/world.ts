import { openSqliteStore } from '../../../local/host/store/sqlite-store.ts';
import { EventType } from '../../../local/host/protocol/history-event.ts';
import { strictPolicy } from '../../support/memory-intake.ts';
import { createMemoryResults } from '../../support/memory-stores.ts';
import { MemoryRows } from '../../support/memory-table.ts';
import { createFleet } from './fleet.ts';
import { noMishaps } from './life.ts';
import { openRows, startProcess, type Outside, type ServiceProcess } from './process.ts';
import type { Setting } from './setting.ts';
import { startVirtualTime } from './virtual-time.ts';
import { mayDo } from './operations.ts';
import type { World } from './world-state.ts';

/** A case with work left after so many iterations of the event loop hangs. */
const mostTurns = 100_000;

/** The engine may delay an answer for some milliseconds. */
const shortMs = 20;

export function openWorld(setting: Setting): World {
  const time = startVirtualTime('2026-03-02T10:00:00.000Z');
  const observed: { world?: World } = {};
  const fleet = createFleet(setting, async (operation, system, record) => {
    try {
      if (observed.world) await mayDo(observed.world, operation, system, record);
    } catch (error) {
      // The activity would turn it into a fault of its own.
      observed.world?.violations.push(error);
      throw error;
    }
  });
  const outside: Outside = {
    ...{ rows: new MemoryRows(), blobs: new Map(), results: createMemoryResults() },
    ...{ fleet, events: [], called: [], mishaps: noMishaps() },
    hub: openSqliteStore(':memory:'),
    policy: {
      ...strictPolicy,
      gates: [setting.rule],
      decideWithinSeconds: setting.decideWithinSeconds,
      retryDays: setting.retryDays,
    },
  };
  const { register, keys } = openRows(outside.rows, () => Promise.resolve());
  let current = startProcess(outside);

  function alive(): ServiceProcess {
    if (current.life.isOver()) {
      time.forgetTimers();
      current = startProcess(outside);
    }
    return current;
  }

  async function turn(turns: number): Promise<void> {
    for (let done = 0; done < turns; done++) {
      await time.turn();
      alive();
    }
  }

  const isQuiet = () => time.isQuiet() && alive().activities() === 0;

  const world: World = {
    ...{ setting, outside, fleet, time, keys, turn, isQuiet, process: alive },
    ...{ request: null, added: [], heardAfter: null, sweptAt: null, violations: [] },
    async settle() {
      for (let turns = 0; turns < mostTurns; turns++) {
        await turn(1);
        if (!isQuiet()) continue;
        time.moveTo(Date.now() + shortMs);
        if (isQuiet()) return;
      }
      throw new Error('The service does not come to rest.');
    },
    nextTimer: () => nextTimerOf(alive()),
    async stored(settled = false) {
      const [row, journal] = [
        world.request && (await register.get(world.request)),
        world.request && (await register.journal(world.request, settled)),
      ];
      if (!row || !journal) throw new Error('The request is lost.');
      return { row, ...journal };
    },
    stop() {
      current.life.end();
      time.forgetTimers();
      time.stop();
      outside.hub.close();
    },
  };
  observed.world = world;
  return world;
}

function nextTimerOf({ hub }: ServiceProcess): number | null {
  const now = Date.now();
  const due = hub.list({ statuses: [0] }, undefined, 100).flatMap(({ id }) =>
    hub
      .history(id)
      .flatMap((event) =>
        event.EventType === EventType.TimerCreated ? [Date.parse(event.FireAt)] : [],
      )
      .filter((at) => at > now),
  );
  return due.length === 0 ? null : Math.min(...due) + 1;
}
