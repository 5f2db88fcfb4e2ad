/** Our own storage does not answer. Every port over storage throws this error when the retries of the storage client are used up. */
export class StorageAway extends Error {
  constructor(options: { cause?: unknown } = {}) {
    super('Storage does not answer.', options);
    this.name = 'StorageAway';
  }
}
