import type { Identifier } from '../../domain/identifier.ts';
import type { VerifyAnswer } from '../../domain/read-back.ts';
import type { Residual } from '../../domain/verdict.ts';
import type { EraseAnswer, Intent } from '../../ports/system-access.ts';
import { stillFinds } from '../kit/own-record.ts';
import { pendingUntil } from '../kit/pending-until.ts';
import { findRecords, type Search } from './find-records.ts';
import type { ProcessorClient } from './processor-client.ts';
import { stateShape, type RecordState } from './protocol.ts';

const statusOf = (client: ProcessorClient, record: string) =>
  client.ask('status', { record }, stateShape);

/** Asks the service to erase the record. After a lost answer, it is asked how far it is before it is asked again. */
export async function eraseRecord(
  client: ProcessorClient,
  { system }: Search,
  record: string,
  intent: Intent,
  now: () => Date,
): Promise<EraseAnswer> {
  const known = intent.repeated ? await statusOf(client, record) : null;
  if (known !== null && known.state !== 'present') return afterErasing(known, intent, now());
  // The same for every try of one erasure, and different for a later erasure of the same record.
  const id = client.effectId([system, record, intent.begunAt]);
  const answer = await client.ask('erase', { record }, stateShape, id);
  return afterErasing(answer, intent, now());
}

/** Reading back decides what was achieved, also when the date has passed that the service named. */
const afterErasing = (state: RecordState, { begunAt }: Intent, now: Date): EraseAnswer =>
  (state.state === 'pending' ? pendingUntil(state.until, now, begunAt) : null) ?? { kind: 'done' };

/** Reads back twice: by the state of the record, and by a search that may no longer find it. */
export async function verifyRecord(
  client: ProcessorClient,
  search: Search,
  record: string,
  knownAs: readonly Identifier[],
  now: () => Date,
): Promise<VerifyAnswer> {
  const state = await statusOf(client, record);
  const wait = state.state === 'pending' ? pendingUntil(state.until, now()) : null;
  if (wait) return { kind: 'pending', seconds: wait.seconds };
  const present = { kind: 'present', left: { records: 1 } } as const;
  if (state.state !== 'gone') return present;
  const own: Identifier = { kind: 'record', system: search.system, id: record };
  if (stillFinds(await findRecords(client, search, [own, ...knownAs]), record)) return present;
  return { kind: 'gone', left: { records: 0 }, residuals: residualsOf(state) };
}

/** The service hides the record at once and destroys it later, such as in backups. It names the date until nothing is left. */
function residualsOf({ purgeBy }: Extract<RecordState, { state: 'gone' }>): Residual[] {
  if (purgeBy === undefined) return [];
  return [{ what: 'purge', verdict: 'expires', until: new Date(purgeBy).toISOString() }];
}
