import { useState } from 'preact/hooks';
import { isTerminal } from '../../../domain/request.ts';
import type { CallerView } from '../../../doors/http/operator-shapes.ts';
import type { RequestView } from '../../../doors/http/api-shapes.ts';
import type { Api } from '../calls/api.ts';
import { Problem } from '../calls/problem.ts';
import { hasRole } from '../shell/may.ts';
import { texts } from '../texts/texts.ts';
import { Comments } from './comments.tsx';

interface ResultsProps {
  readonly api: Api;
  readonly caller: CallerView | null;
  readonly request: RequestView;
}

/** The documents of a request that the role may read: report, evidence, package and comments. Each is read only when the caller asks for it. */
export function Results({ api, caller, request }: ResultsProps) {
  const words = texts().request;
  const { id, state, links } = request;
  const [shown, setShown] = useState<string | null>(null);
  const [refusal, setRefusal] = useState('');
  const readsAll = hasRole(caller, 'Operator', 'Auditor');

  async function attempt(work: () => Promise<void>): Promise<void> {
    setRefusal('');
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setRefusal(error.message);
    }
  }
  const show = (name: 'report' | 'evidence') => () =>
    attempt(async () => {
      const file = await api.file(id, name, new AbortController().signal);
      setShown(JSON.stringify(file, null, 2));
    });
  const fetchPackage = () =>
    attempt(async () => {
      window.location.assign((await api.packageLink(id)).url);
    });

  return (
    <section aria-labelledby="results">
      <h2 id="results">{words.results}</h2>
      <div class="actions">
        {links['report'] && <Button title={words.report} onPress={show('report')} />}
        {links['evidence'] && readsAll && (
          <Button title={words.evidence} onPress={show('evidence')} />
        )}
        {links['package'] && isTerminal(state) && (
          <Button title={words.package} says={words.packageSays} onPress={fetchPackage} />
        )}
        {readsAll && <Comments api={api} id={id} />}
      </div>
      <p role="alert" class="refused">
        {refusal}
      </p>
      {shown !== null && (
        <>
          <button
            type="button"
            onClick={() => {
              setShown(null);
            }}
          >
            {words.close}
          </button>
          <pre class="card" tabIndex={0}>
            {shown}
          </pre>
        </>
      )}
    </section>
  );
}

interface ButtonProps {
  readonly title: string;
  readonly says?: string;
  readonly onPress: () => Promise<void>;
}

function Button({ title, says, onPress }: ButtonProps) {
  return (
    <button type="button" title={says} onClick={() => void onPress()}>
      {title}
    </button>
  );
}
