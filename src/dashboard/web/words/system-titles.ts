/** Titles of systems by their ids, joined by commas; the id if a title is not known, and a dash if there are no systems. */
export function titlesOf(
  ids: readonly string[] | undefined,
  systems: readonly { readonly id: string; readonly title: string }[],
): string {
  if (!ids || ids.length === 0) return '–';
  const titles = new Map(systems.map(({ id, title }) => [id, title]));
  return ids.map((id) => titles.get(id) ?? id).join(', ');
}
