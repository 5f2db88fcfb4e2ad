import type { Attempt } from '../../domain/attempt.ts';
import { pendingOf } from '../../domain/read-back.ts';
import type { NewFact } from '../../domain/fact.ts';
import type { RecordRef } from '../../domain/match.ts';
import type { RequestId } from '../../domain/request.ts';
import type { EraseAnswer } from '../../ports/system-access.ts';
import type { ConfiguredSystem } from '../../ports/systems.ts';
import type { Dependencies } from '../dependencies.ts';
import { factOfBeginning, factOfDoing } from '../effects.ts';

/** A record, and its name in facts and in the register (`recordKey`). */
export interface KeyedRecord {
  readonly record: RecordRef;
  readonly key: string;
}

export interface Erased {
  /** RFC 3339: when the erasing calls ended. */
  readonly erasedAt: string;
  /** The system refused to purge a record from its recycle bin. */
  readonly staysInBin: boolean;
}

interface Erasing {
  /** RFC 3339: the last effect that the system confirmed in an earlier try; null when there was none. */
  readonly since: string | null;
  /** Collects the fact of each record that the system has erased. */
  readonly did: NewFact[];
  /** Takes the time (RFC 3339) at which each erasure was first about to begin. */
  readonly began: string[];
  /** The name of the intent to erase the record with this key. */
  readonly intentOf: (key: string) => string;
}

/** Erases records in one system. The intent is written to the register before the first call that changes anything. */
export async function eraseRecords(
  deps: Pick<Dependencies, 'register' | 'now'>,
  requestId: RequestId,
  system: ConfiguredSystem,
  records: AsyncIterable<KeyedRecord> | Iterable<KeyedRecord>,
  { since, did, began, intentOf }: Erasing,
): Promise<Attempt<Erased>> {
  const answers: EraseAnswer[] = [];
  for await (const { record, key } of records) {
    const on = { system: system.id, effect: 'erase', record: key } as const;
    const call = async (job: string): Promise<EraseAnswer> => {
      const now = deps.now().toISOString();
      const fact = factOfBeginning(on, now);
      const begun = await deps.register.writeIntent(requestId, system.id, job, now, fact);
      began.push(begun.begunAt);
      return await system.access.erase(record, { ...begun, since, job });
    };
    const first = await call(intentOf(key));
    // When the second job is lost too, reading back tells what came of it.
    const answer = first.kind === 'lost' ? await call(secondJob(intentOf(key))) : first;
    if (answer.kind === 'done') did.push(factOfDoing(on, deps.now().toISOString()));
    answers.push(answer);
  }
  const waiting = answers.filter((answer) => answer.kind === 'pending');
  if (waiting.length > 0) return withLatestEffect(waiting, since);
  const staysInBin = answers.some((answer) => answer.kind === 'done' && answer.staysInBin);
  return { kind: 'done', value: { erasedAt: deps.now().toISOString(), staysInBin } };
}

/** The name of the job that is started after the vendor has lost the first job. */
const secondJob = (job: string): string => `${job}-2`;

/** The longest wait of all records, with the time of the latest confirmed effect on any of them. */
function withLatestEffect(
  waiting: readonly Extract<EraseAnswer, { kind: 'pending' }>[],
  before: string | null,
): Extract<Attempt<never>, { kind: 'pending' }> {
  const effects = [...waiting.map((answer) => answer.since), before].filter(
    (time) => time !== null && time !== undefined,
  );
  const since = effects.sort().at(-1);
  return { ...pendingOf(waiting), ...(since !== undefined && { since }) };
}
