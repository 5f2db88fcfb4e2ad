// The facts of a timeline as text. A kind or a detail that this page does not know is shown as it is.
import type { TimelineFact } from '../../../doors/http/api-shapes.ts';
import { texts } from '../texts/texts.ts';
import { stateWords } from './request-words.ts';
import { reasonText, stepWords, verdictWords } from './system-words.ts';
import { textFor, wordsFor } from './words.ts';

/** The members that every fact has. The page shows each in its own column. */
const common = ['seq', 'at', 'kind', 'system', 'actor'];

/** Members that other parts of the page show. */
const shownElsewhere: Readonly<Record<string, readonly string[]>> = {
  received: ['request', 'flowVersion', 'hasCallback', 'systems', 'language'],
  adopted: ['row'],
  reported: ['systems', 'closeAt', 'watchUntil'],
  reopened: ['flowVersion'],
};

/** Members of a verdict that the table of systems shows. */
const inSystemsTable = ['connector', 'counts', 'leads', 'attempts', 'updatedAt', 'residuals'];
const toldOfVerdict = ['verdict', 'reason', 'results', 'lookedAgain', 'searched', 'notSearched'];

/** What happened, such as `Erasing, try 3: to be tried again, code: unavailable`. */
export function factText(fact: TimelineFact): string {
  const words = texts().facts;
  if (fact.kind === 'tried') return triedText(fact);
  if (fact.kind === 'settled' || fact.kind === 'watched') return settledText(fact);
  if (fact.kind === 'planned') return plannedText(fact);
  if (fact.kind === 'assigned') return fact['to'] === null ? words.givenBack : words.takenOver;
  if (fact.kind === 'moved') return words.state(labelOfState(fact['state']));
  return withDetails(textFor(words.kinds, fact.kind), fact, shownElsewhere[fact.kind] ?? []);
}

function triedText(fact: TimelineFact): string {
  const words = texts().facts;
  const { step, attempt, outcome } = fact;
  if (typeof step !== 'string' || typeof outcome !== 'string')
    return withDetails(textFor(words.kinds, fact.kind), fact, []);
  const head = words.tried(
    textFor(stepWords(), step),
    plain(attempt),
    textFor(words.outcomes, outcome),
  );
  return withDetails(head, fact, ['step', 'attempt', 'outcome', 'nextAt']);
}

function settledText(fact: TimelineFact): string {
  const { verdict, reason } = fact;
  const kind = textFor(texts().facts.kinds, fact.kind);
  const told = [...toldOfVerdict, ...inSystemsTable];
  if (typeof verdict !== 'string') return withDetails(kind, fact, told);
  const why = typeof reason === 'string' ? ` (${reasonText(reason)})` : '';
  const head = `${kind}: ${wordsFor(verdictWords(), verdict).label}${why}`;
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
  return texts().facts.planned(visits.length, systems.length);
}

function withDetails(head: string, fact: TimelineFact, told: readonly string[]): string {
  const details = Object.entries(fact)
    .filter(([name, value]) => ![...common, ...told].includes(name) && !isEmpty(value))
    .map(([name, value]) => `${name}: ${plain(value)}`);
  return [head, ...details].join(', ');
}

function labelOfState(state: unknown): string {
  return typeof state === 'string' ? wordsFor(stateWords(), state).label : plain(state);
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

/** Who did it, such as `Operator 7f…, Approver`. */
export function actorText(actor: Partial<TimelineFact['actor']> | undefined): string {
  if (actor?.kind === undefined) return '–';
  const name = [textFor(texts().facts.actors, actor.kind), actor.id].filter(Boolean).join(' ');
  return actor.role ? `${name}, ${actor.role}` : name;
}
