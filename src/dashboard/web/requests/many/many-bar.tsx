import { useState } from 'preact/hooks';
import type { RequestRow } from '../../../../doors/http/api-shapes.ts';
import type { CallerView } from '../../../../doors/http/operator-shapes.ts';
import type { Api } from '../../calls/api.ts';
import { hasRole } from '../../shell/may.ts';
import { texts } from '../../texts/texts.ts';
import type { ManyAction } from './act-on-many.ts';
import { ManyForm } from './many-form.tsx';

/** A person can still read this number of requests before the confirmation. */
export const mostAtOnce = 50;

interface BarProps {
  readonly api: Api;
  readonly caller: CallerView | null;
  readonly chosen: readonly RequestRow[];
  readonly onClear: () => void;
  /** Reads the list again. */
  readonly onDone: () => void;
}

const needed = { approve: 'Approver', retry: 'Operator', withdraw: 'Operator' } as const;
const actions = ['approve', 'retry', 'withdraw'] as const;

/** The actions on the chosen requests. Each action first shows exactly what it would change. */
export function ManyBar({ api, caller, chosen, onClear, onDone }: BarProps) {
  const words = texts().list;
  const [action, setAction] = useState<ManyAction | null>(null);
  const isTooMany = chosen.length > mostAtOnce;
  return (
    <section class="actions many" aria-label={words.selectColumn}>
      <p role="status">
        {words.chosen(chosen.length)}. {isTooMany && words.tooMany(mostAtOnce)}
      </p>
      {actions
        .filter((one) => hasRole(caller, needed[one]))
        .map((one) => (
          <button
            key={one}
            type="button"
            aria-disabled={isTooMany}
            aria-expanded={one === action}
            onClick={() => {
              if (!isTooMany) setAction(one === action ? null : one);
            }}
          >
            {words.many[one]}
          </button>
        ))}
      <button type="button" onClick={onClear}>
        {words.clear}
      </button>
      {action && (
        <ManyForm
          key={action + chosen.map(({ id }) => id).join()}
          api={api}
          action={action}
          ids={chosen.map(({ id }) => id)}
          onCancel={() => {
            setAction(null);
          }}
          onDone={onDone}
        />
      )}
    </section>
  );
}
