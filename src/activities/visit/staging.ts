import type { Counts } from '../../domain/verdict.ts';
import type { WithheldField, Withhold } from '../../domain/withhold.ts';
import {
  stagedExport,
  type StagedExport,
  type StagedSection,
} from '../../package/staged-export.ts';
import { MarkExpired } from '../../ports/mark-expired.ts';
import { SealedBlobMissing, type SealedStore } from '../../ports/sealed-store.ts';
import type { ExportSink } from '../../ports/system-access.ts';
import type { SystemOrder } from '../../workflows/steps/system-order.ts';
import { stagedPieces } from './staged-pieces.ts';

/** Stages the export of one system. What an earlier try staged is kept and not read again. */
export interface Staging {
  /** True when this try read data that the next try need not read again. */
  readonly hasGrown: boolean;
  /** Exports one record, unless an earlier try did. Returns its counts. */
  record(index: number, read: (sink: ExportSink) => Promise<Counts>): Promise<Counts>;
  /** Stores everything that was read as far as the last mark. */
  keep(): Promise<void>;
  /** Drops the lines that were not stored yet. */
  abort(): Promise<void>;
}

/** After this time an export begins again, in milliseconds: a copy shows one day, not several. */
const keptForMs = 24 * 3_600_000;

/** One reading of a section, or of the data of a record that is outside its sections. */
interface Reading {
  readonly section: string;
  readonly take: number;
  readonly from: string | null;
  readonly counts: Record<string, number>;
}

export interface StagingNeeds {
  readonly sealed: SealedStore;
  readonly now: () => Date;
  /** Values that may not be handed over never reach the staged copy. */
  readonly withhold: Withhold;
}

/** @param records how many records the dossier names */
export async function openStaging(
  { sealed, withhold, ...needs }: StagingNeeds,
  order: SystemOrder,
  records: number,
): Promise<Staging> {
  const now = needs.now();
  const before = await earlierTry(sealed, order, now);
  const { begunAt = now.toISOString() } = before ?? {};
  const pieces = stagedPieces(sealed, order, before?.pieces ?? []);
  const sections: Record<string, StagedSection> = { ...before?.sections };
  let takes = before?.takes ?? 0;
  let isKept = true;
  let hasGrown = false;

  function settle({ section, take, counts }: Reading, mark: string | null, all = counts): void {
    sections[section] = { take, counts: { ...all }, mark, done: mark === null };
    pieces.count();
    isKept = false;
    hasGrown = true;
  }

  async function keep(): Promise<void> {
    const stored = await pieces.store();
    if (isKept) return;
    isKept = true;
    const { dossier } = order;
    const staged: StagedExport = { dossier, begunAt, pieces: stored, sections, takes, records };
    await sealed.put(order.requestId, stagedExport(order.system), staged);
  }

  const begin = (section: string): Reading => {
    takes += 1;
    return { section, take: takes, from: null, counts: {} };
  };
  const resume = (section: string): Reading => {
    const { mark = null, take = 0, counts } = sections[section] ?? {};
    return mark === null ? begin(section) : { section, take, from: mark, counts: { ...counts } };
  };

  async function readSection(section: string, read: (reading: Reading) => Promise<void>) {
    let reading = resume(section);
    try {
      await read(reading);
    } catch (error) {
      if (!(error instanceof MarkExpired)) throw error;
      // The lines of the earlier reading no longer count.
      reading = begin(section);
      await withoutMark(() => read(reading));
    }
    settle(reading, null);
    return reading.counts;
  }

  function sinkOf(whole: Reading): ExportSink {
    let current = whole;
    const named = new Set<string>();
    const nameWithheld = (part: string, field: WithheldField) => {
      const key = `${String(current.take)} ${part} ${field.field}`;
      if (named.has(key)) return;
      named.add(key);
      pieces.add(current, { part, withheld: field });
    };
    return {
      async write(part, given) {
        const { item, withheld } = withhold(given);
        current.counts[part] = (current.counts[part] ?? 0) + 1;
        for (const field of withheld) nameWithheld(part, field);
        pieces.add(current, { part, item });
        await pieces.flow();
      },
      remark: (part, text) => pieces.add(current, { part, remark: text }),
      async section(name, read) {
        const section = `${whole.section}/${name}`;
        const known = sections[section];
        if (known?.done) return known.counts;
        try {
          return await readSection(section, (reading) => {
            current = reading;
            return read(reading.from);
          });
        } finally {
          current = whole;
        }
      },
      async reached(mark) {
        if (current === whole) throw new Error('Only a section has marks.');
        settle(current, mark);
        if (pieces.isLong) await keep();
      },
    };
  }

  return {
    get hasGrown() {
      return hasGrown;
    },
    async record(index, read) {
      const known = sections[String(index)];
      if (known?.done) return known.counts;
      const whole = begin(String(index));
      const counts = await read(sinkOf(whole));
      settle(whole, null, { ...counts });
      return counts;
    },
    keep,
    abort: () => pieces.abort(),
  };
}

/** When the system refuses again, the mark is not the reason. */
async function withoutMark(read: () => Promise<void>): Promise<void> {
  try {
    await read();
  } catch (error) {
    throw error instanceof MarkExpired ? error.refusal : error;
  }
}

/** @returns null when nothing is staged, or when the staged data is old or of other records */
async function earlierTry(
  sealed: SealedStore,
  { requestId, system, dossier }: SystemOrder,
  now: Date,
): Promise<StagedExport | null> {
  try {
    const staged = (await sealed.get(requestId, stagedExport(system))) as StagedExport;
    const isFresh = now.getTime() - Date.parse(staged.begunAt) < keptForMs;
    return staged.dossier === dossier && isFresh ? staged : null;
  } catch (error) {
    if (error instanceof SealedBlobMissing) return null;
    throw error;
  }
}
