import { useState } from 'preact/hooks';
import type { RequestView } from '../../doors/http/api-shapes.ts';
import { ActionForm } from './action-form.tsx';
import { actionWords } from './action-words.ts';
import type { Api } from './api.ts';

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
  const offered = request.actions.filter((action) => actionWords(action) !== undefined);
  const words = chosen === null ? undefined : actionWords(chosen);

  return (
    <section class="actions" aria-label="What you may do">
      {offered.map((action) => (
        <button
          key={action}
          type="button"
          aria-expanded={action === chosen}
          onClick={() => {
            setNews('');
            setChosen(action === chosen ? null : action);
          }}
        >
          {actionWords(action)?.label}
        </button>
      ))}
      {chosen !== null && words && (
        <ActionForm
          key={chosen}
          words={words}
          planHash={chosen === 'approve' ? request.planHash : null}
          send={(body) => api.act(request.id, chosen, body)}
          onCancel={() => {
            setChosen(null);
          }}
          onDone={() => {
            setChosen(null);
            setNews(`Done: ${words.label}.`);
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
