import type { Callback } from '../../ports/callback.ts';
import type { Meter } from '../../ports/meter.ts';
import type { Register } from '../../ports/register.ts';
import type { UpkeepState } from '../../ports/upkeep-state.ts';

interface Measured {
  readonly register: Register;
  readonly callback: Callback;
  readonly upkeepState: UpkeepState;
}

/** Wraps ports so that each call is also reported to the meter. So no other code of the service measures anything. */
export function measuredPorts(
  { register, callback, upkeepState }: Measured,
  meter: Meter,
): Measured {
  return {
    register: {
      ...register,
      async accept(acceptance) {
        const result = await register.accept(acceptance);
        if (result.kind === 'accepted') meter.accepted(acceptance.request.type);
        return result;
      },
      async end(requestId, ending) {
        const request = await register.end(requestId, ending);
        // A request that had already ended keeps its first `finishedAt`, and that end was already counted.
        if (request.finishedAt === ending.finishedAt) meter.ended(request.type, request.state);
        return request;
      },
    },
    callback: {
      async post(url, event) {
        const delivered = await callback.post(url, event);
        meter.called(delivered);
        return delivered;
      },
    },
    upkeepState: {
      ...upkeepState,
      async swept(report) {
        meter.swept(secondsOf(report), report.failures);
        return upkeepState.swept(report);
      },
    },
  };
}

const secondsOf = ({ startedAt, endedAt }: { startedAt: string; endedAt: string }): number =>
  (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
