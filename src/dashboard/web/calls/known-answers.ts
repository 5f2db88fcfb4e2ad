const most = 20;

interface Known {
  readonly etag: string;
  readonly body: unknown;
}

/** The last answers that had an entity tag, by address. When an answer has not changed, the API then sends 304, without a body. */
export interface KnownAnswers {
  get(address: string): Known | undefined;
  keep(address: string, etag: string | null, body: unknown): void;
}

/** Keeps the answers that were used last, and drops the others. */
export function createKnownAnswers(): KnownAnswers {
  const answers = new Map<string, Known>();
  return {
    get: (address) => answers.get(address),
    keep(address, etag, body) {
      answers.delete(address);
      if (etag === null) return;
      answers.set(address, { etag, body });
      const [oldest] = answers.keys();
      if (answers.size > most && oldest !== undefined) answers.delete(oldest);
    },
  };
}
