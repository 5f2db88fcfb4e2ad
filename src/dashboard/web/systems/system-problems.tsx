import type { SystemView } from '../../../doors/http/operator-shapes.ts';
import { Moment } from '../parts/moment.tsx';
import { texts } from '../texts/texts.ts';

/** Warns of systems in which the last probe found something missing, and says how to fix it. */
export function SystemProblems({ systems }: { readonly systems: readonly SystemView[] }) {
  const troubled = systems.flatMap(({ id, title, probe }) =>
    probe && probe.problems.length > 0 ? [{ id, title, probe }] : [],
  );
  if (troubled.length === 0) return null;
  const words = texts().systems;
  return (
    <aside class="notice" aria-labelledby="probe-title">
      <h2 id="probe-title">
        <span aria-hidden="true">⚠</span> {words.troubled(troubled.length)}
      </h2>
      {troubled.map(({ id, title, probe }) => (
        <section key={id} aria-label={title}>
          <p>
            <strong>{title}</strong>, {words.probedAt} <Moment at={probe.at} />
          </p>
          <ul>
            {probe.problems.map(({ what, fix, code }) => (
              <li key={what}>
                {what}. {fix}
                {code === 'control-missing' && ` ${words.untilThen}`}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </aside>
  );
}
