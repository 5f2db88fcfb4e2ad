import type { SystemVerdict } from '../../domain/verdict.ts';
import type { Survey } from '../survey.ts';
import { html, type Html } from './html.ts';
import type { Words } from './words.ts';

/** The fields that were kept back in each system, and why. */
export function withheld(surveys: ReadonlyMap<SystemVerdict, Survey>, { text }: Words): Html {
  const people = [...surveys.values()].reduce((sum, { redacted }) => sum + redacted, 0);
  const fields = [...surveys].flatMap(([system, found]) =>
    found.withheld.map((field) => ({ system: system.title, ...field })),
  );
  const none = people + fields.length === 0;
  return html`<section aria-labelledby="withheld">
    <h2 id="withheld">${text('withheld')}</h2>
    ${none ? html`<p>${text('withheld.none')}</p>` : null}
    ${people > 0 ? html`<p>${text('withheld.people', { count: people })}</p>` : null}
    ${
      fields.length === 0
        ? null
        : html`<p>${text('withheld.fields', { count: fields.length })}</p>
            <ul>
              ${fields.map(
                ({ system, about, field, kind, ground }) =>
                  html`<li>
                    ${system}: <code>${about}</code> <code>${field}</code>${
                      kind === null ? null : html` (${text(`kind.${kind}`)})`
                    }:
                    ${text(`ground.${ground}`)}.
                  </li>`,
              )}
            </ul>`
    }
  </section>`;
}
