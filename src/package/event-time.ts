import { isTime } from '../domain/is-time.ts';

type Item = Readonly<Record<string, unknown>>;

/** The fields in which systems write the time of an event, the most reliable first. */
const timeFields = [
  'activityDateTime',
  'createdDateTime',
  'created_at_timestamp',
  'occurred_at',
  'processed_at_foreign',
  'timestamp',
  'created_at',
  'createdAt',
  'date_added',
  'created',
  'date',
];

/** The time of the item (RFC 3339); null when it has none. */
export function timeOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null) return null;
  const values = timeFields.map((name) => (item as Item)[name]);
  return values.find(isTime) ?? null;
}

/** The month in UTC, such as `2026-03`; empty when the item has no time. */
export function monthOf(item: unknown): string {
  const time = timeOf(item);
  return time === null ? '' : new Date(time).toISOString().slice(0, '2026-03'.length);
}
