import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import type { Terminal } from '../terminal.ts';
import type { RequestStatus, SystemStatus } from './service.ts';

/** Shows the progress of a request for each system. */
export interface Progress {
  show(status: RequestStatus): void;
  end(): void;
}

// Progress in percent of a system without a verdict, by state of the request.
const byState: Readonly<Record<string, number>> = {
  received: 5,
  resolving: 20,
  planned: 40,
  running: 60,
  verifying: 80,
  reporting: 95,
};

export function openProgress(terminal: Terminal): Progress {
  return process.stdout.isTTY ? bars() : lines(terminal);
}

function bars(): Progress {
  const all = new MultiBar(
    { format: '  {title} {bar} {what}', hideCursor: true, clearOnComplete: false },
    Presets.shades_classic,
  );
  const bySystem = new Map<string, SingleBar>();
  return {
    show: (status) => {
      for (const system of status.systems) {
        const { percent, what } = stage(status, system);
        const bar =
          bySystem.get(system.id) ?? all.create(100, 0, { title: system.id.padEnd(10), what });
        bySystem.set(system.id, bar);
        bar.update(percent, { what });
      }
    },
    end: () => {
      all.stop();
    },
  };
}

function lines(terminal: Terminal): Progress {
  const before = new Map<string, string>();
  return {
    show: (status) => {
      for (const system of status.systems) {
        const { percent, what } = stage(status, system);
        if (before.get(system.id) === what) continue;
        before.set(system.id, what);
        terminal.say(`  ${system.id.padEnd(10)} ${String(percent).padStart(3)} % ${what}`);
      }
    },
    end: () => {},
  };
}

function stage(status: RequestStatus, system: SystemStatus): { percent: number; what: string } {
  if (system.verdict) return { percent: 100, what: system.verdict };
  return { percent: byState[status.state] ?? 50, what: status.state };
}
