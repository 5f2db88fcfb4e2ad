import type { RequestView } from '../../../doors/http/api-shapes.ts';
import type { Api } from '../calls/api.ts';
import { ActionForm } from '../parts/action-form.tsx';
import { texts } from '../texts/texts.ts';
import { actionWords, type ActionWords } from '../words/action-words.ts';
import { IdentifierFields, subjectOf } from './identifier-fields.tsx';
import { whatHappenedMeanwhile } from './what-happened-meanwhile.ts';

interface RequestActionProps {
  readonly api: Api;
  readonly request: RequestView;
  /** `take` and `giveBack`, or an action of the API. */
  readonly action: string;
  /** Reads the request again, because somebody changed it. */
  readonly onConflict: () => void;
  readonly onCancel: () => void;
  /** @param label of the action that was done */
  readonly onDone: (label: string) => void;
}

/** The form of one action on the whole request. */
export function RequestAction(props: RequestActionProps) {
  const { api, request, action, onConflict, onCancel, onDone } = props;
  const words = wordsOf(action);
  if (!words) return null;
  return (
    <ActionForm
      words={words}
      send={(body, fields) => {
        const [path, sent] = callFor(request, action, body, fields);
        return api.act(request.id, path, sent);
      }}
      onConflict={async (problem) => {
        const said = await whatHappenedMeanwhile(api, request.id, problem);
        onConflict();
        return said;
      }}
      onCancel={onCancel}
      onDone={() => {
        onDone(words.label);
      }}
    >
      {action === 'approve' && <PlanToApprove request={request} />}
      {action === 'identifiers' && <IdentifierFields systems={request.systems} />}
    </ActionForm>
  );
}

function wordsOf(action: string): ActionWords | undefined {
  const { take, giveBack, identifiers } = texts().actions;
  const own: Readonly<Record<string, ActionWords>> = { take, giveBack, identifiers };
  const words = Object.hasOwn(own, action) ? own[action] : undefined;
  return words ? { ...words, takesComment: true } : actionWords(action);
}

function callFor(
  { planHash }: RequestView,
  action: string,
  body: Readonly<Record<string, string>>,
  fields: FormData,
): readonly [path: string, body: object] {
  switch (action) {
    case 'take':
      return ['assign', { ...body, to: 'me' }];
    case 'giveBack':
      return ['assign', { ...body, to: null }];
    case 'approve':
      return [action, { ...body, ...(planHash !== null && { planHash }) }];
    case 'identifiers':
      return [action, { ...body, subject: subjectOf(fields) }];
    default:
      return [action, body];
  }
}

/** What is approved: the plan by its hash, and the systems that it visits. */
function PlanToApprove({ request: { planHash, systems } }: { readonly request: RequestView }) {
  const { plan, planVisits } = texts().actions;
  const visited = systems.filter(({ verdict }) => verdict === null).map(({ title }) => title);
  return (
    <>
      {planHash !== null && (
        <p>
          {plan} <code>{planHash}</code>
        </p>
      )}
      {visited.length > 0 && <p>{planVisits(visited.join(', '))}</p>}
    </>
  );
}
