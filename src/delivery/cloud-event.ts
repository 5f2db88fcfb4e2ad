import type { StatusEvent } from '../ports/status-queue.ts';

/**
 * Makes a CloudEvents 1.0 event.
 * @param event its `id` must be the same on every attempt, so a receiver can recognise a repeated event
 */
export function cloudEvent(
  event: Pick<StatusEvent, 'id' | 'source' | 'type' | 'subject' | 'time' | 'data'>,
): StatusEvent {
  return { specversion: '1.0', datacontenttype: 'application/json', ...event };
}
