import { currentFlowVersion } from '../domain/flow-version.ts';
import type { Policy } from '../domain/policy.ts';
import type { RegisteredRequest } from '../domain/request.ts';
import type { Calendar } from '../domain/working-days.ts';
import type { Clock } from '../ports/clock.ts';
import type { Dossiers } from '../ports/dossiers.ts';
import type { Register } from '../ports/register.ts';
import type { ResultsStore } from '../ports/results-store.ts';
import type { StatusQueue } from '../ports/status-queue.ts';
import type { SweepReport, UpkeepState } from '../ports/upkeep-state.ts';
import { lookAfter, openOnes, type Call, type GiveUp } from './look-after-open.ts';
import { remind } from './remind.ts';

/** What the sweeper works on. */
export interface Upkeep {
  readonly register: Register;
  readonly results: ResultsStore;
  readonly dossiers: Dossiers;
  readonly statusQueue: StatusQueue;
  readonly upkeepState: Pick<UpkeepState, 'swept' | 'lastSweep'>;
  readonly policy: Pick<Policy, 'packageDays'> & Calendar;
  /** `source` of the events that the service sends. */
  readonly publicUrl: string;
  readonly now: Clock;
}

/** Longer than the longest wait between two tries to deliver. */
const undeliveredMs = 2 * 3600_000;
const dayMs = 24 * 3600 * 1000;
const tenMinutesMs = 10 * 60_000;

/** The number of open requests that are checked in parallel. */
const openAtOnce = 20;

/**
 * Completes work that a crash interrupted, and removes data that is due. When one item fails, the others are still done. Once in ten minutes
 * a run checks all open requests. The other runs check only those that may need something now, so a waiting request costs almost nothing.
 */
export async function sweep(upkeep: Upkeep, call: Call, giveUp: GiveUp): Promise<void> {
  const { upkeepState } = upkeep;
  const now = upkeep.now();
  const startedAt = now.toISOString();
  const last = await upkeepState.lastSweep();
  const all = last === null || tenMinutesOf(last.countedAt) !== tenMinutesOf(startedAt);
  const counted = last === null || all ? countedNow(startedAt) : countedBy(last);
  const did: Did = { ...nothingDone, ...counted };
  const run = { upkeep, call, did, all, now };
  await lookAfterOpen(run, giveUp);
  if (all) await deliverAgain(run);
  // After a run with failures, everything that is due is searched for again, however long it has been due.
  await remindAndWatch(run, last === null || all || last.failures > 0 ? '' : last.countedAt);
  await removeWhatIsDue(run);
  await upkeepState.swept({ startedAt, endedAt: upkeep.now().toISOString(), ...did });
}

/** What a run did so far. */
type Did = {
  -readonly [
    K in keyof Omit<SweepReport, 'startedAt' | 'endedAt' | 'flowVersions'>
  ]: SweepReport[K];
} & { readonly flowVersions: Record<string, number> };

interface Run {
  readonly upkeep: Upkeep;
  readonly call: Call;
  readonly did: Did;
  /** True: the run checks all open requests. */
  readonly all: boolean;
  readonly now: Date;
}

const nothingDone = {
  ...{ woken: 0, checked: 0, deliveries: 0, keysDestroyed: 0 },
  ...{ reminders: 0, watches: 0, packagesDeleted: 0, failures: 0 },
};

const countedNow = (countedAt: string) => ({ countedAt, open: 0, flowVersions: {} });

/** A run that checks only some open requests repeats the counts of the last run that checked all of them. */
const countedBy = ({ countedAt, open, flowVersions }: SweepReport) => ({
  ...{ countedAt, open, flowVersions: { ...flowVersions } },
});

const tenMinutesOf = (time: string): number => Math.floor(Date.parse(time) / tenMinutesMs);

async function lookAfterOpen(run: Run, giveUp: GiveUp): Promise<void> {
  const { call, did, all, now } = run;
  const { register } = run.upkeep;
  const adopted = await register.adopt();
  if (adopted > 0)
    call.log.info('requests of an earlier version taken over', { requests: adopted });
  const pass = { register, now, all };
  const look = async (request: RegisteredRequest): Promise<void> => {
    const { flowVersion } = request;
    if (all) {
      did.open += 1;
      did.flowVersions[flowVersion] = (did.flowVersions[flowVersion] ?? 0) + 1;
    }
    const { woken, checked } = await lookAfter(pass, call, request, giveUp);
    if (woken) did.woken += 1;
    if (checked) did.checked += 1;
  };
  await eachOf(run, openOnes(pass), look, openAtOnce);
}

async function deliverAgain(run: Run): Promise<void> {
  const { upkeep, call, did, now } = run;
  await eachOf(run, upkeep.register.undelivered(), async (request) => {
    const { id, updatedAt, hasCallback: callback, endings: ending } = request;
    if (now.getTime() - Date.parse(updatedAt) < undeliveredMs) return;
    await call.flows.deliver(id, currentFlowVersion, { callback, ending });
    did.deliveries += 1;
    call.log.warn('delivery started by the sweeper', { requestId: id });
  });
}

/** @param since reminders that were due before this time are skipped: an earlier run has handled them, or the clock of their request stands still */
async function remindAndWatch(run: Run, since: string): Promise<void> {
  const { upkeep, call, did, now } = run;
  const { register } = upkeep;
  const at = now.toISOString();
  await eachOf(run, register.remindersDue(at, since), async (request) => {
    await remind(upkeep, call.log, request);
    did.reminders += 1;
  });
  await eachOf(run, register.watchesDue(at), async ({ id, delivery }) => {
    // A watch may change the status, so it starts only after the status of the end was delivered.
    if (delivery.state === 'pending') return;
    await call.flows.watch(id, currentFlowVersion);
    did.watches += 1;
    call.log.info('watch started by the sweeper', { requestId: id });
  });
}

async function removeWhatIsDue(run: Run): Promise<void> {
  const { call, did, now } = run;
  const { register, results, dossiers, policy } = run.upkeep;
  const at = now.toISOString();
  await eachOf(run, register.closable(at), async ({ id }) => {
    await register.close(id);
    did.keysDestroyed += 1;
    dossiers.forget(id);
    call.log.info('request closed', { requestId: id });
  });
  const keptSince = new Date(now.getTime() - policy.packageDays * dayMs).toISOString();
  await eachOf(run, register.packagesBefore(keptSince), async (requestId) => {
    await results.delete(requestId, 'package.zip');
    await register.packageDeleted(requestId);
    did.packagesDeleted += 1;
    call.log.info('package deleted', { requestId });
  });
  await register.forgetIdempotencyKeys(at);
}

/** Does the work on each item. @param atOnce how many items are worked on in parallel */
async function eachOf<T>(
  { call, did }: Pick<Run, 'call' | 'did'>,
  items: AsyncIterable<T>,
  work: (item: T) => Promise<void>,
  atOnce = 1,
): Promise<void> {
  let underWay: Promise<void>[] = [];
  for await (const item of items) {
    const done = work(item).catch((error: unknown) => {
      did.failures += 1;
      call.log.error('sweeping failed', error);
    });
    underWay.push(done);
    if (underWay.length < atOnce) continue;
    await Promise.all(underWay);
    underWay = [];
  }
  await Promise.all(underWay);
}
