import { useState } from 'preact/hooks';
import type { PoisonView } from '../../../doors/http/operator-shapes.ts';
import type { Api, MessageDeed } from '../calls/api.ts';
import { ActionForm } from '../parts/action-form.tsx';
import { DataTable, type Column } from '../parts/data-table.tsx';
import { Moment } from '../parts/moment.tsx';
import { sizeText } from '../parts/numbers.ts';
import { texts } from '../texts/texts.ts';
import type { ActionWords } from '../words/action-words.ts';
import { textFor } from '../words/words.ts';

type Message = PoisonView['messages'][number];

interface Chosen {
  readonly id: string;
  readonly deed: MessageDeed;
}

interface MessagesProps {
  readonly api: Api;
  readonly poison: PoisonView;
  /** @param said what was done, in words */
  readonly onDone: (said: string) => void;
}

/** The messages that could not be accepted. It shows why, when and how large they are, never their content. */
export function PoisonMessages({ api, poison, onDone }: MessagesProps) {
  const words = texts().queues;
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const { count, messages } = poison;
  const stop = () => {
    setChosen(null);
  };
  if (count === 0 && chosen === null) return <p class="hint">{words.noPoison}</p>;
  return (
    <>
      <DataTable
        caption={words.poison}
        columns={columns(setChosen)}
        rows={messages}
        keyOf={({ id }) => id}
      />
      {messages.length < count && <p class="hint">{words.shown(messages.length, count)}</p>}
      {chosen && (
        <ActionForm
          key={`${chosen.id} ${chosen.deed}`}
          words={wordsOf(chosen.deed)}
          about={` (${chosen.id})`}
          send={(body) => api.actOnMessage(chosen.id, chosen.deed, body)}
          onCancel={stop}
          onDone={() => {
            stop();
            onDone(chosen.deed === 'redrive' ? words.redriven : words.discarded);
          }}
        />
      )}
    </>
  );
}

function columns(onChoose: (chosen: Chosen) => void): readonly Column<Message>[] {
  const words = texts().queues;
  const deeds = [
    ['redrive', words.redrive],
    ['discard', words.discard],
  ] as const;
  return [
    { title: words.message, cell: ({ id }) => <code>{id}</code> },
    { title: words.code, cell: Why },
    { title: words.size, cell: ({ size }) => (size === undefined ? '–' : sizeText(size)) },
    { title: words.arrived, cell: ({ insertedAt }) => <Moment at={insertedAt} /> },
    { title: words.expires, cell: ({ expiresAt }) => <Moment at={expiresAt} /> },
    {
      title: words.actions,
      cell: ({ id }) => (
        <div class="row-actions">
          {deeds.map(([deed, label]) => (
            <button
              key={deed}
              type="button"
              onClick={() => {
                onChoose({ id, deed });
              }}
            >
              {label}
              <span class="unseen"> {id}</span>
            </button>
          ))}
        </div>
      ),
    },
  ];
}

function Why({ code }: Message) {
  const { acceptedNow, codes } = texts().queues;
  if (code === undefined) return <>–</>;
  if (code === null) return <>{acceptedNow}</>;
  return (
    <>
      <code>{code}</code> <span class="beside">{textFor(codes, code)}</span>
    </>
  );
}

function wordsOf(deed: MessageDeed): ActionWords {
  const { queues: words, actions } = texts();
  if (deed === 'redrive') return { label: words.redrive, says: words.redriveSays };
  const choices = Object.entries(words.reasons);
  return {
    label: words.discard,
    says: words.discardSays,
    choice: { field: 'reason', title: actions.reason, choices },
    isFinal: true,
  };
}
