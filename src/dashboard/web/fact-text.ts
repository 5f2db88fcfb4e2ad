// The facts of a timeline as text. A kind or a detail that this page does not know is shown as it is.
import type { TimelineFact } from '../../doors/http/api-shapes.ts';
import { stepWords } from './progress-words.ts';
import { reasonText, verdictWords } from './system-words.ts';
import { textFor, wordsFor } from './words.ts';

const kindWords: Readonly<Record<string, string>> = {
  received: 'Received',
  adopted: 'Taken over from an earlier version',
  moved: 'State',
  asked: 'Asked',
  concluded: 'Search concluded',
  planned: 'Planned',
  waiting: 'Waiting',
  decided: 'Decided',
  due: 'Last day moved',
  reminded: 'Reminded',
  tried: 'Tried',
  began: 'A change began',
  did: 'A change was made',
  settled: 'Settled',
  reported: 'Reported',
  reopened: 'Opened again',
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

/** Details of other kinds that the rest of the page shows. */
const shownElsewhere: Readonly<Record<string, readonly string[]>> = {
  received: ['request', 'flowVersion', 'hasCallback', 'systems', 'language'],
  adopted: ['row'],
  reported: ['systems', 'closeAt', 'watchUntil'],
  reopened: ['flowVersion'],
};

/** What a verdict has in the table of systems. */
const inSystemsTable = ['connector', 'counts', 'leads', 'attempts', 'updatedAt', 'residuals'];
const toldOfVerdict = ['verdict', 'reason', 'results', 'lookedAgain', 'searched', 'notSearched'];

/** What happened, such as `Erasing, try 3: to be tried again, code: unavailable`. */
export function factText(fact: TimelineFact): string {
  if (fact.kind === 'tried') return triedText(fact);
  if (fact.kind === 'settled' || fact.kind === 'watched') return settledText(fact);
  if (fact.kind === 'planned') return plannedText(fact);
  if (fact.kind === 'assigned') return fact['to'] === null ? 'Given back' : 'Taken over';
  if (fact.kind === 'moved') return `State: ${plain(fact['state'])}`;
  return withDetails(textFor(kindWords, fact.kind), fact, shownElsewhere[fact.kind] ?? []);
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
  const kind = textFor(kindWords, fact.kind);
  const told = [...toldOfVerdict, ...inSystemsTable];
  if (typeof verdict !== 'string') return withDetails(kind, fact, told);
  const why = typeof reason === 'string' ? ` (${reasonText(reason)})` : '';
  const head = `${kind}: ${wordsFor(verdictWords, verdict).label}${why}`;
  return withDetails(head, fact, told);
}

/** A system without a verdict will be visited. */
function plannedText(fact: TimelineFact): string {
  const systems = Array.isArray(fact['systems']) ? (fact['systems'] as unknown[]) : [];
  const visits = systems.filter(
    (system) =>
      typeof system === 'object' &&
      system !== null &&
      'verdict' in system &&
      system.verdict === null,
  );
  return `Planned: ${visits.length} of ${systems.length} systems to visit`;
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
