/** `from` refers to `to`. */
export interface Edge {
  readonly from: string;
  readonly to: string;
}

/**
 * Sorts names so that each comes after those it refers to. An edge to itself is no circle: one statement deletes all rows of a table.
 * @returns `cycle`: the names of one circle; empty when there is none
 */
export function inDependencyOrder(
  names: readonly string[],
  edges: readonly Edge[],
): { order: readonly string[]; cycle: readonly string[] } {
  const order: string[] = [];
  let left = [...names];
  while (left.length > 0) {
    const isFree = (name: string) =>
      edges.every(({ from, to }) => from !== name || to === name || !left.includes(to));
    const free = left.filter(isFree);
    if (free.length === 0) return { order, cycle: circleIn(left, edges) };
    order.push(...free);
    left = left.filter((name) => !free.includes(name));
  }
  return { order, cycle: [] };
}

/** Each of the names refers to another one of them, so the edges lead back to a name that was visited before. */
function circleIn(names: readonly string[], edges: readonly Edge[]): string[] {
  const path: string[] = [];
  for (let next = names[0]; next !== undefined && !path.includes(next);) {
    path.push(next);
    const here = next;
    next = edges.find(({ from, to }) => from === here && to !== here && names.includes(to))?.to;
  }
  const last = path.at(-1);
  const back = edges.find(({ from, to }) => from === last && path.includes(to) && to !== last)?.to;
  return back === undefined ? path : path.slice(path.indexOf(back));
}
