import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { Attempt } from '../../domain/attempt.ts';
import { withholding, type Withhold } from '../../domain/withhold.ts';
import { settledAs, type Counts, type SystemVerdict } from '../../domain/verdict.ts';
import type { StagedLine } from '../../package/staged-line.ts';
import type { ExportSink } from '../../ports/system-access.ts';
import { stagedExport } from '../../ports/sealed-store.ts';
import type { SystemOrder, TryOrder } from '../../workflows/steps/system-order.ts';
import type { Dependencies } from '../dependencies.ts';
import { recordVerdict } from './record-verdict.ts';
import { systemRecords } from './system-records.ts';
import { registered } from '../registered.ts';
import { factsOfTry, recordTry } from '../tried.ts';
import { tryOnce } from '../try-once.ts';

type Needs = Pick<
  Dependencies,
  'dossiers' | 'systems' | 'register' | 'sealed' | 'policy' | 'now' | 'log'
>;

/** Writes all data about the person in one system to a sealed blob, item by item. A repeated try starts the blob again. */
export async function exportFromSystem(
  deps: Needs,
  order: TryOrder,
): Promise<Attempt<SystemVerdict>> {
  const attempt = await tryOnce(deps, order, async () => ({
    kind: 'done' as const,
    value: await stageExport(deps, order),
  }));
  const facts = factsOfTry('export', order, attempt, deps.now());
  if (attempt.kind !== 'done') {
    await recordTry(deps, order.requestId, facts);
    return attempt;
  }
  const outcome = { ...settledAs('exported'), residuals: [], exported: attempt.value };
  return { kind: 'done', value: await recordVerdict(deps, { ...order, ...outcome }, facts) };
}

async function stageExport(deps: Needs, order: SystemOrder): Promise<Counts> {
  const { system, records } = await systemRecords(deps, order);
  const { regulation } = await registered(deps, order.requestId);
  const withhold = withholding(regulation, order.system, deps.policy.withhold);
  const staging = new PassThrough();
  // Both sides below report their own failure. Without this listener, an error event would end the process.
  staging.on('error', () => undefined);
  const name = stagedExport(order.system);
  const stored = deps.sealed.putStream(order.requestId, name, staging);
  const total: Record<string, number> = {};
  const filled = (async () => {
    const sink = sinkInto(staging, withhold);
    for (const { record } of records) {
      for (const [part, count] of Object.entries(await system.access.export(record, sink))) {
        total[part] = (total[part] ?? 0) + count;
      }
    }
    sink.end();
  })();
  // The side that fails first stops the other one. Its error is the one that is thrown.
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

/** Lines are joined to pieces of this length, because each write to a stream has a cost of its own. */
const pieceLength = 64 * 1024;

/** What may not be handed over never reaches the staged copy. */
function sinkInto(staging: PassThrough, withhold: Withhold): ExportSink & { end(): void } {
  let held = '';
  const named = new Set<string>();
  const hold = (line: StagedLine) => {
    held += `${JSON.stringify(line)}\n`;
  };
  return {
    async write(part, given) {
      const { item, withheld } = withhold(given);
      for (const field of withheld) {
        const key = `${part} ${field.field}`;
        if (named.has(key)) continue;
        named.add(key);
        hold({ part, withheld: field });
      }
      hold({ part, item });
      if (held.length < pieceLength) return;
      // The export cannot be stored any more, so reading the system must stop.
      if (staging.destroyed) throw new Error('the export can no longer be stored');
      const hasRoom = staging.write(held);
      held = '';
      if (!hasRoom) await room(staging);
      // Lets the call for the next page start before this one is written.
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

/** Waits until the stream takes more, or is closed. A long export waits here thousands of times, so the listeners are removed each time. */
function room(staging: PassThrough): Promise<void> {
  return new Promise((resolve) => {
    const goOn = () => {
      staging.off('drain', goOn).off('close', goOn);
      resolve();
    };
    staging.on('drain', goOn).on('close', goOn);
  });
}
