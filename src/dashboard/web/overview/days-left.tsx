import type { OverviewView } from '../../../doors/http/operator-shapes.ts';
import { texts } from '../texts/texts.ts';

const buckets = ['late', 'week', 'fortnight', 'month', 'later'] as const;
const width = 160;

/** The number of open requests for each range of days left, with a bar beside each number. */
export function DaysLeft({ daysLeft }: Pick<OverviewView, 'daysLeft'>) {
  const words = texts().overview;
  const most = Math.max(1, ...buckets.map((bucket) => daysLeft[bucket]));
  return (
    <dl class="histogram">
      {buckets.map((bucket) => (
        <div key={bucket}>
          <dt>{words.bucket[bucket]}</dt>
          <dd>
            <svg aria-hidden="true" viewBox={`0 0 ${width} 12`} width={width} height="12">
              <rect
                class={bucket === 'late' ? 'ill' : 'well'}
                width={(daysLeft[bucket] / most) * width}
                height="12"
              />
            </svg>{' '}
            {daysLeft[bucket]}
          </dd>
        </div>
      ))}
    </dl>
  );
}
