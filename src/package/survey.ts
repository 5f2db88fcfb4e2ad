import type { WithheldField } from '../domain/withhold.ts';
import type { StagedLine } from './staged-line.ts';
import { monthOf } from './event-time.ts';

/** A part with more items gets pages of its own. */
const shownItems = 50;
const shownCharacters = 2_000_000;

/** A survey of one part of an export, made before the part is written. */
export interface PartSurvey {
  readonly part: string;
  count: number;
  /** The number of items in each month, such as `2026-03`. Items without a time are counted under an empty name. */
  readonly months: Map<string, number>;
  /** All items of a short part; null when it is long. */
  items: unknown[] | null;
}

/** The remarks of the connector about its parts. */
export interface Remarks {
  readonly remarks: readonly { readonly about: string; readonly text: string }[];
  /** The fields that were kept back. */
  readonly withheld: readonly ({ readonly about: string } & WithheldField)[];
}

/** A survey of the export of one system. */
export interface Survey extends Remarks {
  readonly parts: readonly PartSurvey[];
  /** How many details of other persons were removed. */
  readonly redacted: number;
}

/**
 * Reads an export once, in constant memory. The first file of the package describes the other files, so their content must be known before
 * they are written.
 */
export async function survey(lines: AsyncIterable<StagedLine>): Promise<Survey> {
  const parts = new Map<string, PartSurvey>();
  // The same remarks may come with each record of the person, so equal remarks are kept once.
  const remarks = new Map<string, Survey['remarks'][number]>();
  const withheld = new Map<string, Survey['withheld'][number]>();
  let redacted = 0;
  let held = 0;
  for await (const line of lines) {
    if ('remark' in line) {
      const remark = { about: line.part, text: line.remark };
      remarks.set(JSON.stringify(remark), remark);
      continue;
    }
    if ('withheld' in line) {
      const field = { about: line.part, ...line.withheld };
      withheld.set(JSON.stringify(field), field);
      continue;
    }
    const text = JSON.stringify(line.item ?? null);
    redacted += text.split('"redacted":').length - 1;
    const known = parts.get(line.part) ?? {
      part: line.part,
      count: 0,
      months: new Map<string, number>(),
      items: [],
    };
    parts.set(line.part, known);
    known.count += 1;
    const month = monthOf(line.item);
    known.months.set(month, (known.months.get(month) ?? 0) + 1);
    held += known.items ? text.length : 0;
    if (known.items && known.items.length < shownItems && held <= shownCharacters)
      known.items.push(line.item);
    else known.items = null;
  }
  return {
    parts: [...parts.values()],
    remarks: [...remarks.values()],
    withheld: [...withheld.values()],
    redacted,
  };
}
