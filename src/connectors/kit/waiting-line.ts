/** Where one caller stands in line. */
export interface Place {
  readonly key: unknown;
  readonly number: number;
  /** When the caller was told to come, in milliseconds of the stopwatch. */
  due: number;
}

/** First come, first served, also while a caller is away because its flow sleeps. All times are milliseconds. */
export interface WaitingLine {
  /** @returns the place of this caller; a new one at the end when it has none */
  join(key: unknown, now: number): Place;
  leave(place: Place): void;
  /** How many callers stand before this place; without one, in the whole line. */
  ahead(now: number, place?: Place): number;
}

/** How long a caller that does not come back is remembered. It gets its old place as long as it is. */
const remembered = 3_600_000;

/** @param kept how long the others let a caller go first that does not come when it is due */
export function waitingLine(kept: number): WaitingLine {
  const places = new Map<unknown, Place>();
  let last = 0;

  return {
    join(key, now) {
      for (const place of places.values())
        if (now > place.due + remembered) places.delete(place.key);
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
