import { aboutTopics, localText } from '../../domain/about-system.ts';
import type { Regulation } from '../../domain/request-type.ts';
import type { SystemVerdict } from '../../domain/verdict.ts';
import type { About } from '../about-files.ts';
import { html, type Html } from './html.ts';
import type { Words } from './words.ts';

/** The rights of the person, and the texts of the operator about the processing in each system. A missing text is named as missing. */
export function aboutSection(
  regulation: Regulation,
  systems: readonly SystemVerdict[],
  { controller, of }: About,
  { text, language }: Words,
): Html {
  const row = (name: string, value: string | null) =>
    html`<div>
      <dt>${name}</dt>
      <dd>${value ?? html`<em>${text('about.missing')}</em>`}</dd>
    </div>`;
  return html`<section aria-labelledby="processing">
    <h2 id="processing">${text('about.title')}</h2>
    <p>${text(regulation === 'ccpa' ? 'rights.ccpa' : 'rights.gdpr')}</p>
    <dl>
      ${row(text('about.controller'), controller?.name ?? null)}
      ${row(text('about.contact'), controller?.contact ?? null)}
      ${
        regulation === 'ccpa'
          ? null
          : row(text('about.authority'), localText(controller?.authority, language))
      }
    </dl>
    ${systems.map((system) => {
      const written = of(system);
      return html`<h3>${system.title}</h3>
        <dl>
          ${aboutTopics.map((topic) =>
            row(text(`about.${topic}`), localText(written?.[topic], language)),
          )}
        </dl>`;
    })}
  </section>`;
}
