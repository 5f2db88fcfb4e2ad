/** The service has other keys than those that its storage was filled with. Nothing may run until it has the former keys again. */
export class KeysDiffer extends Error {
  /** @param variables names of the environment variables whose value is another than before */
  constructor(variables: readonly string[]) {
    super(
      `What is stored was sealed with another key-encryption key or lookup key: ${variables.join(' and ')} changed. ` +
        'Set the former value again (locally it stands in the folder keys of the data folder). ' +
        'If it is changed on purpose, see "Keys" in docs/runbook.md. ' +
        'If it is lost for good, nothing that was sealed can be opened: begin with an empty storage account.',
    );
    this.name = 'KeysDiffer';
  }
}
