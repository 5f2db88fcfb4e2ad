import type { WithheldField } from '../domain/withhold.ts';
import type { StagedLine } from './staged-line.ts';
import { monthOf } from './event-time.ts';

/** A longer part gets pages of its own. */
const shownItems = 50;
const shownCharacters = 2_000_000;

/** What one part of an export holds, before it is written. */
export interface PartSurvey {
  readonly part: string;
  count: number;
  /** How many items each month has, such as `2026-03`; under an empty name those without a time. */
  readonly months: Map<string, number>;
  /** All items of a short part; null when it is long. */
  items: unknown[] | null;
}

/** What the connector said about its parts. */
export interface Remarks {
  readonly remarks: readonly { readonly about: string; readonly text: string }[];
  /** The fields that were kept back. */
  readonly withheld: readonly ({ readonly about: string } & WithheldField)[];
}

/** What the export of one system holds. */
export interface Survey extends Remarks {
  readonly parts: readonly PartSurvey[];
  /** How many details of other persons were removed. */
  readonly redacted: number;
}

/**
 * Reads an export once, in constant memory. The first file of the package tells what the others hold, so it must be known before they are
 * written.
 */
export async function survey(lines: AsyncIterable<StagedLine>): Promise<Survey> {
  const parts = new Map<string, PartSurvey>();
  // Each record of the person brings the same remarks.
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
