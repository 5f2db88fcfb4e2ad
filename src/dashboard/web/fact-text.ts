// The facts of a timeline as text. A kind or a detail that this page does not know is shown as it is.
import type { TimelineFact } from '../../doors/http/api-shapes.ts';
import { stepWords } from './progress-words.ts';
import { reasonText, verdictWords } from './system-words.ts';
import { textFor, wordsFor } from './words.ts';

const kindWords: Readonly<Record<string, string>> = {
  received: 'Received',
  asked: 'Asked',
  concluded: 'Search concluded',
  planned: 'Planned',
  waiting: 'Waiting',
  decided: 'Decided',
  tried: 'Tried',
  began: 'A change began',
  did: 'A change was made',
  settled: 'Settled',
  reported: 'Reported',
  delivered: 'Final status sent',
  viewed: 'Viewed',
  fetched: 'Fetched',
  closed: 'Key destroyed',
  watched: 'Read back later',
};

const outcomeWords: Readonly<Record<string, string>> = {
  done: 'done',
  later: 'to be tried again',
  pending: 'the vendor is working on it',
  failed: 'failed',
};

/** What every fact has; the page shows it in columns of their own. */
const common = ['seq', 'at', 'kind', 'system', 'actor'];

/** What happened, such as `Erasing, try 3: to be tried again, code: unavailable`. */
export function factText(fact: TimelineFact): string {
  if (fact.kind === 'tried') return triedText(fact);
  if (fact.kind === 'settled') return settledText(fact);
  return withDetails(textFor(kindWords, fact.kind), fact, []);
}

function triedText(fact: TimelineFact): string {
  const { step, attempt, outcome } = fact;
  if (typeof step !== 'string' || typeof outcome !== 'string')
    return withDetails('Tried', fact, []);
  const head = `${textFor(stepWords, step)}, try ${plain(attempt)}: ${textFor(outcomeWords, outcome)}`;
  return withDetails(head, fact, ['step', 'attempt', 'outcome', 'nextAt']);
}

function settledText(fact: TimelineFact): string {
  const { verdict, reason } = fact;
  if (typeof verdict !== 'string') return withDetails('Settled', fact, []);
  const why = typeof reason === 'string' ? ` (${reasonText(reason)})` : '';
  const head = `Settled: ${wordsFor(verdictWords, verdict).label}${why}`;
  return withDetails(head, fact, ['verdict', 'reason']);
}

function withDetails(head: string, fact: TimelineFact, told: readonly string[]): string {
  const details = Object.entries(fact)
    .filter(([name, value]) => ![...common, ...told].includes(name) && !isEmpty(value))
    .map(([name, value]) => `${name}: ${plain(value)}`);
  return [head, ...details].join(', ');
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

function plain(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(plain).join(' ');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([name, inner]) => `${name} ${plain(inner)}`)
      .join(' ');
  return String(value);
}

const actorWords: Readonly<Record<string, string>> = {
  service: 'Habeas',
  key: 'Key',
  person: 'Operator',
  subject: 'The person',
};

/** Who did it, such as `Operator 7f…, Approver`. */
export function actorText(actor: Partial<TimelineFact['actor']> | undefined): string {
  if (actor?.kind === undefined) return '–';
  const name = [textFor(actorWords, actor.kind), actor.id].filter(Boolean).join(' ');
  return actor.role ? `${name}, ${actor.role}` : name;
}
