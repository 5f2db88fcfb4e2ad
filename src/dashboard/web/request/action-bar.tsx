import { useState } from 'preact/hooks';
import type { RequestView } from '../../../doors/http/api-shapes.ts';
import type { Api } from '../calls/api.ts';
import { texts } from '../texts/texts.ts';
import { actionWords } from '../words/action-words.ts';
import { RequestAction } from './request-action.tsx';

interface ActionBarProps {
  readonly api: Api;
  readonly request: RequestView;
  /** Reads the request again. */
  readonly onDone: () => void;
}

/** A button for each action that the caller may take now. A press opens a form that says what happens and asks. */
export function ActionBar({ api, request, onDone }: ActionBarProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [news, setNews] = useState('');
  const { title, done } = texts().actions;
  return (
    <section class="actions" aria-label={title}>
      {offeredIn(request).map(([action, label]) => (
        <button
          key={action}
          type="button"
          aria-expanded={action === chosen}
          onClick={() => {
            setNews('');
            setChosen(action === chosen ? null : action);
          }}
        >
          {label}
        </button>
      ))}
      {chosen !== null && (
        <RequestAction
          key={chosen}
          api={api}
          request={request}
          action={chosen}
          onConflict={onDone}
          onCancel={() => {
            setChosen(null);
          }}
          onDone={(label) => {
            setChosen(null);
            setNews(done(label));
            onDone();
          }}
        />
      )}
      <p role="status" class="hint">
        {news}
      </p>
    </section>
  );
}

type Offer = readonly [action: string, label: string];

/** The actions on the whole request that this page knows, with the words of their buttons. */
function offeredIn({ actions, assigned }: RequestView): Offer[] {
  const { identifiers, take, giveBack } = texts().actions;
  return actions.flatMap((action): Offer[] => {
    if (action === 'identifiers') return [[action, identifiers.label]];
    if (action === 'assign')
      return [
        ...(assigned?.me ? [] : [['take', take.label] as const]),
        ...(assigned ? [['giveBack', giveBack.label] as const] : []),
      ];
    const label = actionWords(action)?.label;
    return label === undefined ? [] : [[action, label]];
  });
}
