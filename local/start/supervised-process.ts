import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { codeOf, openLogFile } from './log-file.ts';
import { StartFailure } from './start-failure.ts';
import type { Terminal } from './terminal.ts';

export interface ProcessPlan {
  /** The name at the start of a sentence, such as `The host`. */
  readonly title: string;
  /** A script for Node and its arguments. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly logFile: string;
  /** How many milliseconds the process continues after the supervisor was killed. Other processes may need it until their end. */
  readonly outlives: number;
  /** Called again and again until it resolves with true. */
  ready(pid: number): Promise<boolean>;
  /** Called before every start: removes what prevents it. Returns a line that says what was done, or null. */
  mend?(): string | null;
}

export interface SupervisedProcess {
  readonly pid: number;
  /** Ends the process cleanly, or kills it after 10 s. */
  stop(): Promise<void>;
}

const firstDelayMs = 200;
const longestDelayMs = 10_000;
/** After this time a process counts as healthy. When it ends then, the delay is the shortest again. */
const healthyAfterMs = 5_000;
const slowAfterMs = 60_000;
/** On a busy machine a start takes minutes. */
const readyWithinMs = 300_000;
const pollEveryMs = 50;
const patienceMs = 10_000;

/**
 * Starts a process, waits until it is ready, and starts it again with a growing delay whenever it ends.
 *
 * @param onRestart called when the process is ready again
 * @throws StartFailure when the first start fails
 */
export async function supervise(
  plan: ProcessPlan,
  terminal: Terminal,
  onRestart: () => void,
): Promise<SupervisedProcess> {
  let stopping = false;
  let run = await firstRun(plan, terminal);
  const waiting = new AbortController();

  async function keepAlive(): Promise<void> {
    let failures = 0;
    for (;;) {
      const { ending, readyFor } = await run.ended;
      if (stopping) return;
      failures = readyFor >= healthyAfterMs ? 0 : failures;
      if (readyFor === 0) terminal.pass(`${run.complaint()}\n`);
      const pause = Math.min(firstDelayMs * 2 ** failures++, longestDelayMs);
      terminal.say(
        `${plan.title} ended (${ending}); starting it again in ${String(pause / 1000)} s.`,
      );
      await delay(pause, null, { signal: waiting.signal }).catch(() => null);
      if (isStopping()) return;
      run = launch(plan, terminal);
      void run.ready.then((ready) => {
        if (ready && !stopping) onRestart();
      });
    }
  }
  // A function, because the compiler does not see that `stop` changes the variable.
  const isStopping = () => stopping;

  const done = keepAlive();
  return {
    get pid() {
      return run.pid;
    },
    stop: async () => {
      stopping = true;
      waiting.abort();
      await end(run.child);
      await done;
    },
  };
}

interface Run {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Resolves with true when the process is ready, with false when it ends before. */
  readonly ready: Promise<boolean>;
  readonly ended: Promise<{ readonly ending: string; readonly readyFor: number }>;
  /** The errors that it printed before it was ready. */
  complaint(): string;
}

async function firstRun(plan: ProcessPlan, terminal: Terminal): Promise<Run> {
  const run = launch(plan, terminal);
  if (await run.ready) return run;
  throw new StartFailure(`${plan.title} did not start: ${run.complaint()} (log: ${plan.logFile})`);
}

function launch(plan: ProcessPlan, terminal: Terminal): Run {
  const mended = plan.mend?.();
  if (mended) terminal.say(mended);
  const output = openOutput(plan, terminal);
  // In its own process group. Otherwise Ctrl-C would reach all processes, and storage could end before the host.
  const child = spawn(process.execPath, ['--import', preload(plan.outlives), ...plan.command], {
    env: plan.environment,
    stdio: ['ignore', output ?? 'ignore', 'pipe', 'ipc'],
    detached: true,
  });
  if (output !== undefined) closeSync(output);
  const log = openLogFile(plan.logFile, terminal.say);
  let complaint = '';
  let readyAt = 0;
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    log.append(text);
    if (readyAt) terminal.pass(text);
    else complaint += text;
  });
  const ended = new Promise<Awaited<Run['ended']>>((resolve) => {
    child.once('error', (error) => {
      complaint = error.message;
    });
    child.once('close', (code, signal) => {
      const ending = signal ?? `exit code ${String(code)}`;
      resolve({ ending, readyFor: readyAt ? Date.now() - readyAt : 0 });
    });
  });
  const ready = waitUntilReady(plan, child, terminal).then((isReady) => {
    if (isReady) readyAt = Date.now();
    else if (isAlive(child)) child.kill('SIGKILL');
    return isReady;
  });
  return {
    child,
    pid: child.pid ?? 0,
    ready,
    ended,
    complaint: () => complaint.trim() || 'it printed no error',
  };
}

/** The log file for the output of a process; undefined when it cannot be opened, for example on a full disk. */
function openOutput({ title, logFile }: ProcessPlan, terminal: Terminal): number | undefined {
  try {
    return openSync(logFile, 'a', 0o600);
  } catch (error) {
    terminal.say(`${title} starts without its log ${logFile} (${codeOf(error)}).`);
    return undefined;
  }
}

function preload(outlives: number): string {
  const file = pathToFileURL(path.join(import.meta.dirname, 'end-with-parent.mjs'));
  return `${file.href}?after=${outlives}`;
}

async function waitUntilReady(
  plan: ProcessPlan,
  child: ChildProcess,
  terminal: Terminal,
): Promise<boolean> {
  const deadline = Date.now() + readyWithinMs;
  const slow = setTimeout(() => {
    terminal.say(`${plan.title} is slow to start.`);
  }, slowAfterMs);
  try {
    while (isAlive(child) && Date.now() < deadline) {
      if (child.pid && (await plan.ready(child.pid).catch(() => false))) return isAlive(child);
      await delay(pollEveryMs);
    }
    return false;
  } finally {
    clearTimeout(slow);
  }
}

function isAlive(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

async function end(child: ChildProcess): Promise<void> {
  if (!isAlive(child)) return;
  const closed = new Promise((resolve) => child.once('close', resolve));
  const force = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  // On Windows a signal kills the process. A closed channel makes it end by itself (end-with-parent.mjs).
  if (process.platform === 'win32') child.disconnect();
  else child.kill('SIGTERM');
  await closed;
  clearTimeout(force);
}
