/**
 * Ways of reading that may be answered by different replicas: `one` record by its id or key; a `list`, a filter or a search;
 * `binned`: the recycle bin or archive.
 */
export const readClasses = ['one', 'list', 'binned'] as const;
export type ReadClass = (typeof readClasses)[number];

/**
 * Times after a write, in milliseconds, at which readers see another state: first the new one, then the old one again, then
 * the new one, and so on. The number of times is odd, so in the end readers see the new state.
 */
export type Turns = readonly number[];

/** The times of one write, by the way of reading. */
export type Lag = Readonly<Record<ReadClass, Turns>>;

/** The lag that a fault sets. The other ways of reading have the usual lag. */
export type LagChanges = Readonly<Partial<Lag>>;

/** All readers see the write after the same time. */
export const lagOfAll = (ms: number): Lag => ({ one: [ms], list: [ms], binned: [ms] });

export const noLag = lagOfAll(0);

/** After how many milliseconds every reader sees the new state for good. */
export const longestLag = (lag: Lag): number =>
  Math.max(...readClasses.map((read) => lag[read].at(-1) ?? 0));

/** @param times the times as points in time, in milliseconds since 1970 */
export const seesNewState = (times: Turns, now: number): boolean =>
  times.filter((time) => time <= now).length % 2 === 1;
