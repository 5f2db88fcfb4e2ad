import { isTerminal, type RegisteredRequest, type RequestId } from '../domain/request.ts';
import { currentFlowVersion } from '../domain/flow-version.ts';
import type { Policy } from '../domain/policy.ts';
import type { Clock } from '../ports/clock.ts';
import type { Dossiers } from '../ports/dossiers.ts';
import type { FlowStarter } from '../ports/flow-starter.ts';
import type { Log } from '../ports/log.ts';
import type { Register } from '../ports/register.ts';
import type { ResultsStore } from '../ports/results-store.ts';

/** What the sweeper looks after. */
export interface Upkeep {
  readonly register: Register;
  readonly results: ResultsStore;
  readonly dossiers: Dossiers;
  readonly policy: Pick<Policy, 'packageDays'>;
  readonly now: Clock;
}

/** What one run of the sweeper is given by its function. */
interface Call {
  readonly flows: FlowStarter;
  readonly log: Log;
}

/** Ends a request whose flow broke, and has its status delivered. */
export type GiveUp = (requestId: RequestId, call: Call) => Promise<void>;

/** A request is left alone so long after it was registered: its intake may still be starting it. */
const startedByThenMs = 10_000;
/** A flow that shows no progress so long is looked at, every ten minutes: many rightly wait for days. */
const quietMs = 10 * 60_000;
/** Longer than the longest wait between two tries of a delivery. */
const undeliveredMs = 2 * 3600_000;
const dayMs = 24 * 3600 * 1000;

/** Mends what crashes left half done and removes what is due. One thing that fails does not keep the others from being done. */
export async function sweep(upkeep: Upkeep, call: Call, giveUp: GiveUp): Promise<void> {
  const { register, results, policy } = upkeep;
  const now = upkeep.now();
  const at = now.toISOString();

  await eachOf(call, register.open(), async (request) => {
    if (isDue(request, now)) await mend(upkeep, call, request, giveUp);
  });
  if (isTimeForQuietOnes(now))
    await eachOf(call, register.undelivered(), async ({ id, updatedAt, hasCallback }) => {
      if (now.getTime() - Date.parse(updatedAt) < undeliveredMs) return;
      await call.flows.deliver(id, currentFlowVersion, hasCallback);
      call.log.warn('delivery started by the sweeper', { requestId: id });
    });
  await eachOf(call, register.closable(at), async ({ id }) => {
    await register.close(id);
    upkeep.dossiers.forget(id);
    call.log.info('request closed', { requestId: id });
  });
  await eachOf(call, register.watchesDue(at), async ({ id, delivery }) => {
    // What is still being delivered tells what was true at the end of the request.
    if (delivery.state === 'pending') return;
    await call.flows.watch(id, currentFlowVersion);
    call.log.info('watch started by the sweeper', { requestId: id });
  });
  const keptSince = new Date(now.getTime() - policy.packageDays * dayMs).toISOString();
  await eachOf(call, register.packagesBefore(keptSince), async (requestId) => {
    await results.delete(requestId, 'package.zip');
    await register.packageDeleted(requestId);
    call.log.info('package deleted', { requestId });
  });
  await register.forgetIdempotencyKeys(at);
}

function isTimeForQuietOnes(now: Date): boolean {
  return now.getUTCMinutes() % 10 === 0;
}

function isDue({ state, receivedAt, updatedAt }: RegisteredRequest, now: Date): boolean {
  if (state === 'received') return now.getTime() - Date.parse(receivedAt) > startedByThenMs;
  return isTimeForQuietOnes(now) && now.getTime() - Date.parse(updatedAt) >= quietMs;
}

async function mend(
  { register }: Upkeep,
  { flows, log }: Call,
  request: RegisteredRequest,
  giveUp: GiveUp,
): Promise<void> {
  const { id: requestId, flowVersion } = request;
  switch (await flows.progress(requestId)) {
    case 'running':
      return;
    case 'missing':
      await flows.start(requestId, flowVersion);
      log.warn('request started by the sweeper', { requestId });
      return;
    case 'finished':
    case 'broken': {
      // It may have ended since the register was read.
      const current = await register.get(requestId);
      if (!current || isTerminal(current.state)) return;
      log.warn('request given up by the sweeper', { requestId });
      await giveUp(requestId, { flows, log });
    }
  }
}

async function eachOf<T>(
  { log }: Call,
  items: AsyncIterable<T>,
  work: (item: T) => Promise<void>,
): Promise<void> {
  for await (const item of items) {
    try {
      await work(item);
    } catch (error) {
      log.error('sweeping failed', error);
    }
  }
}
