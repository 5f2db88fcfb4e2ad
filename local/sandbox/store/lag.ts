/**
 * Ways of reading that may see different replicas: `one` record by its id or key, a `list` (filters and searches too), and
 * what is `binned` (the recycle bin or archive).
 */
export const readClasses = ['one', 'list', 'binned'] as const;
export type ReadClass = (typeof readClasses)[number];

/**
 * When what readers see changes after a write, in milliseconds: first to the new state, then back to the old one, then to the
 * new one again, and so on. An odd number of times, rising: in the end the new state is seen.
 */
export type Turns = readonly number[];

/** The turns of one write, by the way of reading. */
export type Lag = Readonly<Record<ReadClass, Turns>>;

/** What a fault says about the lag of a write; the other ways of reading lag as usual. */
export type LagChanges = Readonly<Partial<Lag>>;

/** All readers see the write after the same time. */
export const lagOfAll = (ms: number): Lag => ({ one: [ms], list: [ms], binned: [ms] });

export const noLag = lagOfAll(0);

/** How long until every reader sees the new state for good, in milliseconds. */
export const longestLag = (lag: Lag): number =>
  Math.max(...readClasses.map((read) => lag[read].at(-1) ?? 0));

/** @param times the turns as points in time */
export const seesNewState = (times: Turns, now: number): boolean =>
  times.filter((time) => time <= now).length % 2 === 1;
