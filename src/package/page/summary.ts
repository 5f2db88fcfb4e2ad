import type { SystemVerdict } from '../../domain/verdict.ts';
import type { TextKey } from '../texts/english.ts';
import { html, type Html } from './html.ts';
import type { Words } from './words.ts';

/** The table of systems: what was found in each system, or why that is not known. */
export function summary(
  systems: readonly SystemVerdict[],
  recordsOf: (system: SystemVerdict) => number,
  words: Words,
): Html {
  const { text } = words;
  return html`<section aria-labelledby="summary">
    <h2 id="summary">${text('summary.title')}</h2>
    <p>${text('summary.text', { count: systems.length })}</p>
    <table>
      <thead>
        <tr>
          <th scope="col">${text('system')}</th>
          <th scope="col">${text('result')}</th>
          <th scope="col">${text('records')}</th>
        </tr>
      </thead>
      <tbody>
        ${systems.map(
          (system) =>
            html`<tr>
              <th scope="row">${nameOf(system)}</th>
              <td>${result(system, words)}</td>
              <td>${words.count(recordsOf(system))}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

function nameOf(system: SystemVerdict): Html {
  return system.verdict === 'exported'
    ? html`<a href="#data-${system.id}">${system.title}</a>`
    : html`${system.title}`;
}

function result(system: SystemVerdict, { text }: Words): Html {
  const { notSearched = [], leads } = system;
  const because = system.code === null ? null : html` ${text(`code.${system.code}`)}`;
  return html`${verdictText(system, text)}${because}
  ${leads > 0 ? html`<p>${text('leads.text', { count: leads })}</p>` : null}
  ${
    notSearched.length === 0
      ? null
      : html`<p>${text('not-searched')}:</p>
          <ul>
            ${notSearched.map(
              ({ what, why }) => html`<li><code>${what}</code>: ${text(`why.${why}`)}</li>`,
            )}
          </ul>`
  }`;
}

const told = [
  ...['exported', 'absent', 'unconfirmed', 'ambiguous', 'failed'],
  ...['retained', 'waived'],
];

function verdictText(system: SystemVerdict, text: Words['text']): string {
  const { verdict, reason = null } = system;
  if (verdict === 'unsearched') return text(`unsearched.${system.reason}`);
  const key = told.includes(String(verdict)) ? verdict : 'other';
  return text(`verdict.${String(key)}` as TextKey, { reason });
}
