/** Rounds to two places. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** The value that the given share of all values does not exceed; NaN when there is none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? NaN;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
