import type { RequestView, SystemStatus } from '../../../doors/http/api-shapes.ts';
import type { Api, SystemAction } from '../calls/api.ts';
import { ActionForm } from '../parts/action-form.tsx';
import { texts } from '../texts/texts.ts';
import { waiveWords, type ActionWords } from '../words/action-words.ts';
import { CandidateChoice } from './candidate-choice.tsx';
import { whatHappenedMeanwhile } from './what-happened-meanwhile.ts';

interface FormProps {
  readonly api: Api;
  readonly request: RequestView;
  readonly system: SystemStatus;
  readonly action: SystemAction;
  /** Reads the request again, because somebody changed it. */
  readonly onConflict: () => void;
  readonly onCancel: () => void;
  /** @param said what was done, in words */
  readonly onDone: (said: string) => void;
}

/** The form of one action in one system of a request. */
export function SystemActionForm(props: FormProps) {
  const { api, request, system, action, onConflict, onCancel, onDone } = props;
  const { inSystem, doneIn, secondNeeded } = texts().actions;
  const words = wordsOf(action);
  const place = { id: request.id, system: system.id };
  return (
    <ActionForm
      words={words}
      about={inSystem(system.title)}
      send={(body, fields) => {
        const records = fields.getAll('record');
        return api.actInSystem(place, action, action === 'decide' ? { ...body, records } : body);
      }}
      onConflict={async (problem) => {
        const said = await whatHappenedMeanwhile(api, request.id, problem);
        onConflict();
        return said;
      }}
      onCancel={onCancel}
      onDone={({ needed }) => {
        onDone(needed === 'second-person' ? secondNeeded : doneIn(words.label, system.title));
      }}
    >
      {action === 'decide' && <CandidateChoice api={api} place={place} />}
    </ActionForm>
  );
}

function wordsOf(action: SystemAction): ActionWords {
  const { decide, retrySystem } = texts().actions;
  if (action === 'waive') return waiveWords();
  return { ...(action === 'decide' ? decide : retrySystem), takesComment: true };
}
