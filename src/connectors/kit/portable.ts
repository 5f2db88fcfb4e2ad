import { isTime } from '../../domain/is-time.ts';
import type { ExportedItem, PortableRecord } from '../../domain/portable-record.ts';

/** The value as an object; an empty object when the value is not an object. */
export const asItem = (value: unknown): ExportedItem =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as ExportedItem)
    : {};

export const asItems = (value: unknown): ExportedItem[] =>
  Array.isArray(value) ? value.map(asItem) : [];

/** The texts among the values and in the lists, without repetitions. */
export const texts = (...values: readonly unknown[]): string[] => [
  ...new Set(values.flat().filter((one): one is string => typeof one === 'string' && one !== '')),
];

/** Leaves out fields without a value. */
export function filled(data: ExportedItem): ExportedItem {
  const isEmpty = (value: unknown) =>
    value === null ||
    value === undefined ||
    value === '' ||
    (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(data).filter(([, value]) => !isEmpty(value)));
}

/**
 * A portable record with the fields that have a value; no record when no field has one.
 * @param at when it happened, as the system writes it; left out when it is not a time
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
