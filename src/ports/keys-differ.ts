/** The service has other keys than those with which its storage was written. Nothing may run until it has the earlier keys again. */
export class KeysDiffer extends Error {
  /** @param variables names of the environment variables whose value has changed */
  constructor(variables: readonly string[]) {
    super(
      `What is stored was sealed with another key-encryption key or lookup key: ${variables.join(' and ')} changed. ` +
        'Set the earlier value again (locally it is in the folder keys of the data folder). ' +
        'If you changed it on purpose, see "Keys" in docs/runbook.md. ' +
        'If the earlier value is lost, sealed data can never be opened again: start with an empty storage account.',
    );
    this.name = 'KeysDiffer';
  }
}
