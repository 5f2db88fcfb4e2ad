interface JournalLine {
  readonly seq: number;
  readonly system: string;
  /** For an item of a `$batch`: the seq of the call that carried it. */
  readonly batch: number | null;
}

const pageSize = 50_000;

async function page(sandbox: string, after: number): Promise<JournalLine[]> {
  const address = `${sandbox}/control/journal?after=${String(after)}&limit=${String(pageSize)}`;
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`The journal answers ${String(answer.status)}.`);
  return (await answer.json()) as JournalLine[];
}

/**
 * Counts the calls that the simulated systems received after a line of the journal. A `$batch` counts as one call. Requests for tokens are
 * left out: one token serves many erasures.
 * @returns the calls, and the seq of the last line
 */
export async function vendorCalls(
  sandbox: string,
  after: number,
): Promise<{ calls: number; last: number }> {
  let [calls, last] = [0, after];
  for (;;) {
    const lines = await page(sandbox, last);
    calls += lines.filter(({ system, batch }) => system !== 'authority' && batch === null).length;
    last = lines.at(-1)?.seq ?? last;
    if (lines.length < pageSize) return { calls, last };
  }
}
