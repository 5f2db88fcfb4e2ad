/**
 * Our own rate limiter lets no call through now. Connectors throw it; activities turn it into an outcome. It is no failure of the system.
 */
export class TurnLater extends Error {
  /** When to come back. The turn at that time is reserved for the request. */
  readonly seconds: number;

  constructor(seconds: number) {
    super('our own limit of calls is reached');
    this.name = 'TurnLater';
    this.seconds = seconds;
  }
}
