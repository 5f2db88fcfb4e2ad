import { randomUUID } from 'node:crypto';
import type { TableTransaction } from '@azure/data-tables';
import type { ChainedFact, NewFact } from '../../domain/fact.ts';
import { isTerminal, type RegisteredRequest, type RequestId } from '../../domain/request.ts';
import { appendFacts } from '../../journal/append-facts.ts';
import { checkFact } from '../../journal/fact-schema.ts';
import { chain, headOf, noFacts, type Head } from '../../journal/chain.ts';
import { chunkedText, textOfChunks } from './chunked-text.ts';
import { after, rowsBetween, type RegisterTable } from './register-table.ts';
import { factRow, factsOfRequest, pointer, registerPartition } from './rows.ts';

// Facts are stored in three places. New facts are in the row of the request: chained facts in `facts`, facts that are not chained yet in
// the properties `loose_…`, which several processes may add at the same time. At the end of the request, or when there are many, the facts
// in `facts` move into a row of their own, which never changes.

/** The part of a request's journal that its own row holds. */
export interface StoredJournal {
  readonly head: Head;
  /** The chained facts that are not in a row of their own yet. */
  readonly tail: readonly ChainedFact[];
  /** Later facts, which get their number and their hash when the row is written. */
  readonly fresh: readonly NewFact[];
}

/**
 * The journal that begins with this fact.
 * @throws FactRefused
 */
export function beginJournal(first: NewFact): StoredJournal {
  checkFact(first);
  return { head: noFacts, tail: [], fresh: [first] };
}

/** The journal with all its facts chained. */
export function chained(journal: StoredJournal): StoredJournal {
  const { head, tail, fresh } = journal;
  if (fresh.length === 0) return journal;
  const facts = chain(head, fresh);
  return { head: headOf(facts), tail: [...tail, ...facts], fresh: [] };
}

/** In characters of JSON. An open request is read often, and its row should stay small. */
const longestTail = 16_000;

const loosePrefix = 'loose_';

/** @returns null for a row of an earlier version, which had no journal */
export function journalIn(entity: object): StoredJournal | null {
  const { headSeq, headHash, before } = entity as Partial<Record<string, unknown>>;
  if (typeof headSeq !== 'number' || typeof headHash !== 'string') return null;
  const tail = unpacked(
    textOfChunks('facts', entity),
    typeof before === 'string' ? before : noFacts.hash,
  );
  return { head: { seq: headSeq, hash: headHash }, tail, fresh: [] };
}

export function journalProperties(journal: StoredJournal): Record<string, string | number> {
  const { head, tail } = chained(journal);
  return {
    headSeq: head.seq,
    headHash: head.hash,
    ...(tail[0] && { before: tail[0].previous, ...chunkedText('facts', packed(tail)) }),
  };
}

const thisProcess = randomUUID().replaceAll('-', '');
let added = 0;

/**
 * The property that adds facts to a row without reading it. Its name is unique, so no other property is overwritten. The names of one
 * process sort by time.
 */
export function looseFacts(facts: readonly NewFact[]): Record<string, string> {
  added += 1;
  const name = `${thisProcess}_${added.toString(36).padStart(8, '0')}`;
  return { [`${loosePrefix}${name}`]: JSON.stringify(facts) };
}

/** The facts that were added without reading the row, in the order of their time; each inner list belongs together. */
export function looseFactsIn(entity: object): NewFact[][] {
  return Object.entries(entity)
    .filter(([name]) => name.startsWith(loosePrefix))
    .map(([name, text]) => ({ name, facts: JSON.parse(String(text)) as NewFact[] }))
    .sort((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1))
    .map(({ facts }) => facts);
}

function placeOf({ name, facts }: { name: string; facts: readonly NewFact[] }): string {
  return `${facts[0]?.at ?? ''} ${name}`;
}

/** A request with its journal after more facts. */
export interface GrownRequest {
  readonly request: RegisteredRequest;
  readonly journal: StoredJournal;
}

/** @throws FactRefused when a fact does not fit its schema */
export function grow(known: GrownRequest, facts: readonly NewFact[]): GrownRequest {
  for (const fact of facts) checkFact(fact);
  return growByStored(known, facts);
}

/** The facts are in the table already, so they were checked. */
export function growByStored(
  { request, journal }: GrownRequest,
  facts: readonly NewFact[],
): GrownRequest {
  const grown = appendFacts(request, facts);
  if (grown.facts.length === 0) return { request, journal };
  return { request: grown.row, journal: { ...journal, fresh: [...journal.fresh, ...grown.facts] } };
}

/** Moves the facts of an ended or long journal into a row of their own. It is written with the row of the request. */
export function spill(
  change: TableTransaction,
  { request, journal: grown }: GrownRequest,
  wasTerminal: boolean,
): StoredJournal {
  const journal = chained(grown);
  const [first] = journal.tail;
  if (!first) return journal;
  const text = packed(journal.tail);
  const ends = isTerminal(request.state) && !wasTerminal;
  if (!ends && text.length < longestTail) return journal;
  change.createEntity({
    ...pointer(factRow(request.id, first.seq), request.id),
    ...chunkedText('facts', text),
  });
  return { head: journal.head, tail: [], fresh: [] };
}

/** The facts of a request that are in rows of their own, in order. */
export async function spilledFacts(
  table: RegisterTable,
  requestId: RequestId,
): Promise<ChainedFact[]> {
  const facts: ChainedFact[] = [];
  const prefix = factsOfRequest(requestId);
  for await (const page of rowsBetween(table, registerPartition, prefix, after(prefix)))
    for (const row of page)
      facts.push(...unpacked(textOfChunks('facts', row), facts.at(-1)?.hash ?? noFacts.hash));
  return facts;
}

/** The hash of the previous fact is read from that fact. */
function packed(facts: readonly ChainedFact[]): string {
  return JSON.stringify(facts.map(({ previous: _previous, ...fact }) => fact));
}

function unpacked(text: string, before: string): ChainedFact[] {
  let previous = before;
  return (JSON.parse(text || '[]') as Omit<ChainedFact, 'previous'>[]).map((fact) => {
    const linked = { ...fact, previous } as ChainedFact;
    previous = fact.hash;
    return linked;
  });
}
