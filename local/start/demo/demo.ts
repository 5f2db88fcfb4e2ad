import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { BlobServiceClient } from '@azure/storage-blob';
import { z } from 'zod';
import type { RunFile } from '../run-file.ts';
import type { Terminal } from '../terminal.ts';
import { keepRound, openRound, type Round } from './person.ts';
import { openProgress } from './progress.ts';
import { serviceAt, type RequestStatus, type Service } from './service.ts';
import { waitingCommands } from './waiting-commands.ts';
import { verdictTable } from './verdict-table.ts';

const pollEveryMs = 100;
/** The request waits for a person. */
const pollAtGateEveryMs = 1_000;
const results = 'dsar-results';
const keysFile = z.object({
  host: z.object({ default: z.string() }),
  // Only with `--auth`.
  service: z.record(z.string(), z.string()).optional(),
});

/** The parts of the stack that the demonstration needs. */
export interface Stage {
  readonly run: RunFile;
  readonly dataFolder: string;
  readonly terminal: Terminal;
}

/**
 * Sends an access request and then an erasure request for one invented person with data in all five core systems. An open
 * round of an earlier start is continued: the same idempotency keys return the same requests.
 */
export async function runDemo(stage: Stage): Promise<void> {
  const { run, dataFolder, terminal } = stage;
  const file = path.join(dataFolder, 'sandbox', 'demo.json');
  const round = await openRound(run.sandbox, file);
  const keys = readKeys(dataFolder);
  const service = serviceAt(run.api, keys.host.default);
  const commands = (status: RequestStatus) =>
    waitingCommands(run.api, status, keys.service !== undefined);
  for (const type of ['access', 'erasure'] as const) {
    const key = keyOf(dataFolder, round, type);
    const id = await service.submit(type, { tenant: round.tenant, objectId: round.objectId }, key);
    terminal.say(`\n${type === 'access' ? 'Access' : 'Erasure'} request ${id}`);
    const status = await follow(service, id, terminal, commands);
    terminal.say(`${summary(status)}\n${verdictTable(status)}`);
    for (const name of await blobsOf(run.storage, id)) terminal.say(`  ${name}`);
  }
  keepRound(file, { ...round, finished: true });
}

// With `--auth` the demonstration needs a key like every caller.
function readKeys(dataFolder: string): z.infer<typeof keysFile> {
  const file = path.join(dataFolder, 'host', 'keys.json');
  return keysFile.parse(JSON.parse(readFileSync(file, 'utf8')));
}

function keyOf(dataFolder: string, round: Round, type: string): string {
  const folder = createHash('sha256').update(dataFolder).digest('hex').slice(0, 16);
  return `demo-${folder}-${round.number}-${type}`;
}

/** @param commands what a person can do about a request that waits; printed each time it begins to wait */
async function follow(
  service: Service,
  id: string,
  terminal: Terminal,
  commands: (status: RequestStatus) => string | null,
): Promise<RequestStatus> {
  let progress = openProgress(terminal);
  let shown: string | null = null;
  try {
    for (;;) {
      const status = await service.status(id);
      if (status) progress.show(status);
      if (status?.finishedAt) return status;
      const waiting = status && commands(status);
      if (waiting && waiting !== shown) {
        progress.end();
        terminal.say(waiting);
        progress = openProgress(terminal);
      }
      if (status) shown = waiting;
      await delay(waiting ? pollAtGateEveryMs : pollEveryMs);
    }
  } finally {
    progress.end();
  }
}

function summary(status: RequestStatus): string {
  const reason = status.reason ? ` (${status.reason})` : '';
  return `${status.id} is ${status.state}${reason}`;
}

async function blobsOf(storage: string, id: string): Promise<string[]> {
  const container = BlobServiceClient.fromConnectionString(storage).getContainerClient(results);
  const names: string[] = [];
  for await (const blob of container.listBlobsFlat({ prefix: `${id}/` }))
    names.push(`${container.url}/${blob.name}`);
  return names;
}
