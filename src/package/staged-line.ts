import type { WithheldField } from '../domain/withhold.ts';

/** One line of a staged export: an item of a part, a remark about a part, or a field of a part that was kept back. */
export type StagedLine =
  | { readonly part: string; readonly item: unknown }
  | { readonly part: string; readonly remark: string }
  | { readonly part: string; readonly withheld: WithheldField };

/** A line that precedes the lines of a section. `take` is the number of the reading that wrote them. */
export interface SectionLine {
  readonly section: string;
  readonly take: number;
}
