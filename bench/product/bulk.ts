// One file with many lines: memory of the host above idle, and lines per second.
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startBenchStack } from './bench-stack.ts';
import { round } from './figures.ts';

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '100000' },
    // The number of different people in the lines. Their requests run at the same time. A line about a person with an open request starts
    // no request.
    people: { type: 'string' },
  },
});
const lines = Number(values.lines);
const people = Number(values.people ?? values.lines);
const goalMb = 150;

const stack = await startBenchStack();
try {
  const host = stack.run.processes['host'] ?? 0;
  await send(200, 200, 'warm');
  await delay(20_000);
  const idle = residentMb(host);
  let most = idle;
  const timer = setInterval(() => (most = Math.max(most, residentMb(host))), 100);
  const startedAt = performance.now();
  const outcomes = await send(lines, people, 'line');
  const seconds = (performance.now() - startedAt) / 1000;
  clearInterval(timer);
  const above = most - idle;
  console.dir({
    ...{ lines, people, seconds: round(seconds), linesPerSecond: Math.round(lines / seconds) },
    ...{ outcomes, idleMb: idle, mostMb: most, aboveIdleMb: above },
    goal: `below ${String(goalMb)} MB above idle`,
  });
  const answered = Object.values(outcomes).reduce((sum, some) => sum + some, 0);
  if (above >= goalMb || answered !== lines) process.exitCode = 1;
} finally {
  await stack.stop();
}

/** Streams a file, and sends the rest again when the connection is cut. @returns how many lines had each outcome */
async function send(
  many: number,
  different: number,
  label: string,
): Promise<Record<string, number>> {
  const outcomes: Record<string, number> = {};
  for (let begun = 0; begun < many;) {
    const answered = await sendFrom(begun, many, different, label, outcomes);
    begun += answered;
    console.log(`${String(begun)} of ${String(many)} lines are answered.`);
    if (answered === 0) throw new Error('Nothing was answered.');
  }
  return outcomes;
}

/** @returns how many lines were answered before the answer ended, or was cut */
async function sendFrom(
  begin: number,
  many: number,
  different: number,
  label: string,
  outcomes: Record<string, number>,
): Promise<number> {
  let answered = 0;
  const answer = await fetch(`${stack.run.api}/requests:bulk`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: Readable.toWeb(Readable.from(file(begin, many, different, label))),
    duplex: 'half',
  });
  if (!answer.body) throw new Error(`No answer: ${String(answer.status)}`);
  let rest = '';
  try {
    for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
      const parts = `${rest}${chunk}`.split('\n');
      rest = parts.pop() ?? '';
      for (const part of parts) {
        const { outcome } = JSON.parse(part) as { outcome: string };
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
        answered += 1;
      }
    }
  } catch {
    // A worker of Azure Functions cuts a request whose body takes more than 300 s.
    console.log('The connection was cut. The rest is sent again.');
  }
  return answered;
}

function* file(begin: number, many: number, different: number, label: string): Generator<string> {
  for (let n = begin; n < many; n++) {
    const emails = [`${label}.${String(n % different)}@bench.example.org`];
    const idempotencyKey = `${label}-${String(n)}`;
    yield `${JSON.stringify({ type: 'access', subject: { emails }, idempotencyKey })}\n`;
  }
}

/** Works on Linux only; 0 elsewhere. */
function residentMb(pid: number): number {
  try {
    const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
    return Math.round(Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]) / 1024);
  } catch {
    return 0;
  }
}
