/** The dates of a request, as the law counts them. */
export interface RequestClock {
  /** Days until the last day, without today; negative when it has passed. Null when the request has ended. */
  readonly daysLeft: number | null;
  /** RFC 3339: until when it must be confirmed to the person; null where the law names no such day. */
  readonly acknowledgeBy: string | null;
  /** RFC 3339: the last day if the extension is taken; null when it was taken, or the request has ended. */
  readonly extendableTo: string | null;
  /** The extension was taken. */
  readonly extended: boolean;
  /** The clock stands still now (UK only). */
  readonly stopped: boolean;
  /** Whole days during which it stood still so far. */
  readonly stoppedDays: number;
}
