import type { CallerView, OverviewView } from '../../../doors/http/operator-shapes.ts';
import type { Api } from '../calls/api.ts';
import { useLive } from '../calls/use-live.ts';
import { ConnectionLine } from '../parts/connection-line.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { hashOf } from '../shell/route.ts';
import { NotForYou } from '../shell/not-for-you.tsx';
import { texts } from '../texts/texts.ts';
import { DaysLeft } from './days-left.tsx';
import { newsOfOverview } from './overview-news.ts';
import { SystemRows } from './system-rows.tsx';
import { Oldest, Tiles } from './tiles.tsx';
import { WhatNeedsMe } from './what-needs-me.tsx';

const overviewMs = 10_000;
const systemsMs = 20_000;

interface OverviewProps {
  readonly api: Api;
  readonly caller: CallerView | null;
}

/** Shows what is open, what is late, who must act, and the health of the systems. */
export function OverviewPage({ api, caller }: OverviewProps) {
  const words = texts().overview;
  const live = useLive({ load: (signal) => api.overview(signal), pace: () => overviewMs });
  const systems = useLive({ load: (signal) => api.systems(signal), pace: () => systemsMs });
  const overview = live.data;
  return (
    <>
      <PageHeading title={words.title} />
      {live.problem?.kind === 'forbidden' ? (
        <NotForYou />
      ) : (
        <ConnectionLine live={live} newsOf={newsOfOverview} />
      )}
      {overview === null && live.problem === null && <p class="hint">{texts().shell.reading}</p>}
      {overview !== null && (
        <>
          <Tiles overview={overview} />
          <BrakeNotice overview={overview} />
          <Oldest oldestOpen={overview.oldestOpen} />
          <div class="columns">
            <section aria-labelledby="for-you">
              <h2 id="for-you">{words.forYou}</h2>
              <WhatNeedsMe caller={caller} overview={overview} systems={systems.data ?? []} />
            </section>
            <section aria-labelledby="days-left">
              <h2 id="days-left">{words.daysLeft}</h2>
              <DaysLeft daysLeft={overview.daysLeft} />
            </section>
          </div>
          <h2>{words.systems}</h2>
          {systems.problem && <p class="hint">{systems.problem.message}</p>}
          {systems.data && <SystemRows overview={overview} systems={systems.data} />}
        </>
      )}
    </>
  );
}

function BrakeNotice({ overview }: { readonly overview: OverviewView }) {
  const { onHoldByBrake } = overview;
  const { brake, brakeLink } = texts().overview;
  if (onHoldByBrake === 0) return null;
  return (
    <aside class="notice">
      <p>{brake(onHoldByBrake)}</p>
      <p>
        <a href={hashOf({ view: 'list', filter: { state: 'on-hold' } })}>{brakeLink}</a>
      </p>
    </aside>
  );
}
