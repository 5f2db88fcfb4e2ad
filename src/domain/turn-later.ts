/**
 * Our own limiter lets no call through now. Thrown by connectors, turned into an outcome by activities; it is no failure of the system.
 */
export class TurnLater extends Error {
  /** When to come back. The turn is reserved for the caller. */
  readonly seconds: number;

  constructor(seconds: number) {
    super('our own limit of calls is reached');
    this.name = 'TurnLater';
    this.seconds = seconds;
  }
}
