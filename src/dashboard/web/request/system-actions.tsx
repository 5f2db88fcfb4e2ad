import { isTerminal } from '../../../domain/request.ts';
import { goodVerdicts } from '../../../domain/verdict.ts';
import type { RequestView, SystemStatus } from '../../../doors/http/api-shapes.ts';
import type { SystemAction } from '../calls/api.ts';
import { texts } from '../texts/texts.ts';

/** The chosen action, and the system in which it is taken. */
export interface ChosenAction {
  readonly system: string;
  readonly action: SystemAction;
}

interface ActionsProps {
  readonly request: Pick<RequestView, 'actions' | 'state'>;
  readonly system: SystemStatus;
  readonly chosen: ChosenAction | null;
  readonly onChoose: (chosen: ChosenAction | null) => void;
}

/** Buttons for the actions that the caller may take now in one system of a request. */
export function SystemActions({ request, system, chosen, onChoose }: ActionsProps) {
  const words = texts().actions;
  const labels: Readonly<Record<SystemAction, string>> = {
    decide: words.decide.label,
    retry: words.retrySystem.label,
    waive: words.waive.label,
  };
  const offered = offeredIn(request, system);
  if (offered.length === 0) return <>–</>;
  return (
    <div class="row-actions">
      {offered.map((action) => {
        const isChosen = chosen?.system === system.id && chosen.action === action;
        return (
          <button
            key={action}
            type="button"
            aria-expanded={isChosen}
            onClick={() => {
              onChoose(isChosen ? null : { system: system.id, action });
            }}
          >
            {labels[action]}
            <span class="unseen">{words.inSystem(system.title)}</span>
          </button>
        );
      })}
    </div>
  );
}

const good: ReadonlySet<string> = goodVerdicts;

/** The API names the actions of the request as a whole. The verdict says in which systems they make sense. */
function offeredIn(
  { actions, state }: ActionsProps['request'],
  { candidates = 0, verdict, reason }: SystemStatus,
): SystemAction[] {
  const isAllowed = reason === 'no-identifier' || reason === 'shadow';
  const isLeftOpen = isTerminal(state) && verdict !== null && !good.has(verdict) && !isAllowed;
  const makesSense: Readonly<Record<SystemAction, boolean>> = {
    decide: candidates > 0,
    retry: isLeftOpen && verdict !== 'waived' && verdict !== 'retained',
    waive: isLeftOpen && verdict !== 'waived',
  };
  return (['decide', 'retry', 'waive'] as const).filter(
    (action) => actions.includes(action) && makesSense[action],
  );
}
