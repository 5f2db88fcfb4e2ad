import { SystemFailure } from '../../src/domain/failure.ts';
import type { KnownIdentifier } from '../../src/domain/identifier.ts';
import type { VerifyAnswer } from '../../src/domain/read-back.ts';
import { hit, type AccessInTest } from './memory-house.ts';

export const sharedAddress = { kind: 'email', value: 'huber@example.org' } as const;

/** A record, and when it was born and erased, in milliseconds. */
export interface HeldRecord {
  readonly id: string;
  readonly name: string;
  readonly bornAt: number;
  erasedAt: number | null;
  /** Until then no replica shows it, although it is there. */
  hiddenUntil: number;
}

/** What happens to one call. */
export interface Luck {
  /** By how many seconds the replica that answers lags. */
  readonly lag: number;
  readonly lost: 'before' | 'after' | null;
  /** The system confirms an erasure, hides the record for the lag, and then shows it again: it was not erased. */
  readonly isIneffective: boolean;
}

export interface LaggingSystem {
  readonly access: AccessInTest;
  readonly records: readonly HeldRecord[];
  /** When the last search was answered; null before. */
  readonly searchedAt: () => number | null;
}

/** A system that shows an erased record until its replicas have caught up. A new record shows at once. */
export function laggingSystem(
  records: readonly HeldRecord[],
  settleSeconds: number,
  isDirectory: boolean,
  luck: () => Luck,
  now: () => number,
): LaggingSystem {
  let searchedAt: number | null = null;
  const isShown = ({ bornAt, erasedAt, hiddenUntil }: HeldRecord, { lag }: Luck) =>
    bornAt <= now() && hiddenUntil <= now() && (erasedAt === null || erasedAt > now() - lag * 1000);

  async function call<T>(work: (drawn: Luck) => T): Promise<T> {
    const drawn = luck();
    if (drawn.lost === 'before') throw new SystemFailure('unavailable', 'connection broken');
    const answer = work(drawn);
    if (drawn.lost === 'after') throw new SystemFailure('unavailable', 'connection broken');
    return answer;
  }

  const isAddressed = (known: readonly KnownIdentifier[]) =>
    known.some(
      ({ identifier }) =>
        identifier.kind === 'email' || (isDirectory && identifier.kind === 'account'),
    );
  const hitOf = ({ id, name }: HeldRecord) =>
    hit(id, {
      record: { kind: isDirectory ? 'user' : 'contact', id },
      ...(id === 'oid-ada' ? {} : { join: 'address', by: sharedAddress }),
      name: { given: name, surname: 'Huber', display: null },
      reveals: isDirectory ? [{ identifier: sharedAddress, trust: 'vouched' }] : [],
    });

  return {
    records,
    searchedAt: () => searchedAt,
    access: {
      settleSeconds,
      find: (known) =>
        call((drawn) => {
          const shown = isAddressed(known) ? records.filter((one) => isShown(one, drawn)) : [];
          if (known.some(({ identifier }) => identifier.kind === 'email')) searchedAt = now();
          return shown.map(hitOf);
        }),
      erase: ({ id }) =>
        call(({ isIneffective, lag }) => {
          const one = records.find((held) => held.id === id && held.bornAt <= now());
          if (one && isIneffective) one.hiddenUntil = now() + lag * 1000;
          else if (one) one.erasedAt ??= now();
          return { kind: 'done' };
        }),
      verify: ({ id }) =>
        call((drawn): VerifyAnswer => {
          const shown = records.some((one) => one.id === id && isShown(one, drawn));
          return shown
            ? { kind: 'present', left: { records: 1 } }
            : { kind: 'gone', left: {}, residuals: [] };
        }),
      ...(isDirectory && {
        hold: () => call(() => ({ kind: 'held' as const })),
        release: () => call(() => undefined),
      }),
    },
  };
}
