/** Our own storage does not answer, or not now. Every port over storage throws it, after the few tries its client makes. */
export class StorageAway extends Error {
  constructor(options: { cause?: unknown } = {}) {
    super('Storage does not answer.', options);
    this.name = 'StorageAway';
  }
}
