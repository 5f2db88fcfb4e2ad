const messages = {
  limit: 'our own limit of calls is reached',
  paused: 'an operator paused the system',
  preparing: 'the system still prepares its answer',
  down: 'the system does not answer',
};

/**
 * The call is not sent now:
 *
 * - `limit`: our rate limiter
 * - `paused`: an operator has paused the system
 * - `preparing`: the system still prepares its answer
 * - `down`: the system does not answer, and another request checks whether it answers again
 *
 * Connectors and guards throw it; activities turn it into an outcome.
 */
export class TurnLater extends Error {
  /** When to try again. The rate limiter has reserved a call at that time for the request. */
  readonly seconds: number;
  readonly why: keyof typeof messages;

  constructor(seconds: number, why: keyof typeof messages = 'limit') {
    super(messages[why]);
    this.name = 'TurnLater';
    this.seconds = seconds;
    this.why = why;
  }
}
