import { requestStates } from '../../../domain/request.ts';
import type { SystemView } from '../../../doors/http/operator-shapes.ts';
import { Choice } from '../parts/choice.tsx';
import { hashOf } from '../shell/route.ts';
import { texts } from '../texts/texts.ts';
import { stateWords, typeWords } from '../words/request-words.ts';
import { verdictWords } from '../words/system-words.ts';
import { ReferenceField } from './reference-field.tsx';
import {
  dueChoices,
  filterOf,
  narrows,
  queryOf,
  requestTypes,
  type RequestFilter,
} from './request-filter.ts';

interface FilterProps {
  readonly filter: RequestFilter;
  readonly systems: readonly SystemView[];
}

function go(filter: RequestFilter): void {
  window.location.hash = hashOf({ view: 'list', filter });
}

/** Filters and orders the list. The address of the page contains the choices. */
export function FilterForm({ filter, systems }: FilterProps) {
  const words = texts().list;
  function choose(name: string, value: string): void {
    const query = queryOf(filter);
    query.set(name, value);
    go(filterOf(query));
  }
  return (
    <form
      class="filters"
      role="search"
      aria-label={words.filter}
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      {choicesFor(systems).map(({ name, everything = words.everything, choices }) => (
        <Choice
          key={name}
          name={name}
          title={words.fields[name]}
          value={filter[name]}
          everything={everything}
          choices={choices}
          onChoose={choose}
        />
      ))}
      <ReferenceField
        value={filter.reference ?? ''}
        onChoose={(value) => {
          choose('reference', value);
        }}
      />
      <Check
        title={words.fields.late}
        checked={filter.late ?? false}
        onChange={(checked) => {
          choose('late', String(checked));
        }}
      />
      <Check
        title={words.fields.mine}
        checked={filter.assigned === 'me'}
        onChange={(checked) => {
          choose('assigned', checked ? 'me' : '');
        }}
      />
      {narrows(filter) && (
        <button
          type="button"
          onClick={() => {
            go({});
          }}
        >
          {words.showAll}
        </button>
      )}
    </form>
  );
}

interface FilterChoice {
  readonly name: 'state' | 'type' | 'system' | 'verdict' | 'waiting' | 'dueWithin' | 'sort';
  /** Text of the first choice, which does not filter. */
  readonly everything?: string;
  readonly choices: readonly (readonly [value: string, words: string])[];
}

function choicesFor(systems: readonly SystemView[]): readonly FilterChoice[] {
  const words = texts().list;
  const named = systems.map(({ id, title }) => [id, title] as const);
  return [
    {
      name: 'state',
      choices: [
        ['open', words.open],
        ['person', words.person],
        ...requestStates.map((state) => [state, stateWords()[state].label] as const),
      ],
    },
    { name: 'type', choices: requestTypes.map((type) => [type, typeWords()[type]] as const) },
    { name: 'system', choices: named },
    {
      name: 'verdict',
      choices: Object.entries(verdictWords()).map(
        ([verdict, { label }]) => [verdict, label] as const,
      ),
    },
    {
      name: 'waiting',
      everything: words.waitingOrNot,
      choices: [['any', words.anySystem], ...named],
    },
    {
      name: 'dueWithin',
      everything: words.anyTime,
      choices: dueChoices.map((days) => [days, words.within(days)] as const),
    },
    { name: 'sort', everything: words.newestFirst, choices: [['due', words.dueFirst]] },
  ];
}

interface CheckProps {
  readonly title: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

function Check({ title, checked, onChange }: CheckProps) {
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => {
          onChange(event.currentTarget.checked);
        }}
      />
      {title}
    </label>
  );
}
