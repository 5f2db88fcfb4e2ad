import type { CallerView } from '../../../doors/http/operator-shapes.ts';
import type { Api } from '../calls/api.ts';
import { useLive } from '../calls/use-live.ts';
import { PageHeading } from '../parts/page-heading.tsx';
import { hashOf } from '../shell/route.ts';
import { SystemProblems } from '../systems/system-problems.tsx';
import { texts } from '../texts/texts.ts';
import { FilterForm } from './filter-form.tsx';
import type { RequestFilter } from './request-filter.ts';
import { Results } from './results.tsx';
import { ViewLinks } from './view-links.tsx';

interface ListProps {
  readonly api: Api;
  readonly caller: CallerView | null;
  readonly filter: RequestFilter;
}

/** The requests that pass the filter. */
export function RequestList({ api, caller, filter }: ListProps) {
  const systems = useLive({ load: (signal) => api.systems(signal), pace: () => 60_000 });
  return (
    <>
      <PageHeading title={texts().list.title} />
      <SystemProblems systems={systems.data ?? []} />
      <ViewLinks filter={filter} />
      <FilterForm filter={filter} systems={systems.data ?? []} />
      <Results
        key={hashOf({ view: 'list', filter })}
        api={api}
        caller={caller}
        filter={filter}
        systems={systems.data ?? []}
      />
    </>
  );
}
