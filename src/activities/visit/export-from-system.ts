import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { Attempt } from '../../domain/attempt.ts';
import type { Counts, SystemVerdict } from '../../domain/verdict.ts';
import type { StagedLine } from '../../package/staged-line.ts';
import type { ExportSink } from '../../ports/system-access.ts';
import { stagedExport } from '../../ports/sealed-store.ts';
import type { SystemOrder, TryOrder } from '../../workflows/steps/system-order.ts';
import type { Dependencies } from '../dependencies.ts';
import { recordVerdict } from './record-verdict.ts';
import { systemRecords } from './system-records.ts';
import { tryOnce } from '../try-once.ts';

type Needs = Pick<Dependencies, 'dossiers' | 'systems' | 'register' | 'sealed' | 'now' | 'log'>;

/** Reads everything one system holds about the person into a sealed blob, item by item; a repeat starts the blob anew. */
export function exportFromSystem(deps: Needs, order: TryOrder): Promise<Attempt<SystemVerdict>> {
  return tryOnce(deps, order, async () => {
    const exported = await stageExport(deps, order);
    const outcome = { verdict: 'exported', code: null, until: null, residuals: [] } as const;
    return { kind: 'done', value: await recordVerdict(deps, { ...order, ...outcome, exported }) };
  });
}

async function stageExport(deps: Needs, order: SystemOrder): Promise<Counts> {
  const { system, records } = await systemRecords(deps, order);
  const staging = new PassThrough();
  // Both sides below report their own failure; an unheard event would end the process.
  staging.on('error', () => undefined);
  const name = stagedExport(order.system);
  const stored = deps.sealed.putStream(order.requestId, name, staging);
  const total: Record<string, number> = {};
  const filled = (async () => {
    const sink = sinkInto(staging);
    for (const { record } of records) {
      for (const [part, count] of Object.entries(await system.access.export(record, sink))) {
        total[part] = (total[part] ?? 0) + count;
      }
    }
    sink.end();
  })();
  // Whichever side fails first ends the other; the system's failure is the one to tell.
  await Promise.all([
    filled.catch((error: unknown) => {
      staging.destroy(error instanceof Error ? error : new Error('export failed'));
      throw error;
    }),
    stored.catch((error: unknown) => {
      staging.destroy();
      throw error;
    }),
  ]);
  return total;
}

/** Lines go on together: a stream spends more on a piece than on what is in it. */
const pieceLength = 64 * 1024;

function sinkInto(staging: PassThrough): ExportSink & { end(): void } {
  let held = '';
  const hold = (line: StagedLine) => {
    held += `${JSON.stringify(line)}\n`;
  };
  return {
    async write(part, item) {
      hold({ part, item });
      if (held.length < pieceLength) return;
      // Or the system would be read to its end for nobody.
      if (staging.destroyed) throw new Error('the export can no longer be stored');
      const hasRoom = staging.write(held);
      held = '';
      if (!hasRoom) await room(staging);
      // Otherwise the call for the next page would not leave before this one is written.
      await setImmediate();
    },
    note(part, text) {
      hold({ part, note: text });
    },
    end() {
      staging.end(held);
    },
  };
}

/** Waits until more may be written, or nobody takes it any more. A million items wait thousands of times: no listener may stay behind. */
function room(staging: PassThrough): Promise<void> {
  return new Promise((resolve) => {
    const goOn = () => {
      staging.off('drain', goOn).off('close', goOn);
      resolve();
    };
    staging.on('drain', goOn).on('close', goOn);
  });
}
