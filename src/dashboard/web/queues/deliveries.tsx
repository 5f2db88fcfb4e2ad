import { useState } from 'preact/hooks';
import type { DeliveryPage } from '../../../doors/http/operator-shapes.ts';
import type { Api } from '../calls/api.ts';
import { ActionForm } from '../parts/action-form.tsx';
import { DataTable, type Column } from '../parts/data-table.tsx';
import { Moment } from '../parts/moment.tsx';
import { Tag } from '../parts/tag.tsx';
import { hashOf } from '../shell/route.ts';
import { texts } from '../texts/texts.ts';
import { deliveryWords } from '../words/request-words.ts';
import { wordsFor } from '../words/words.ts';

type Undelivered = DeliveryPage['items'][number];

interface DeliveriesProps {
  readonly api: Api;
  readonly page: DeliveryPage;
  /** @param said what was done, in words */
  readonly onDone: (said: string) => void;
}

/** The final statuses that are not delivered yet, or that were dead-lettered. */
export function Deliveries({ api, page, onDone }: DeliveriesProps) {
  const words = texts().queues;
  const [chosen, setChosen] = useState<string | null>(null);
  if (page.items.length === 0) return <p class="hint">{words.noDeliveries}</p>;
  return (
    <>
      <DataTable
        caption={words.deliveries}
        columns={columns(setChosen)}
        rows={page.items}
        keyOf={({ id }) => id}
      />
      {page.continuation !== null && <p class="hint">{words.more}</p>}
      {chosen !== null && (
        <ActionForm
          key={chosen}
          words={{ label: words.redriveStatus, says: words.redriveStatusSays }}
          about={` (${chosen})`}
          send={() => api.redriveDelivery(chosen)}
          onCancel={() => {
            setChosen(null);
          }}
          onDone={() => {
            setChosen(null);
            onDone(words.redrivenStatus);
          }}
        />
      )}
    </>
  );
}

function columns(onChoose: (id: string) => void): readonly Column<Undelivered>[] {
  const words = texts().queues;
  return [
    {
      title: words.request,
      cell: ({ id }) => (
        <a href={hashOf({ view: 'request', id })}>
          <code>{id}</code>
        </a>
      ),
    },
    { title: words.state, cell: ({ state }) => <Tag words={wordsFor(deliveryWords(), state)} /> },
    { title: words.attempts, cell: ({ attempts }) => attempts },
    { title: words.ended, cell: ({ finishedAt }) => <Moment at={finishedAt} /> },
    { title: words.lastTry, cell: ({ updatedAt }) => <Moment at={updatedAt} /> },
    {
      title: words.actions,
      cell: ({ id, state }) =>
        state === 'dead-lettered' ? (
          <button
            type="button"
            onClick={() => {
              onChoose(id);
            }}
          >
            {words.redriveStatus}
            <span class="unseen"> {id}</span>
          </button>
        ) : (
          '–'
        ),
    },
  ];
}
