import { useState } from 'preact/hooks';
import type { CallerView, SystemView } from '../../../doors/http/operator-shapes.ts';
import type { Api } from '../calls/api.ts';
import { useLive } from '../calls/use-live.ts';
import { ConnectionLine } from '../parts/connection-line.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { hasRole } from '../shell/may.ts';
import { NotForYou } from '../shell/not-for-you.tsx';
import { texts } from '../texts/texts.ts';
import { healthWords } from './health-words.ts';
import { SystemCard } from './system-card.tsx';

const paceMs = 10_000;

interface SystemsProps {
  readonly api: Api;
  readonly caller: CallerView | null;
}

/** The health of each system, and the actions of an operator. */
export function SystemsPage({ api, caller }: SystemsProps) {
  const words = texts().systems;
  const live = useLive({ load: (signal) => api.systems(signal), pace: () => paceMs });
  const [news, setNews] = useState('');
  if (live.problem?.kind === 'forbidden')
    return (
      <>
        <PageHeading title={words.title} />
        <NotForYou />
      </>
    );
  return (
    <>
      <PageHeading title={words.title} />
      <ConnectionLine live={live} newsOf={newsOfSystems} />
      <p role="status" class={news ? 'hint' : 'unseen'}>
        {news}
      </p>
      {live.data === null && live.problem === null && <p class="hint">{texts().shell.reading}</p>}
      {live.data?.length === 0 && <p class="hint">{words.none}</p>}
      {live.data?.map((system) => (
        <SystemCard
          key={system.id}
          api={api}
          system={system}
          mayAct={hasRole(caller, 'Operator')}
          onDone={(said) => {
            setNews(said);
            live.readAgain();
          }}
        />
      ))}
    </>
  );
}

/** The systems whose health has changed, for a screen reader. */
function newsOfSystems(before: readonly SystemView[] | null, now: readonly SystemView[]): string {
  if (before === null) return '';
  const earlier = new Map(before.map(({ id, health }) => [id, health]));
  return now
    .filter(({ id, health }) => earlier.has(id) && earlier.get(id) !== health)
    .map(({ title, health }) => texts().systems.newsHealth(title, healthWords(health).label))
    .join(' ');
}
