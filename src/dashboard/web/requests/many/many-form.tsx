import { useEffect, useState } from 'preact/hooks';
import type { RequestView } from '../../../../doors/http/api-shapes.ts';
import type { Api } from '../../calls/api.ts';
import { Problem } from '../../calls/problem.ts';
import { ActionForm } from '../../parts/action-form.tsx';
import { texts } from '../../texts/texts.ts';
import { actionWords } from '../../words/action-words.ts';
import { actOnMany, readMany, type ManyAction, type Outcome, type Watcher } from './act-on-many.ts';
import { Outcomes, Preview } from './many-preview.tsx';

interface FormProps {
  readonly api: Api;
  readonly action: ManyAction;
  readonly ids: readonly string[];
  readonly onCancel: () => void;
  /** Reads the list again. */
  readonly onDone: () => void;
}

const wait = (seconds: number) =>
  new Promise<void>((later) => {
    window.setTimeout(later, seconds * 1000);
  });

/** Reads the chosen requests, shows exactly which ones the action changes, asks for confirmation, and shows the result for each. */
export function ManyForm({ api, action, ids, onCancel, onDone }: FormProps) {
  const words = texts().list;
  const [read, setRead] = useState<readonly RequestView[] | null>(null);
  const [outcomes, setOutcomes] = useState<readonly Outcome[] | null>(null);
  const [said, setSaid] = useState(words.reading(0, ids.length));
  const possible = read?.filter(({ actions }) => actions.includes(action)) ?? [];
  const watcher = (tell: (done: number) => string): Watcher => ({
    progress: (done) => {
      setSaid(tell(done));
    },
    pausing: (seconds) => {
      setSaid(words.pausing(seconds));
    },
    wait,
  });

  useEffect(() => {
    readMany(
      api,
      ids,
      watcher((done) => words.reading(done, ids.length)),
    ).then(
      (requests) => {
        setSaid('');
        setRead(requests);
      },
      (error: unknown) => {
        if (error instanceof Problem) setSaid(error.message);
      },
    );
  }, []);

  const form = actionWords(action);
  return (
    <div class="action">
      <p role="status" class="hint">
        {said}
      </p>
      {outcomes && <Outcomes outcomes={outcomes} />}
      {read && !outcomes && possible.length === 0 && <p>{words.nothingLeft}</p>}
      {read && !outcomes && possible.length > 0 && form && (
        <ActionForm
          words={form}
          send={(body) =>
            actOnMany(
              api,
              possible,
              action,
              body,
              watcher((done) => words.progress(done, possible.length)),
            )
          }
          onCancel={onCancel}
          onDone={(done) => {
            const count = done.filter(({ refusal }) => refusal === null).length;
            setSaid(words.outcome(count, done.length));
            setOutcomes(done);
            onDone();
          }}
        >
          <Preview possible={possible} leftOut={read.filter((one) => !possible.includes(one))} />
        </ActionForm>
      )}
    </div>
  );
}
