import { statusName } from '../protocol/orchestration-status.ts';
import type { InstanceRow } from '../store/task-hub-store.ts';

/** The status of an instance as the API writes it. */
export function instanceView(row: InstanceRow, showInput: boolean): Record<string, unknown> {
  return {
    name: row.name,
    instanceId: row.id,
    ...(row.version === null ? {} : { version: row.version }),
    ...(row.parentInstanceId === null ? {} : { parentInstanceId: row.parentInstanceId }),
    runtimeStatus: statusName(row.status),
    input: showInput ? parsedOrText(row.input) : null,
    customStatus: parsedOrText(row.customStatus),
    output: parsedOrText(row.output),
    createdTime: toSeconds(row.createdTime),
    lastUpdatedTime: toSeconds(row.lastUpdatedTime),
  };
}

/** The JSON value of a text, or the text itself when it is not JSON. */
export function parsedOrText(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Times of the API have no fraction of a second. */
export function toSeconds(time: string): string {
  return `${time.slice(0, 19)}Z`;
}
