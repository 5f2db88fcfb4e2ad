/** One line of a staged export: an item of a part, or a note about a part. */
export type StagedLine =
  | { readonly part: string; readonly item: unknown }
  | { readonly part: string; readonly note: string };
