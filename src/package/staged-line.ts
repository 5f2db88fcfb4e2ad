/** One line of a staged export: an item of a part, or a note about one. */
export type StagedLine =
  | { readonly part: string; readonly item: unknown }
  | { readonly part: string; readonly note: string };
