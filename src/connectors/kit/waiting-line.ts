/** The place of one caller in the line. */
export interface Place {
  readonly key: unknown;
  readonly number: number;
  /** When the caller should try again, in milliseconds of the stopwatch. */
  due: number;
}

/** First come, first served. A caller keeps its place while its flow sleeps. All times are in milliseconds. */
export interface WaitingLine {
  /** @returns the place of this caller; a new one at the end when it has none */
  join(key: unknown, now: number): Place;
  leave(place: Place): void;
  /** How many callers are before this place; without a place, how many are in the line. */
  ahead(now: number, place?: Place): number;
}

/** How long the place of a caller that does not try again is remembered. */
const rememberedMs = 3_600_000;

/** @param kept how long an overdue caller still blocks the callers behind it */
export function waitingLine(kept: number): WaitingLine {
  const places = new Map<unknown, Place>();
  let last = 0;

  return {
    join(key, now) {
      for (const place of places.values())
        if (now > place.due + rememberedMs) places.delete(place.key);
      const place = places.get(key) ?? { key, number: (last += 1), due: now };
      places.set(key, place);
      return place;
    },
    leave: ({ key }) => void places.delete(key),
    ahead: (now, before) =>
      [...places.values()].filter(
        ({ number, due }) => number < (before?.number ?? Infinity) && now <= due + kept,
      ).length,
  };
}
