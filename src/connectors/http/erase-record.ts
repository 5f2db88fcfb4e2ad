import { SystemFailure } from '../../domain/failure.ts';
import type { Identifier } from '../../domain/identifier.ts';
import type { VerifyAnswer } from '../../domain/read-back.ts';
import type { SystemId } from '../../domain/system.ts';
import type { EraseAnswer, Intent } from '../../ports/system-access.ts';
import { stillFinds } from '../kit/own-record.ts';
import { pendingUntil } from '../kit/pending-until.ts';
import { findRecords } from './find-records.ts';
import { isThere } from './is-there.ts';
import { textsAt } from './json-path.ts';
import type { ServiceClient } from './service-client.ts';
import type { ServiceSettings } from './settings.ts';

/** Makes the declared call. After a lost answer, the service is asked what it did before the call is made again. */
export async function eraseRecord(
  client: ServiceClient,
  settings: ServiceSettings,
  id: string,
  intent: Intent,
  now: () => Date,
): Promise<EraseAnswer> {
  const state = intent.repeated ? await jobState(client, settings, id) : 'none';
  if (state === 'waiting') return pendingJob(settings, intent, now());
  if (intent.repeated && !(await isThere(client, settings, id))) return { kind: 'done' };
  if (state === 'over') return { kind: 'done' };
  // Throws when the id is that of another record.
  if (!intent.repeated) await isThere(client, settings, id);
  await client.ask(settings.erase, id);
  if (!settings.job) return { kind: 'done' };
  return pendingJob(settings, intent, now());
}

/** The state of an erasure in the service. `over`: reading back decides the result. */
async function jobState(
  client: ServiceClient,
  { job }: ServiceSettings,
  id: string,
): Promise<'none' | 'waiting' | 'over'> {
  if (!job) return 'none';
  const answer = await client.ask(job, id);
  if (answer === undefined) return 'none';
  const [state] = textsAt(answer.json(), job.state);
  if (state === undefined)
    throw new SystemFailure('unexpected-answer', 'a job has no state at the path in the settings');
  if (job.failed.includes(state))
    throw new SystemFailure('refused', 'the service says that the erasure failed');
  return job.waiting.includes(state) ? 'waiting' : 'over';
}

const dayMs = 86_400_000;

/** When a job is still waiting after its time, reading back decides the result. */
function pendingJob({ job }: ServiceSettings, { begunAt }: Intent, now: Date): EraseAnswer {
  const until = new Date(Date.parse(begunAt) + (job?.withinDays ?? 0) * dayMs).toISOString();
  return pendingUntil(until, now, begunAt) ?? { kind: 'done' };
}

/** Reads back twice: by the declared call, and by a search that must no longer find the record. */
export async function verifyRecord(
  client: ServiceClient,
  settings: ServiceSettings,
  system: SystemId,
  id: string,
  knownAs: readonly Identifier[],
): Promise<VerifyAnswer> {
  const present = { kind: 'present', left: { records: 1 } } as const;
  if (await isThere(client, settings, id)) return present;
  const own: Identifier = { kind: 'record', system, id };
  if (stillFinds(await findRecords(client, settings, system, [own, ...knownAs]), id))
    return present;
  return { kind: 'gone', left: { records: 0 }, residuals: [] };
}
