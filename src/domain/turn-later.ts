/**
 * We ourselves do not send the call now, because our rate limiter delays it or an operator has paused the system. Connectors throw it;
 * activities turn it into an outcome. It is no failure of the system.
 */
export class TurnLater extends Error {
  /** When to try again. The rate limiter has reserved a call at that time for the request. */
  readonly seconds: number;
  readonly why: 'limit' | 'paused';

  constructor(seconds: number, why: 'limit' | 'paused' = 'limit') {
    super(why === 'limit' ? 'our own limit of calls is reached' : 'an operator paused the system');
    this.name = 'TurnLater';
    this.seconds = seconds;
    this.why = why;
  }
}
