import type { FactOf } from '../../domain/fact.ts';
import type { RegisteredRequest } from '../../domain/request.ts';
import type { SystemVerdict } from '../../domain/verdict.ts';
import type { About } from '../about-files.ts';
import type { Survey } from '../survey.ts';
import { aboutSection } from './about-section.ts';
import { framed, searchField } from './frame.ts';
import { html, type Html } from './html.ts';
import { summary } from './summary.ts';
import { systemSection } from './system-section.ts';
import { withheld } from './withheld.ts';
import type { Words } from './words.ts';

export interface Overview {
  readonly request: RegisteredRequest;
  /** How the request came in; null when the journal does not tell it. */
  readonly received: FactOf<'received'> | null;
  /** Every system of the request; systems that could not be read come first. */
  readonly systems: readonly SystemVerdict[];
  readonly about: About;
  /** The content of the exported systems. */
  readonly surveys: ReadonlyMap<SystemVerdict, Survey>;
}

/**
 * `index.html`: who sent the request, when, and for what; what was found in each system; what is missing or withheld, and why; then the
 * data.
 */
export function indexPage(overview: Overview, words: Words): Buffer {
  const { text } = words;
  const { systems, surveys } = overview;
  const recordsOf = (system: SystemVerdict) =>
    surveys.get(system)?.parts.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const content = html`${aboutCopy(overview, words)} ${summary(systems, recordsOf, words)}
    ${withheld(surveys, words)} ${searchField(words)}
    ${[...surveys].map(([system, found]) => systemSection(system, found, words))}
    ${aboutSection(overview.request.regulation, systems, overview.about, words)}
    <section aria-labelledby="files">
      <h2 id="files">${text('files')}</h2>
      <p>${text('files.text', { folder: 'data/' })}</p>
      <p>${text('portability.text', { folder: 'portability/' })}</p>
    </section>`;
  return framed(text('title'), content, words);
}

function aboutCopy({ request, received }: Overview, words: Words): Html {
  const { text, zone } = words;
  const row = (name: string, value: Html | string) =>
    html`<div>
      <dt>${name}</dt>
      <dd>${value}</dd>
    </div>`;
  return html`<section aria-labelledby="about-copy">
    <h2 id="about-copy">${text('about-copy')}</h2>
    <dl>
      ${row(text('request'), html`<code>${request.id}</code>`)}
      ${row(text('request-type'), text(`type.${request.type}`))}
      ${row(text('asked-by'), text(askedBy(received)))}
      ${row(text('asked-at'), words.time(request.receivedAt))}
      ${row(text('times'), text('times.text', { zone }))}
    </dl>
  </section>`;
}

function askedBy(received: Overview['received']) {
  if (!received) return 'asked-by.unknown';
  return received.actor.kind === 'subject' || received.door === 'self-service'
    ? 'asked-by.subject'
    : (`asked-by.${received.door}` as const);
}
