import type { SystemView } from '../../../doors/http/operator-shapes.ts';
import { Moment } from '../parts/moment.tsx';
import { texts } from '../texts/texts.ts';

/** What the last probe found: what is missing, and what an operator must do. */
export function ProbeResult({ probe }: Pick<SystemView, 'probe'>) {
  const words = texts().systems;
  if (probe === null)
    return (
      <p>
        {words.probe}: {words.noProbe}
      </p>
    );
  const { at, reachable, problems } = probe;
  return (
    <>
      <p>
        {words.probe}: <Moment at={at} />, {reachable ? words.reachable : words.unreachable}.{' '}
        {problems.length === 0 && reachable && words.nothingMissing}
      </p>
      {problems.length > 0 && (
        <>
          <p class="refused">{words.missing}:</p>
          <ul>
            {problems.map(({ what, fix, code }) => (
              <li key={what}>
                {what}. {fix} {code === 'control-missing' && words.controlMissing}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
