import { isTerminal, type RegisteredRequest, type RequestId } from '../domain/request.ts';
import { standsStill } from '../domain/order-of-arrival.ts';
import { currentFlowVersion } from '../domain/flow-version.ts';
import type { Policy } from '../domain/policy.ts';
import type { Calendar } from '../domain/working-days.ts';
import type { Clock } from '../ports/clock.ts';
import type { Dossiers } from '../ports/dossiers.ts';
import type { FlowStarter } from '../ports/flow-starter.ts';
import type { Log } from '../ports/log.ts';
import type { Register } from '../ports/register.ts';
import type { ResultsStore } from '../ports/results-store.ts';
import type { StatusQueue } from '../ports/status-queue.ts';
import type { SweepReport } from '../ports/upkeep-state.ts';
import { remind } from './remind.ts';

/** What the sweeper works on. */
export interface Upkeep {
  readonly register: Register;
  readonly results: ResultsStore;
  readonly dossiers: Dossiers;
  readonly statusQueue: StatusQueue;
  readonly policy: Pick<Policy, 'packageDays'> & Calendar;
  /** `source` of the events that the service sends. */
  readonly publicUrl: string;
  readonly now: Clock;
}

/** What the timer function passes to one run of the sweeper. */
interface Call {
  readonly flows: FlowStarter;
  readonly log: Log;
}

/** Ends a request whose flow failed, and starts the delivery of its status. */
export type GiveUp = (requestId: RequestId, run: number, call: Call) => Promise<void>;

/** A new request is not checked before this time, because the door that accepted it may still be starting its flow. */
const startedByThenMs = 10_000;
/** A flow without progress for this long is checked, every ten minutes. Many flows wait for days for a good reason. */
const quietMs = 10 * 60_000;
/** Longer than the longest wait between two tries to deliver. */
const undeliveredMs = 2 * 3600_000;
const dayMs = 24 * 3600 * 1000;

/** Completes work that a crash interrupted, and removes data whose time has passed. When one item fails, the others are still done. */
export async function sweep(upkeep: Upkeep, call: Call, giveUp: GiveUp): Promise<Swept> {
  const { register, results, policy } = upkeep;
  const did = nothingSwept();
  const now = upkeep.now();
  const at = now.toISOString();

  const adopted = await register.adopt();
  if (adopted > 0)
    call.log.info('requests of an earlier version taken over', { requests: adopted });
  await eachOf(call, did, register.open(), async (request) => {
    const { id, run, gates, flowVersion } = request;
    did.open += 1;
    did.flowVersions[flowVersion] = (did.flowVersions[flowVersion] ?? 0) + 1;
    if (isUnheard(request, now)) {
      await call.flows.wake(id, run, gates.waits);
      did.woken += 1;
    }
    if (!isDue(request, now)) return;
    await mend(upkeep, call, request, giveUp);
    did.checked += 1;
  });
  if (isTimeForQuietOnes(now))
    await eachOf(
      call,
      did,
      register.undelivered(),
      async ({ id, updatedAt, hasCallback: callback, endings: ending }) => {
        if (now.getTime() - Date.parse(updatedAt) < undeliveredMs) return;
        await call.flows.deliver(id, currentFlowVersion, { callback, ending });
        did.deliveries += 1;
        call.log.warn('delivery started by the sweeper', { requestId: id });
      },
    );
  await eachOf(call, did, register.closable(at), async ({ id }) => {
    await register.close(id);
    did.keysDestroyed += 1;
    upkeep.dossiers.forget(id);
    call.log.info('request closed', { requestId: id });
  });
  await eachOf(call, did, register.remindersDue(at), async (request) => {
    await remind(upkeep, call.log, request);
    did.reminders += 1;
  });
  await eachOf(call, did, register.watchesDue(at), async ({ id, delivery }) => {
    // A watch may change the status, so it starts only after the status of the end was delivered.
    if (delivery.state === 'pending') return;
    await call.flows.watch(id, currentFlowVersion);
    did.watches += 1;
    call.log.info('watch started by the sweeper', { requestId: id });
  });
  const keptSince = new Date(now.getTime() - policy.packageDays * dayMs).toISOString();
  await eachOf(call, did, register.packagesBefore(keptSince), async (requestId) => {
    await results.delete(requestId, 'package.zip');
    await register.packageDeleted(requestId);
    did.packagesDeleted += 1;
    call.log.info('package deleted', { requestId });
  });
  await register.forgetIdempotencyKeys(at);
  return did;
}

/** What a run did so far. */
type Swept = {
  -readonly [K in keyof Omit<SweepReport, 'startedAt' | 'endedAt' | 'flowVersions'>]: number;
} & { readonly flowVersions: Record<string, number> };

function nothingSwept(): Swept {
  return {
    ...{ open: 0, flowVersions: {}, woken: 0, checked: 0, deliveries: 0, keysDestroyed: 0 },
    ...{ reminders: 0, watches: 0, packagesDeleted: 0, failures: 0 },
  };
}

function isTimeForQuietOnes(now: Date): boolean {
  return now.getUTCMinutes() % 10 === 0;
}

function isDue(
  { state, gates, run, receivedAt, updatedAt }: RegisteredRequest,
  now: Date,
): boolean {
  // The flow of a retry reads its request first. Before that, nobody knows whether the flow was started.
  if (run > 1 && gates.unheard) return now.getTime() - Date.parse(updatedAt) > startedByThenMs;
  if (state === 'received') return now.getTime() - Date.parse(receivedAt) > startedByThenMs;
  return isTimeForQuietOnes(now) && now.getTime() - Date.parse(updatedAt) >= quietMs;
}

/**
 * Somebody decided, and the call that should wake the flow was lost. A request that has left its last gate is `resolving` again. A flow
 * that is not waiting now stores the event, so the event is not sent often.
 */
function isUnheard({ state, gates, updatedAt }: RegisteredRequest, now: Date): boolean {
  const mayWait = standsStill(state) || state === 'resolving';
  const silence = now.getTime() - Date.parse(updatedAt);
  const isDue = silence < quietMs || isTimeForQuietOnes(now);
  return gates.unheard && mayWait && silence > startedByThenMs && isDue;
}

async function mend(
  { register }: Upkeep,
  { flows, log }: Call,
  request: RegisteredRequest,
  giveUp: GiveUp,
): Promise<void> {
  const { id: requestId, flowVersion, run } = request;
  switch (await flows.progress(requestId, run)) {
    case 'running':
      return;
    case 'missing':
      await flows.start(requestId, flowVersion, run);
      log.warn('request started by the sweeper', { requestId });
      return;
    case 'finished':
    case 'broken': {
      // The request may have ended after the list was read.
      const current = await register.get(requestId);
      if (!current || isTerminal(current.state) || current.run !== run) return;
      log.warn('request given up by the sweeper', { requestId });
      await giveUp(requestId, run, { flows, log });
    }
  }
}

async function eachOf<T>(
  { log }: Call,
  did: Pick<Swept, 'failures'>,
  items: AsyncIterable<T>,
  work: (item: T) => Promise<void>,
): Promise<void> {
  for await (const item of items) {
    try {
      await work(item);
    } catch (error) {
      did.failures += 1;
      log.error('sweeping failed', error);
    }
  }
}
