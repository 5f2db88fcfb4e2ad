import { isTime } from '../../domain/is-time.ts';
import type { ExportedItem, PortableRecord } from '../../domain/portable-record.ts';

/** The value as an object; an empty one where it is none. */
export const asItem = (value: unknown): ExportedItem =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as ExportedItem)
    : {};

export const asItems = (value: unknown): ExportedItem[] =>
  Array.isArray(value) ? value.map(asItem) : [];

/** The texts among the values and lists, each once. */
export const texts = (...values: readonly unknown[]): string[] => [
  ...new Set(values.flat().filter((one): one is string => typeof one === 'string' && one !== '')),
];

/** Leaves out what has no value. */
export function filled(data: ExportedItem): ExportedItem {
  const isEmpty = (value: unknown) =>
    value === null ||
    value === undefined ||
    value === '' ||
    (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(data).filter(([, value]) => !isEmpty(value)));
}

/**
 * A portable record with the data that have a value; none when nothing has.
 * @param at when it happened, as the system writes it; left out when it is no time
 */
export function portable(
  kind: PortableRecord['kind'],
  origin: PortableRecord['origin'],
  data: ExportedItem,
  at?: unknown,
): PortableRecord[] {
  const known = filled(data);
  if (Object.keys(known).length === 0) return [];
  return [{ kind, origin, ...(isTime(at) && { at: new Date(at).toISOString() }), data: known }];
}
