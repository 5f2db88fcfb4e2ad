import { localText, type Controller } from '../domain/about-system.ts';
import type { FinalState } from '../domain/final-state.ts';
import { formatTexts, type Texts } from '../domain/format-texts.ts';
import { refusalReasons } from '../domain/gates.ts';
import { languageFor, type Language } from '../domain/language.ts';
import type { RegisteredRequest } from '../domain/request.ts';
import type { Residual, SystemVerdict } from '../domain/verdict.ts';
import type { PersonTextKey } from './texts/english.ts';
import { personMessages } from './texts/person-messages.ts';

/** What the person is told. It names systems by their titles, and holds no data about the person. */
export interface PersonMessage {
  readonly language: Language;
  readonly subject: string;
  /** Plain text; paragraphs are separated by an empty line. */
  readonly text: string;
}

export interface MessagePolicy {
  readonly language: Language;
  readonly timeZone: string;
  readonly controller?: Controller;
}

interface Writer {
  readonly text: Texts<PersonTextKey>;
  readonly day: (iso: string) => string;
}

/**
 * The final answer: what was done where, what remains until when and why, what could not be searched, and where to complain. A refusal
 * always has its reason and its remedy (GDPR Art. 12(4)).
 *
 * @param isDirectory whether people sign in to the system
 */
export function finalAnswer(
  request: RegisteredRequest,
  end: FinalState,
  systems: readonly SystemVerdict[],
  policy: MessagePolicy,
  isDirectory: (system: SystemVerdict) => boolean,
): PersonMessage {
  const { id, type, receivedAt, regulation } = request;
  const language = languageFor(request.language, policy.language);
  const writer = writerFor(language, policy.timeZone);
  const { text, day } = writer;
  const { controller } = policy;
  const authority = localText(controller?.authority, language) ?? 'none';
  const signedIn = systems.some((one) => one.verdict === 'erased' && isDirectory(one));
  const paragraphs = [
    text('asked', { id, type, date: day(receivedAt) }),
    opening(request, end, text),
    ...(hasLines(end) ? [systems.flatMap((one) => linesOf(one, writer)).join('\n')] : []),
    ...(signedIn ? [text('sign-ins')] : []),
    ...(controller ? [text('contact', { contact: controller.contact })] : []),
    text(regulation === 'ccpa' ? 'remedy.ccpa' : 'remedy.gdpr', { authority }),
  ];
  return { language, subject: text('subject', { id }), text: paragraphs.join('\n\n') };
}

function writerFor(language: Language, timeZone: string): Writer {
  // Plain `en` would mean the order of the United States.
  const locale = language === 'en' ? 'en-GB' : language;
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone });
  return {
    text: formatTexts(language, personMessages[language]),
    day: (iso) => days.format(new Date(iso)),
  };
}

/** Nothing was visited for a request that was withdrawn or refused, and a search without a match has one result for all. */
function hasLines({ state, reason }: FinalState): boolean {
  return state !== 'withdrawn' && state !== 'refused' && reason !== 'no-match';
}

function opening({ type }: RegisteredRequest, end: FinalState, text: Writer['text']): string {
  const { state, reason } = end;
  if (state === 'refused') {
    const known = refusalReasons.find((one) => one === reason) ?? 'other';
    return text('end.refused', { reason: text(`refusal.${known}`) });
  }
  if (state === 'withdrawn') return text('end.withdrawn');
  if (state === 'failed') return text('end.failed');
  if (reason === 'no-match') return text('end.nothing');
  if (state === 'completed-with-exceptions' || reason !== null) return text('end.partly');
  return text(type === 'erasure' ? 'end.erased' : 'end.copied');
}

function linesOf(system: SystemVerdict, { text, day }: Writer): string[] {
  const { title, verdict, until, reason, residuals } = system;
  const key = `system.${verdict ?? 'open'}` as const;
  const values = {
    system: title,
    date: until === null ? 'none' : day(until),
    reason: reason ?? 'none',
  };
  return [text(key, values), ...residuals.flatMap((one) => leftOf(title, one, { text, day }))];
}

/** What is left beside an erased record. */
function leftOf(
  title: string,
  { what, verdict, until }: Residual,
  { text, day }: Writer,
): string[] {
  const values = { system: title, what: text(`left.${what}`) };
  if (verdict === 'erased') return [];
  // What should have gone by its date and is still there has no date any more.
  const isDated = until !== null && verdict !== 'present';
  return [
    isDated
      ? text('residual.expires', { ...values, date: day(until) })
      : text('residual.kept', values),
  ];
}
