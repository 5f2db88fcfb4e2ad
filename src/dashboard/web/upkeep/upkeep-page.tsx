import type { UpkeepView } from '../../../doors/http/upkeep-shapes.ts';
import type { Api } from '../calls/api.ts';
import { useLive } from '../calls/use-live.ts';
import { ConnectionLine } from '../parts/connection-line.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { Detail } from '../parts/detail.tsx';
import { Moment } from '../parts/moment.tsx';
import { secondsText } from '../parts/numbers.ts';
import { PageHeading } from '../parts/page-heading.tsx';
import { NotForYou } from '../shell/not-for-you.tsx';
import { texts } from '../texts/texts.ts';
import { Configuration } from './configuration.tsx';

const paceMs = 30_000;

/** What the service does automatically, and its configuration. */
export function UpkeepPage({ api }: { readonly api: Api }) {
  const words = texts().upkeep;
  const live = useLive({ load: (signal) => api.upkeep(signal), pace: () => paceMs });
  const upkeep = live.data;
  return (
    <>
      <PageHeading title={words.title} />
      {live.problem?.kind === 'forbidden' ? (
        <NotForYou />
      ) : (
        <ConnectionLine live={live} newsOf={() => ''} />
      )}
      {upkeep === null && live.problem === null && <p class="hint">{texts().shell.reading}</p>}
      {upkeep && (
        <>
          <Sweeper sweeper={upkeep.sweeper} />
          <WhatIsDue upkeep={upkeep} />
          <Keys keys={upkeep.keys} />
          <Flows flows={upkeep.flows} />
          <Configuration configuration={upkeep.configuration} />
        </>
      )}
    </>
  );
}

function Sweeper({ sweeper }: Pick<UpkeepView, 'sweeper'>) {
  const words = texts().upkeep;
  const names = Object.keys(words.counts) as (keyof typeof words.counts)[];
  return (
    <>
      <h2>{words.sweeper}</h2>
      <p class="hint">{words.sweeperSays}</p>
      {sweeper === null ? (
        <p>{words.notYet}</p>
      ) : (
        <dl class="card summary">
          <Detail title={words.lastRun}>
            <Moment at={sweeper.startedAt} />
            <span class="beside">{words.runText(secondsText(secondsOf(sweeper)))}</span>
          </Detail>
          {names.map((name) => (
            <Detail key={name} title={words.counts[name]}>
              {sweeper[name]}
            </Detail>
          ))}
        </dl>
      )}
    </>
  );
}

function secondsOf({ startedAt, endedAt }: NonNullable<UpkeepView['sweeper']>): number {
  return (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
}

function WhatIsDue({ upkeep: { purges, residuals } }: { readonly upkeep: UpkeepView }) {
  const words = texts().upkeep;
  const rows = [
    { what: words.dueKeys, ...purges.keys },
    { what: words.duePackages, ...purges.packages },
    { what: words.dueResiduals, ...residuals },
  ];
  return (
    <>
      <h2>{words.due}</h2>
      <DataTable
        caption={words.due}
        columns={[
          { title: words.what, cell: ({ what }) => what },
          { title: words.dueNow, cell: ({ due }) => texts().systems.atLeast(due) },
          {
            title: words.next,
            cell: ({ nextAt }) => (nextAt === null ? words.nothingPlanned : <Moment at={nextAt} />),
          },
        ]}
        rows={rows}
        keyOf={({ what }) => what}
      />
    </>
  );
}

function Keys({ keys }: Pick<UpkeepView, 'keys'>) {
  const words = texts().upkeep;
  return (
    <>
      <h2>{words.keys}</h2>
      <dl class="card summary">
        <Detail title={words.serviceKeys}>
          <Moment at={keys.serviceSince} />
        </Detail>
        <Detail title={words.openKeys}>{keys.openRequests}</Detail>
        <Detail title={words.oldestKey}>
          <Moment at={keys.oldestOpenSince} />
        </Detail>
      </dl>
    </>
  );
}

function Flows({ flows: { current, open } }: Pick<UpkeepView, 'flows'>) {
  const words = texts().upkeep;
  const rows = Object.entries({ [current]: 0, ...open });
  return (
    <>
      <h2>{words.flows}</h2>
      <p class="hint">{words.flowsSay}</p>
      <DataTable
        caption={words.flows}
        columns={[
          {
            title: words.version,
            cell: ([version]) => (version === current ? `${version} (${words.current})` : version),
          },
          { title: words.open, cell: ([, count]) => count },
        ]}
        rows={rows}
        keyOf={([version]) => version}
      />
    </>
  );
}
