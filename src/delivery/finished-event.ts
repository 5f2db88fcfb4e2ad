import type { RegisteredRequest } from '../domain/request.ts';
import type { StatusEvent } from '../ports/status-queue.ts';
import { cloudEvent } from './cloud-event.ts';

/**
 * The final status as a CloudEvent. Its id is the same on every attempt, so a receiver can recognise a repeated event. A corrected status
 * has a new id.
 */
export function finishedEvent(request: RegisteredRequest, source: string): StatusEvent {
  const { id, reference, type, state, reason, endings } = request;
  return cloudEvent({
    id: endings > 1 ? `${id}.finished.${endings}` : `${id}.finished`,
    source,
    type: 'habeas.request.finished.v1',
    subject: id,
    time: request.finishedAt ?? request.updatedAt,
    data: {
      id,
      reference,
      type,
      state,
      reason,
      systems: request.systems.map(({ id: system, verdict, code, until }) => ({
        id: system,
        verdict,
        code,
        until,
      })),
      report: `dsar-results/${id}/report.json`,
    },
  });
}
