import { standsStill } from '../domain/order-of-arrival.ts';
import { isTerminal, type RegisteredRequest, type RequestId } from '../domain/request.ts';
import type { FlowStarter } from '../ports/flow-starter.ts';
import type { Log } from '../ports/log.ts';
import type { Register } from '../ports/register.ts';

/** What the timer function passes to one run of the sweeper. */
export interface Call {
  readonly flows: FlowStarter;
  readonly log: Log;
}

/** Ends a request whose flow failed, and starts the delivery of its status. */
export type GiveUp = (requestId: RequestId, run: number, call: Call) => Promise<void>;

/** One run of the sweeper, as far as it concerns open requests. */
export interface OpenPass {
  readonly register: Pick<Register, 'open' | 'unstarted' | 'unheard' | 'get'>;
  readonly now: Date;
  /** True: the run checks all open requests. False: only new requests, and requests with an unread decision or retry. */
  readonly all: boolean;
}

/** A new request is not checked during this time, because the door that accepted it may still be starting its flow. */
const startedByThenMs = 10_000;
/** A run that checks all open requests checks the flows that made no progress for this time. Many flows wait for days for a good reason. */
const quietMs = 10 * 60_000;
/** A request counts as new for this time. Older ones are found only by the runs that check all open requests. */
const youngMs = 15 * 60_000;

/** The open requests that this run checks. */
export async function* openOnes({
  register,
  now,
  all,
}: OpenPass): AsyncGenerator<RegisteredRequest> {
  if (all) yield* register.open();
  else {
    yield* register.unstarted(new Date(now.getTime() - youngMs).toISOString());
    yield* register.unheard();
  }
}

/** Wakes, starts or gives up the flow of an open request, where this is needed. */
export async function lookAfter(
  pass: OpenPass,
  call: Call,
  request: RegisteredRequest,
  giveUp: GiveUp,
): Promise<{ readonly woken: boolean; readonly checked: boolean }> {
  const { id, run, gates } = request;
  const woken = isUnheard(request, pass);
  if (woken) await call.flows.wake(id, run, gates.waits);
  const checked = isDue(request, pass);
  if (checked) await mend(pass, call, request, giveUp);
  return { woken, checked };
}

function isDue(
  { state, gates, run, receivedAt, updatedAt }: RegisteredRequest,
  { now, all }: OpenPass,
): boolean {
  const since = (time: string) => now.getTime() - Date.parse(time);
  // The flow of a retry looks at its request first. Until then nobody knows whether it was started.
  if (run > 1 && gates.unheard) return since(updatedAt) > startedByThenMs;
  if (state === 'received') return since(receivedAt) > startedByThenMs;
  return all && since(updatedAt) >= quietMs;
}

/**
 * Somebody decided, and the call that should wake the flow was lost. A request that has left its last gate is `resolving` again. A flow that
 * does something else now keeps the event for later, so the call is not repeated often.
 */
function isUnheard(
  { state, gates, updatedAt }: RegisteredRequest,
  { now, all }: OpenPass,
): boolean {
  const mayWait = standsStill(state) || state === 'resolving';
  const silence = now.getTime() - Date.parse(updatedAt);
  return gates.unheard && mayWait && silence > startedByThenMs && (all || silence < quietMs);
}

async function mend(
  { register }: OpenPass,
  { flows, log }: Call,
  { id: requestId, flowVersion, run }: RegisteredRequest,
  giveUp: GiveUp,
): Promise<void> {
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
