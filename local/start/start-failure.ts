/** The stack cannot start. The message is the one clear line that the user sees. */
export class StartFailure extends Error {
  readonly exitCode: number = 1;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The command line is wrong. */
export class OptionMistake extends StartFailure {
  override readonly exitCode = 2;
}
