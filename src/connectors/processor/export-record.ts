import type { z } from 'zod';
import { SystemFailure } from '../../domain/failure.ts';
import { TurnLater } from '../../domain/turn-later.ts';
import type { Counts } from '../../domain/verdict.ts';
import type { ExportSink } from '../../ports/system-access.ts';
import { continuing } from '../kit/continuing.ts';
import { pendingUntil } from '../kit/pending-until.ts';
import type { ProcessorClient } from './processor-client.ts';
import { exportShape, type pageShape } from './protocol.ts';

/**
 * Writes everything that the service holds about a record, page by page. A later try continues at the page that an earlier one reached.
 * @throws TurnLater while the service still prepares the copy
 */
export function exportRecord(
  client: ProcessorClient,
  record: string,
  sink: ExportSink,
  now: () => Date,
): Promise<Counts> {
  return sink.section('record', async (from) => {
    for (let after = from; ;) {
      const asked = after;
      const { items, next = null } = await continuing(asked === from ? from : null, () =>
        readPage(client, record, asked, now),
      );
      for (const { part, data } of items) await sink.write(part, data);
      if (next === null) return;
      if (next === after)
        throw new SystemFailure('unexpected-answer', 'a page names itself as the next one');
      await sink.reached(next);
      after = next;
    }
  });
}

async function readPage(
  client: ProcessorClient,
  record: string,
  after: string | null,
  now: () => Date,
): Promise<z.infer<typeof pageShape>> {
  const answer = await client.ask('export', { record, after }, exportShape);
  if (answer.state === 'ready') return answer;
  const wait = pendingUntil(answer.until, now());
  if (!wait)
    throw new SystemFailure(
      'unavailable',
      'the copy was not ready at the date that the service named',
    );
  throw new TurnLater(wait.seconds, 'preparing');
}
