import { requestStates } from '../../domain/request.ts';
import type { SystemView } from '../../doors/http/operator-shapes.ts';
import { Choice } from './choice.tsx';
import { ReferenceField } from './reference-field.tsx';
import { filterOf, narrows, queryOf, requestTypes, type RequestFilter } from './request-filter.ts';
import { stateWords, typeWords } from './request-words.ts';
import { hashOf } from './route.ts';
import { verdictWords } from './system-words.ts';

interface FilterProps {
  readonly filter: RequestFilter;
  readonly systems: readonly SystemView[];
}

const states: readonly (readonly [string, string])[] = [
  ['open', 'Open'],
  ...requestStates.map((state) => [state, stateWords[state].label] as const),
];
const types = requestTypes.map((type) => [type, typeWords[type]] as const);
const verdictChoices = Object.entries(verdictWords).map(
  ([verdict, { label }]) => [verdict, label] as const,
);

function go(filter: RequestFilter): void {
  window.location.hash = hashOf({ view: 'list', filter });
}

/** Narrows and orders the list. What is chosen stands in the address. */
export function FilterForm({ filter, systems }: FilterProps) {
  function choose(name: string, value: string): void {
    const query = queryOf(filter);
    query.set(name, value);
    go(filterOf(query));
  }
  const named = systems.map(({ id, title }) => [id, title] as const);
  const choice = { onChoose: choose };
  return (
    <form
      class="filters"
      role="search"
      aria-label="Filter requests"
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <Choice {...choice} name="state" title="State" value={filter.state} choices={states} />
      <Choice {...choice} name="type" title="Type" value={filter.type} choices={types} />
      <Choice {...choice} name="system" title="System" value={filter.system} choices={named} />
      <Choice
        {...choice}
        name="verdict"
        title="Verdict there"
        value={filter.verdict}
        choices={verdictChoices}
      />
      <Choice
        {...choice}
        name="waiting"
        title="Waiting for"
        value={filter.waiting}
        everything="Waiting or not"
        choices={[['any', 'Any system'], ...named]}
      />
      <ReferenceField
        value={filter.reference ?? ''}
        onChoose={(value) => {
          choose('reference', value);
        }}
      />
      <Choice
        {...choice}
        name="sort"
        title="Order"
        value={filter.sort}
        everything="Newest first"
        choices={[['due', 'Due soonest first']]}
      />
      <label class="check">
        <input
          type="checkbox"
          checked={filter.late ?? false}
          onChange={(event) => {
            choose('late', String(event.currentTarget.checked));
          }}
        />
        Late only
      </label>
      {narrows(filter) && (
        <button
          type="button"
          onClick={() => {
            go({});
          }}
        >
          Show all
        </button>
      )}
    </form>
  );
}
