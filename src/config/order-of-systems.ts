import type { Connector } from '../connectors/contract.ts';
import { allBefore } from '../domain/erasure-order.ts';
import { isSystemId, type SystemId } from '../domain/system.ts';
import type { Mistake } from './mistake.ts';

// `after` of a system names the systems that an erasure visits before it.

/** An entry of `systems` that may still have mistakes. */
type Entry = Readonly<Record<string, unknown>>;

interface Named {
  readonly id: SystemId;
  readonly after: readonly unknown[];
  readonly isDirectory: boolean;
  /** The path of the entry in the file. */
  readonly at: string;
}

interface OrderOptions {
  readonly file: string;
  readonly connectors: readonly Pick<Connector, 'name' | 'role'>[];
}

/** The mistakes in `after` of all systems. */
export function mistakesOfOrder(entries: readonly Entry[], options: OrderOptions): Mistake[] {
  const named = entries.flatMap((entry, index) => namedBy(entry, index, options));
  const wrongNames = named.flatMap((one) => wrongNamesIn(one, named, options));
  return wrongNames.length > 0 ? wrongNames : circlesIn(named, options);
}

/** The declared `after` of each system. */
export function declaredOrder(entries: readonly Entry[]): Map<SystemId, readonly SystemId[]> {
  const idsIn = (value: unknown): SystemId[] =>
    Array.isArray(value) ? value.filter((id) => typeof id === 'string').filter(isSystemId) : [];
  return new Map(
    entries.flatMap(({ id, after }) => idsIn([id]).map((one) => [one, idsIn(after)] as const)),
  );
}

function namedBy(entry: Entry, index: number, { connectors }: OrderOptions): Named[] {
  const { id, after, connector } = entry;
  if (typeof id !== 'string' || !isSystemId(id)) return [];
  return [
    {
      id,
      after: Array.isArray(after) ? after : [],
      isDirectory: connectors.some(({ name, role }) => name === connector && role === 'directory'),
      at: `systems[${String(index)}].after`,
    },
  ];
}

function wrongNamesIn(one: Named, all: readonly Named[], { file }: OrderOptions): Mistake[] {
  return one.after.flatMap((value, index): Mistake[] => {
    // The schema reports a value that is not an id.
    if (typeof value !== 'string' || !isSystemId(value)) return [];
    const fix = wrongIn(one, value, all);
    return fix ? [{ file, path: `${one.at}[${String(index)}]`, value, fix }] : [];
  });
}

function wrongIn(one: Named, id: SystemId, all: readonly Named[]): string | null {
  if (id === one.id) return 'is the system itself: remove it';
  const other = all.find((known) => known.id === id);
  if (!other) return 'is not the id of a configured system: name one of systems';
  if (other.isDirectory && !one.isDirectory)
    return 'is a directory, and directories are erased after all other systems: remove it';
  return null;
}

/** Each circle is reported once, at its first system in the file. */
function circlesIn(named: readonly Named[], { file }: OrderOptions): Mistake[] {
  const order = declaredOrder(named.map(({ id, after }) => ({ id, after })));
  const told = new Set<SystemId>();
  return named.flatMap(({ id, after, at }): Mistake[] => {
    if (told.has(id) || !allBefore(id, order).includes(id)) return [];
    const circle = [
      id,
      ...allBefore(id, order).filter((one) => allBefore(one, order).includes(id)),
    ];
    for (const one of circle) told.add(one);
    const names = [...new Set(circle)].join(', ');
    const fix = `makes a circle of ${names}: each would have to be erased before itself, so remove one of the names`;
    return [{ file, path: at, value: after, fix }];
  });
}
