import type { SystemView } from '../../doors/http/operator-shapes.ts';
import { Moment } from './moment.tsx';

/** Warns of systems in which the last probe found something missing, and tells how to mend it. */
export function SystemProblems({ systems }: { readonly systems: readonly SystemView[] }) {
  const troubled = systems.flatMap(({ id, title, probe }) =>
    probe && probe.problems.length > 0 ? [{ id, title, probe }] : [],
  );
  if (troubled.length === 0) return null;
  return (
    <aside class="notice" aria-labelledby="probe-title">
      <h2 id="probe-title">
        <span aria-hidden="true">⚠</span> {troubled.length === 1 ? 'A system is' : 'Systems are'}{' '}
        not set up as needed
      </h2>
      {troubled.map(({ id, title, probe }) => (
        <section key={id} aria-label={title}>
          <p>
            <strong>{title}</strong>, probed <Moment at={probe.at} />
          </p>
          <ul>
            {probe.problems.map(({ what, fix, code }) => (
              <li key={what}>
                {what}. {fix}
                {code === 'control-missing' && ' Until then, nobody is called absent there.'}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </aside>
  );
}
