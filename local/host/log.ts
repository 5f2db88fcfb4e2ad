// Writes the lines of Core Tools. It collects lines and writes them together, because every invocation logs.
import { writeSync } from 'node:fs';

export type LogLevel =
  'trace' | 'debug' | 'information' | 'warning' | 'error' | 'critical' | 'none';

const severity: Record<LogLevel, number> = {
  trace: 0,
  debug: 1,
  information: 2,
  warning: 3,
  error: 4,
  critical: 5,
  none: 6,
};

/** Levels by category prefix, as in host.json's `logging.logLevel`. `default` is for all other categories. */
export type LogLevels = Readonly<Record<string, LogLevel>>;

export interface HostLog {
  /** Whether a line of this level and category is written. Ask before building an expensive line. */
  readonly enabled: (level: LogLevel, category: string) => boolean;
  /** Writes one or more lines, with the time before the first. */
  readonly write: (level: LogLevel, category: string, message: string) => void;
  /** Writes text without the time, such as the function list at start. */
  readonly print: (text: string) => void;
  /** Writes the collected lines. Called at the end of the process. */
  readonly flush: () => void;
}

const flushAfterMs = 20;

/**
 * @param levels the lowest level per category; as in .NET, the longest matching prefix counts
 * @param sink receives the text; default: standard output
 */
export function createLog(levels: LogLevels, sink: (text: string) => void = writeOut): HostLog {
  const thresholds = new Map<string, number>();
  let pending: string[] = [];
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (pending.length === 0) return;
    const text = pending.join('\n');
    pending = [];
    sink(`${text}\n`);
  }

  function add(text: string): void {
    pending.push(text);
    timer ??= setTimeout(flush, flushAfterMs);
  }

  function enabled(level: LogLevel, category: string): boolean {
    let threshold = thresholds.get(category);
    if (threshold === undefined) {
      threshold = severity[levelOf(category, levels)];
      thresholds.set(category, threshold);
    }
    return level !== 'none' && severity[level] >= threshold;
  }

  return {
    enabled,
    write(level, category, message) {
      if (enabled(level, category)) add(`[${timeOfNow()}] ${message}`);
    },
    print: add,
    flush,
  };
}

function levelOf(category: string, levels: LogLevels): LogLevel {
  let best: LogLevel = levels['default'] ?? 'information';
  let length = -1;
  for (const [prefix, level] of Object.entries(levels)) {
    const matches = category === prefix || category.startsWith(`${prefix}.`);
    if (matches && prefix.length > length) {
      best = level;
      length = prefix.length;
    }
  }
  return best;
}

let formattedAt = 0;
let formatted = '';

function timeOfNow(): string {
  const now = Date.now();
  if (now !== formattedAt) {
    formattedAt = now;
    formatted = new Date(now).toISOString();
  }
  return formatted;
}

/** Writes to standard output. Waits while the pipe is full, and ignores a closed pipe or a full disk. */
function writeOut(text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(1, rest));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code !== 'EAGAIN') return;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
