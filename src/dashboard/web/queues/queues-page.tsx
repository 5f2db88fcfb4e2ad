import { useState } from 'preact/hooks';
import type { Api } from '../calls/api.ts';
import { useLive } from '../calls/use-live.ts';
import { ConnectionLine } from '../parts/connection-line.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { NotForYou } from '../shell/not-for-you.tsx';
import { texts } from '../texts/texts.ts';
import { Deliveries } from './deliveries.tsx';
import { PoisonMessages } from './poison-messages.tsx';

const paceMs = 15_000;

/** Messages that were not accepted, and final statuses that were not delivered. */
export function QueuesPage({ api }: { readonly api: Api }) {
  const words = texts().queues;
  const poison = useLive({ load: (signal) => api.poison(signal), pace: () => paceMs });
  const deliveries = useLive({ load: (signal) => api.deliveries(signal), pace: () => paceMs });
  const [news, setNews] = useState('');
  if (poison.problem?.kind === 'forbidden')
    return (
      <>
        <PageHeading title={words.title} />
        <NotForYou />
      </>
    );
  return (
    <>
      <PageHeading title={words.title} />
      <p role="status" class={news ? 'hint' : 'unseen'}>
        {news}
      </p>
      <h2>{words.poison}</h2>
      <p class="hint">{words.poisonSays}</p>
      <ConnectionLine
        live={poison}
        newsOf={(before, now) =>
          before && before.count !== now.count ? words.news(now.count) : ''
        }
      />
      {poison.data && (
        <PoisonMessages
          api={api}
          poison={poison.data}
          onDone={(said) => {
            setNews(said);
            poison.readAgain();
          }}
        />
      )}
      <h2>{words.deliveries}</h2>
      <p class="hint">{words.deliveriesSay}</p>
      <ConnectionLine live={deliveries} newsOf={() => ''} />
      {deliveries.data && (
        <Deliveries
          api={api}
          page={deliveries.data}
          onDone={(said) => {
            setNews(said);
            deliveries.readAgain();
          }}
        />
      )}
    </>
  );
}
