import { SystemFailure } from '../../../src/domain/failure.ts';
import type { RecordRef } from '../../../src/domain/match.ts';
import type { ConfiguredSystem } from '../../../src/ports/systems.ts';
import type { SignInState } from '../../../src/ports/system-access.ts';
import { hit, system } from '../../support/memory-house.ts';
import type { Life } from './life.ts';
import { systemNames, type Held, type Setting, type SystemName } from './setting.ts';

/** A call that changes or reads the data of the person. */
export type Operation = 'freeze' | 'release' | 'export' | 'erase';

/** The actual state of one system. It outlives every process of the service. */
export interface OneSystem {
  readonly records: Map<string, SignInState>;
  failing: { calls: number; soon: boolean };
  drifts: number;
  /** The e-mail addresses by which it was asked with success. */
  readonly asked: Set<string>;
}

export interface Fleet {
  readonly all: Readonly<Record<SystemName, OneSystem>>;
  /** What was done to which record, in order. */
  readonly done: {
    readonly operation: Operation;
    readonly system: SystemName;
    readonly record: string;
  }[];
  /** The systems as one process reaches them. */
  readonly reachedBy: (life: Life) => readonly ConfiguredSystem[];
}

export const objectId = '2f1c7c0e-5c0b-4a53-9a0b-6f3f5a1d9c11';

const idsOf = (name: SystemName, held: Held): string[] =>
  held === 'none' ? [] : held === 'two' ? [`${name}-1`, `${name}-2`] : [`${name}-1`];

/** @param mayDo is asked before each operation takes effect; it throws when the operation breaks a rule */
export function createFleet(
  { held, enabled }: Setting,
  mayDo: (operation: Operation, system: SystemName, record: RecordRef) => Promise<void>,
): Fleet {
  const all = Object.fromEntries(
    systemNames.map((name): [SystemName, OneSystem] => [
      name,
      {
        records: new Map(idsOf(name, held[name]).map((id) => [id, enabled])),
        failing: { calls: 0, soon: true },
        drifts: 0,
        asked: new Set<string>(),
      },
    ]),
  ) as Record<SystemName, OneSystem>;
  const done: Fleet['done'] = [];

  function reached(name: SystemName, life: Life): ConfiguredSystem {
    const one = all[name];
    async function asked<T>(answer: () => T | Promise<T>): Promise<T> {
      await life.pass();
      if (one.failing.calls > 0) {
        one.failing.calls -= 1;
        throw new SystemFailure(one.failing.soon ? 'unavailable' : 'credentials-rejected', 'down');
      }
      const answered = await answer();
      await life.pass();
      return answered;
    }
    const doing = (operation: Operation, record: RecordRef, change: () => void) =>
      asked(async () => {
        await mayDo(operation, name, record);
        // The rules were checked at an earlier time, so a crash may have happened since.
        if (life.isOver()) return;
        done.push({ operation, system: name, record: record.id });
        change();
      });
    return system(name, {
      find: (identifiers) =>
        asked(() => {
          for (const { identifier } of identifiers)
            if (identifier.kind === 'email') one.asked.add(identifier.value);
          return [...one.records.keys()].map((id) =>
            hit(id, {
              ...{ preview: id, join: held[name] === 'lead' ? 'free' : 'id' },
              by: { kind: 'account', system: dir, objectId },
            }),
          );
        }),
      export: async (record, sink) => {
        await doing('export', record, () => undefined);
        await sink.write('records', { id: record.id });
        return { records: 1 };
      },
      erase: async (record) => {
        await doing('erase', record, () => void one.records.delete(record.id));
        return { kind: 'done' };
      },
      verify: (record) =>
        asked(() =>
          one.records.has(record.id)
            ? ({ kind: 'present', left: { records: 1 } } as const)
            : ({ kind: 'gone', left: {}, residuals: [] } as const),
        ),
      ...(name === 'dir' && freezing()),
    });

    function freezing(): Pick<ConfiguredSystem['access'], 'hold' | 'release'> {
      const set = (id: string, state: SignInState) => {
        if (one.records.has(id)) one.records.set(id, state);
      };
      return {
        hold: async (record, _intent, remember) => {
          await remember(await asked(() => one.records.get(record.id) ?? null));
          await doing('freeze', record, () => set(record.id, false));
          return { kind: 'held' };
        },
        release: (record, found) => doing('release', record, () => set(record.id, found)),
      };
    }
  }

  return { all, done, reachedBy: (life) => systemNames.map((name) => reached(name, life)) };
}

const dir = system('dir', {}).id;
