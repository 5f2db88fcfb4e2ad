import type { Decision } from './gates.ts';
import { sameRecord, type RecordRef } from './match.ts';
import type { SystemId } from './system.ts';

/** What an operator said about one record. It still counts when the request searches again. */
export interface Choice {
  readonly system: SystemId;
  readonly record: RecordRef;
  readonly isTheirs: boolean;
}

/**
 * What was decided about the record with this key (`recordKey`). The latest decision counts.
 * @returns undefined when nobody has decided about it
 */
export function decidedAbout(
  decisions: readonly Decision[],
  system: SystemId,
  recordKey: string,
): boolean | undefined {
  const last = decisions.findLast(
    (one) =>
      one.what === 'decide' &&
      one.system === system &&
      [...one.records, ...one.others].includes(recordKey),
  );
  return last?.what === 'decide' ? last.records.includes(recordKey) : undefined;
}

/** @returns undefined when nobody has decided about the record */
export function choiceOf(
  choices: readonly Choice[],
  system: SystemId,
  record: RecordRef,
): boolean | undefined {
  return choices.find((one) => one.system === system && sameRecord(one.record, record))?.isTheirs;
}
