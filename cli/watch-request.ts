import { clearScreenDown, moveCursor } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import type { RequestAnswer } from './answers.ts';
import { CommandFailure } from './command-failure.ts';
import { exitCodes } from './exit-codes.ts';
import type { Output } from './output.ts';
import type { Service } from './service.ts';
import { plain } from './text/plain.ts';
import { table } from './text/table.ts';
import { stateText, systemText } from './text/verdict-text.ts';

const usualPauseMs = 1000;
const longestPauseMs = 15_000;

/**
 * Follows a request until it ends. In a terminal, each system has one line that is redrawn. In a pipe, every change is a new line. While
 * the service cannot be reached, the call is repeated after growing pauses.
 */
export async function watchRequest(
  service: Service,
  output: Output,
  id: string,
): Promise<RequestAnswer> {
  const show = output.isTerminal ? liveLines() : changedLines(output);
  let pauseMs = usualPauseMs;
  for (;;) {
    try {
      const request = await service.get<RequestAnswer>(`requests/${id}`);
      if (!output.json) show(request);
      if (request.finishedAt !== null) return request;
      pauseMs = usualPauseMs;
    } catch (error) {
      if (!(error instanceof CommandFailure) || error.exitCode !== exitCodes.unreachable)
        throw error;
      output.say(`${error.message.split('\n')[0] ?? ''} Trying again.`);
      pauseMs = Math.min(pauseMs * 2, longestPauseMs);
    }
    await delay(pauseMs);
  }
}

function linesOf(request: RequestAnswer): [id: string, text: string][] {
  const systems = request.systems.map((system): [string, string] => [
    plain(system.id),
    systemText(system),
  ]);
  return [['request', stateText(request.state, request.reason)], ...systems];
}

function liveLines(): (request: RequestAnswer) => void {
  let drawn = 0;
  return (request) => {
    const lines = table(linesOf(request)).split('\n');
    moveCursor(process.stdout, 0, -drawn);
    clearScreenDown(process.stdout);
    process.stdout.write(`${lines.join('\n')}\n`);
    drawn = lines.reduce((sum, line) => sum + rowsOf(line), 0);
  };
}

function changedLines(output: Output): (request: RequestAnswer) => void {
  const last = new Map<string, string>();
  return (request) => {
    for (const [id, text] of linesOf(request)) {
      if (last.get(id) !== text) output.print(`${id}  ${text}`);
      last.set(id, text);
    }
  };
}

/** A long line takes several rows of the terminal. */
function rowsOf(line: string): number {
  const width = stripVTControlCharacters(line).length;
  return Math.max(1, Math.ceil(width / process.stdout.columns));
}
