import { localText, type Controller } from '../domain/about-system.ts';
import type { FinalState } from '../domain/final-state.ts';
import { formatTexts, type Texts } from '../domain/format-texts.ts';
import { refusalReasons } from '../domain/gates.ts';
import { languageFor, type Language } from '../domain/language.ts';
import type { RegisteredRequest } from '../domain/request.ts';
import type { SystemDescription, SystemId } from '../domain/system.ts';
import {
  isRuled,
  type Residual,
  type RuledResidual,
  type SystemVerdict,
} from '../domain/verdict.ts';
import type { PersonTextKey } from './texts/english.ts';
import { personMessages } from './texts/person-messages.ts';

/** The message to the person. It names systems by their titles, and holds no data about the person. */
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
  /** The name of a class of records of a system, or the name of the data that the settings of the system retain. */
  readonly className: (system: SystemId, what: string) => string;
}

/**
 * The final answer: what was done where, what remains until when and why, what could not be searched, and where to complain. A refusal
 * always has its reason and its remedy (GDPR Art. 12(4)).
 *
 * @param about the configured systems; undefined for one that is no longer configured
 */
export function finalAnswer(
  request: RegisteredRequest,
  end: FinalState,
  systems: readonly SystemVerdict[],
  policy: MessagePolicy,
  about: (id: SystemId) => SystemDescription | undefined,
): PersonMessage {
  const { id, type, receivedAt, regulation } = request;
  const language = languageFor(request.language, policy.language);
  const writer = writerFor(language, policy.timeZone, about);
  const { text, day } = writer;
  const { controller } = policy;
  const authority = localText(controller?.authority, language) ?? 'none';
  // In the UK every answer names where to complain to the controller itself (Data Protection Act 2018 s. 164A).
  const complaints = regulation === 'uk-gdpr' ? controller?.complaints : undefined;
  const signedIn = systems.some(
    ({ id, verdict }) => verdict === 'erased' && about(id)?.role === 'directory',
  );
  const paragraphs = [
    text('asked', { id, type, date: day(receivedAt) }),
    opening(request, end, text),
    ...(hasLines(end) ? [systems.flatMap((one) => linesOf(one, writer)).join('\n')] : []),
    ...(signedIn ? [text('sign-ins')] : []),
    ...(controller ? [text('contact', { contact: controller.contact })] : []),
    ...(complaints === undefined ? [] : [text('complaints', { link: complaints })]),
    text(`remedy.${regulation}`, { authority }),
  ];
  return { language, subject: text('subject', { id }), text: paragraphs.join('\n\n') };
}

function writerFor(
  language: Language,
  timeZone: string,
  about: (id: SystemId) => SystemDescription | undefined,
): Writer {
  // With plain `en`, dates would have the order of the United States.
  const locale = language === 'en' ? 'en-GB' : language;
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone });
  return {
    text: formatTexts(language, personMessages[language]),
    day: (iso) => days.format(new Date(iso)),
    className: (system, what) => {
      const { classes = [], keeps = [] } = about(system) ?? {};
      return [...classes, ...keeps].find(({ name }) => name === what)?.title[language] ?? what;
    },
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

function linesOf(system: SystemVerdict, writer: Writer): string[] {
  const { verdict, until, reason, residuals } = system;
  const law = verdict === 'retained' ? system.law : undefined;
  const key = `system.${verdict ?? 'open'}` as const;
  const values = {
    system: system.title,
    date: until === null ? 'none' : writer.day(until),
    reason: reason ?? 'none',
    law: law ?? 'none',
  };
  return [
    writer.text(key, values),
    ...residuals.flatMap((one) =>
      isRuled(one) ? ruledOf(system, one, writer) : leftOf(system.title, one, writer),
    ),
  ];
}

/** The records that a rule kept while the rest was erased. */
function ruledOf(
  { id, title }: SystemVerdict,
  { what, verdict, reason, law, until }: RuledResidual,
  { text, day, className }: Writer,
): string[] {
  const values = {
    system: title,
    what: className(id, what),
    reason,
    law: law ?? 'none',
    date: until === null ? 'none' : day(until),
  };
  switch (verdict) {
    case 'retained':
      return [text('residual.retained', values)];
    case 'erased':
      return [text('residual.erased', values)];
    case 'present':
    case 'unverifiable':
      return [text('residual.not-erased', values)];
  }
}

/** The data that is left after a record was erased. */
function leftOf(
  title: string,
  { what, verdict, until }: Exclude<Residual, RuledResidual>,
  { text, day }: Writer,
): string[] {
  const values = { system: title, what: text(`left.${what}`) };
  if (verdict === 'erased') return [];
  // Data that should have expired and is still there has no date any more.
  const isDated = until !== null && verdict !== 'present';
  return [
    isDated
      ? text('residual.expires', { ...values, date: day(until) })
      : text('residual.kept', values),
  ];
}
