const words = {
  limit: 'our own limit of calls is reached',
  paused: 'an operator paused the system',
  preparing: 'the system still prepares its answer',
};

/**
 * The call is not sent now, because our rate limiter delays it, an operator has paused the system, or the system still prepares its answer.
 * Connectors throw it; activities turn it into an outcome. It is no failure of the system.
 */
export class TurnLater extends Error {
  /** When to try again. The rate limiter has reserved a call at that time for the request. */
  readonly seconds: number;
  readonly why: keyof typeof words;

  constructor(seconds: number, why: keyof typeof words = 'limit') {
    super(words[why]);
    this.name = 'TurnLater';
    this.seconds = seconds;
    this.why = why;
  }
}
