import { useState } from 'preact/hooks';
import type { RequestView } from '../../../doors/http/api-shapes.ts';
import type { Api } from '../calls/api.ts';
import type { ChosenAction } from './system-actions.tsx';
import { SystemActionForm } from './system-action-form.tsx';
import { SystemsTable } from './systems-table.tsx';

interface SectionProps {
  readonly api: Api;
  readonly request: RequestView;
  /** Reads the request again. */
  readonly onDone: () => void;
}

/** The systems of a request, and the form for an action in one of them. */
export function SystemsSection({ api, request, onDone }: SectionProps) {
  const [chosen, setChosen] = useState<ChosenAction | null>(null);
  const [news, setNews] = useState('');
  const system = request.systems.find(({ id }) => id === chosen?.system);
  return (
    <>
      <SystemsTable
        request={request}
        chosen={chosen}
        onChoose={(wanted) => {
          setNews('');
          setChosen(wanted);
        }}
      />
      {chosen && system && (
        <SystemActionForm
          key={`${chosen.system} ${chosen.action}`}
          api={api}
          request={request}
          system={system}
          action={chosen.action}
          onConflict={onDone}
          onCancel={() => {
            setChosen(null);
          }}
          onDone={(said) => {
            setChosen(null);
            setNews(said);
            onDone();
          }}
        />
      )}
      <p role="status" class="hint">
        {news}
      </p>
    </>
  );
}
