import type { SystemId } from './system.ts';

// A system may be declared to come after others: a database that syncs to a CRM is erased before the CRM, because the sync would bring the
// person back. See docs/decisions/0041.

interface Ordered {
  readonly system: SystemId;
  /** All systems that are erased before this one, direct and indirect. */
  readonly after?: readonly SystemId[];
}

/** Splits visits into groups. No system of one group comes after a system of another group, so groups need not wait for each other. */
export function groupsOf<Visit extends Ordered>(visits: readonly Visit[]): Visit[][] {
  let groups: Visit[][] = [];
  for (const visit of visits) {
    const isRelated = (group: Visit[]) =>
      group.some((one) => comesAfter(one, visit) || comesAfter(visit, one));
    const related = groups.filter(isRelated);
    groups = [...groups.filter((group) => !related.includes(group)), [...related.flat(), visit]];
  }
  return groups;
}

/** Splits visits into waves. Each system is in a later wave than the systems that come before it. */
export function wavesOf<Visit extends Ordered>(visits: readonly Visit[]): Visit[][] {
  const waves: Visit[][] = [];
  let left = visits;
  while (left.length > 0) {
    const waits = (visit: Visit) => left.some((other) => comesAfter(visit, other));
    const free = left.filter((visit) => !waits(visit));
    // A configuration with a circle is refused at start.
    const wave = free.length > 0 ? free : [...left];
    waves.push(wave);
    left = left.filter((visit) => !wave.includes(visit));
  }
  return waves;
}

function comesAfter({ after = [] }: Ordered, { system }: Ordered): boolean {
  return after.includes(system);
}

/**
 * All systems that come before this one, direct and indirect.
 * @param after the declared `after` of each system
 */
export function allBefore(
  system: SystemId,
  after: ReadonlyMap<SystemId, readonly SystemId[]>,
): SystemId[] {
  const before = new Set<SystemId>();
  const next = [...(after.get(system) ?? [])];
  for (let one = next.shift(); one !== undefined; one = next.shift()) {
    if (before.has(one)) continue;
    before.add(one);
    next.push(...(after.get(one) ?? []));
  }
  return [...before];
}
