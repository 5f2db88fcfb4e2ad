import { SystemFailure } from '../../domain/failure.ts';
import type { Identifier } from '../../domain/identifier.ts';
import type { VerifyAnswer } from '../../domain/read-back.ts';
import type { Residual, RuledResidual } from '../../domain/verdict.ts';
import type { EraseAnswer, Intent } from '../../ports/system-access.ts';
import { stillFinds } from '../kit/own-record.ts';
import { pendingUntil } from '../kit/pending-until.ts';
import { findRecords, type Search } from './find-records.ts';
import type { ProcessorClient } from './processor-client.ts';
import { stateShape, type RecordState } from './protocol.ts';

const statusOf = (client: ProcessorClient, record: string) =>
  client.ask('status', { record }, stateShape);

/** Asks the service to erase the record. After a lost answer, it first asks for the state of the record. */
export async function eraseRecord(
  client: ProcessorClient,
  { system }: Search,
  record: string,
  intent: Intent,
  now: () => Date,
): Promise<EraseAnswer> {
  const known = intent.repeated ? await statusOf(client, record) : null;
  if (known !== null && !isToErase(known, now())) return afterErasing(known, intent, now());
  // The id is the same in every try of one erasure, and differs in a later erasure of the same record.
  const id = client.effectId([system, record, intent.begunAt]);
  const answer = await client.ask('erase', { record }, stateShape, id);
  return afterErasing(answer, intent, now());
}

/** Is there something that the service may erase now? Data that it retained may be erased when the retention has ended. */
function isToErase(state: RecordState, now: Date): boolean {
  if (state.state === 'gone') return state.kept.some(({ until }) => Date.parse(until) <= +now);
  return state.state === 'present';
}

/** The read-back decides what was achieved, also when the date that the service named has passed. */
const afterErasing = (state: RecordState, { begunAt }: Intent, now: Date): EraseAnswer =>
  (state.state === 'pending' ? pendingUntil(state.until, now, begunAt) : null) ?? { kind: 'done' };

/** Reads back twice: by the state of the record, and by a search that must no longer find it. */
export async function verifyRecord(
  client: ProcessorClient,
  search: Search,
  record: string,
  knownAs: readonly Identifier[],
  now: () => Date,
): Promise<VerifyAnswer> {
  const state = await statusOf(client, record);
  const wait = state.state === 'pending' ? pendingUntil(state.until, now()) : null;
  if (wait) return wait;
  const present = { kind: 'present', left: { records: 1 } } as const;
  if (state.state !== 'gone') return present;
  const own: Identifier = { kind: 'record', system: search.system, id: record };
  if (stillFinds(await findRecords(client, search, [own, ...knownAs]), record)) return present;
  return { kind: 'gone', left: { records: 0 }, residuals: residualsOf(state, search.keeps) };
}

type Gone = Extract<RecordState, { state: 'gone' }>;

/**
 * What is left of a record that is gone: copies that the service destroys later, such as backups, and what it retains.
 * @throws SystemFailure `misconfigured` when it retains what the settings do not name. Then nobody would erase it in time.
 */
function residualsOf({ purgeBy, kept }: Gone, keeps: readonly string[]): Residual[] {
  if (kept.some(({ what }) => !keeps.includes(what)))
    throw new SystemFailure('misconfigured', 'the service retains what `keeps` does not name');
  const dated = (time: string) => new Date(time).toISOString();
  return [
    ...(purgeBy === undefined
      ? []
      : [{ what: 'purge', verdict: 'expires', until: dated(purgeBy) } as const]),
    ...kept.map(({ what, reason, law, until }): RuledResidual => ({
      what,
      verdict: 'retained',
      reason,
      ...(law !== undefined && { law }),
      until: dated(until),
    })),
  ];
}
