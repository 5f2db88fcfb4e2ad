import { setTimeout as delay } from 'node:timers/promises';
import { systemIdOf } from '../../src/domain/system.ts';
import { concludeFindings } from '../../src/domain/conclude-findings.ts';
import { identifierKey, isFollowed, type KnownIdentifier } from '../../src/domain/identifier.ts';
import type { Hit, RecordRef } from '../../src/domain/match.ts';
import type { Intent } from '../../src/ports/system-access.ts';
import type { ConfiguredSystem } from '../../src/ports/systems.ts';
import type { BenchPerson } from './bench-people.ts';

type Pending = { readonly kind: 'pending'; readonly seconds: number };

/** Makes the same calls to the same systems as Habeas, in the same order, and nothing else: no queue, no store, no retry, no proof. */
export async function erasePlainly(
  systems: readonly ConfiguredSystem[],
  { accounts }: BenchPerson,
): Promise<void> {
  const first = accounts[0];
  if (!first) throw new Error('A person without an account cannot be asked for.');
  const found = await findEverywhere(systems, {
    identifier: { kind: 'account', system: systemIdOf(first.system), objectId: first.objectId },
    trust: 'given',
    source: 'request',
  });
  const directories = found.filter(({ system }) => system.role === 'directory');
  const downstream = found.filter(({ system }) => system.role === 'downstream');
  const intent: Intent = { begunAt: new Date().toISOString(), repeated: false, since: null };
  await Promise.all(
    directories.map(({ system, record }) =>
      untilDone(
        intent,
        async (known) =>
          (await system.access.hold?.(record, known, async () => {})) ?? { kind: 'held' },
      ),
    ),
  );
  await Promise.all(downstream.map((entry) => eraseOne(entry, intent)));
  await Promise.all(directories.map((entry) => eraseOne(entry, intent)));
}

interface Found {
  readonly system: ConfiguredSystem;
  readonly record: RecordRef;
}

async function findEverywhere(
  systems: readonly ConfiguredSystem[],
  given: KnownIdentifier,
): Promise<Found[]> {
  const hits: Record<string, Hit[]> = {};
  const asked = new Map<string, Set<string>>();
  for (;;) {
    const { identifiers, findings } = concludeFindings([given], hits);
    const followed = identifiers.filter(({ trust }) => isFollowed(trust));
    const questions = systems
      .map((system) => ({
        system,
        news: followed.filter(
          ({ identifier }) => !asked.get(system.id)?.has(identifierKey(identifier)),
        ),
      }))
      .filter(({ news }) => news.length > 0);
    if (questions.length === 0) {
      return systems.flatMap((system) =>
        (findings[system.id]?.records ?? []).map((record) => ({ system, record })),
      );
    }
    await Promise.all(
      questions.map(async ({ system, news }) => {
        hits[system.id] = [...(hits[system.id] ?? []), ...(await system.access.find(news)).hits];
        asked.set(
          system.id,
          new Set([
            ...(asked.get(system.id) ?? []),
            ...news.map(({ identifier }) => identifierKey(identifier)),
          ]),
        );
      }),
    );
  }
}

async function eraseOne({ system, record }: Found, intent: Intent): Promise<void> {
  await untilDone(intent, (known) => system.access.erase(record, known));
  const erasedAt = new Date().toISOString();
  await untilDone(intent, () => system.access.verify(record, erasedAt));
}

async function untilDone(
  first: Intent,
  call: (intent: Intent) => Promise<{ kind: string } | Pending>,
): Promise<void> {
  for (let intent = first; ; intent = { ...first, repeated: true }) {
    const answer = await call(intent);
    if (answer.kind !== 'pending') return;
    await delay((answer as Pending).seconds * 1000);
  }
}
