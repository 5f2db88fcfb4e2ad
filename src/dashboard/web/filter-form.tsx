import { useEffect, useState } from 'preact/hooks';
import { requestStates } from '../../domain/request.ts';
import type { SystemView } from '../../doors/http/api-shapes.ts';
import {
  filterOf,
  isReference,
  narrows,
  queryOf,
  requestTypes,
  type RequestFilter,
} from './request-filter.ts';
import { hashOf } from './route.ts';
import { stateWords, typeWords } from './words.ts';

interface FilterProps {
  readonly filter: RequestFilter;
  readonly systems: readonly SystemView[];
}

function go(filter: RequestFilter): void {
  window.location.hash = hashOf({ view: 'list', filter });
}

/** Narrows the list; what is chosen stands in the address. */
export function FilterForm({ filter, systems }: FilterProps) {
  function choose(name: string, value: string): void {
    const query = queryOf(filter);
    query.set(name, value);
    go(filterOf(query));
  }
  const states = requestStates.map((state) => [state, stateWords[state].label] as const);
  const types = requestTypes.map((type) => [type, typeWords[type]] as const);
  const choices = systems.map(({ id, title }) => [id, title] as const);
  return (
    <form
      class="filters"
      role="search"
      aria-label="Filter requests"
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <Choice name="state" title="State" value={filter.state} choices={states} onChoose={choose} />
      <Choice name="type" title="Type" value={filter.type} choices={types} onChoose={choose} />
      <Choice
        name="system"
        title="System"
        value={filter.system}
        choices={choices}
        onChoose={choose}
      />
      <ReferenceField
        value={filter.reference ?? ''}
        onChoose={(value) => {
          choose('reference', value);
        }}
      />
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

interface ChoiceProps {
  readonly name: string;
  readonly title: string;
  readonly value: string | undefined;
  readonly choices: readonly (readonly [value: string, title: string])[];
  readonly onChoose: (name: string, value: string) => void;
}

function Choice({ name, title, value, choices, onChoose }: ChoiceProps) {
  return (
    <label>
      {title}
      <select
        value={value ?? ''}
        onChange={(event) => {
          onChoose(name, event.currentTarget.value);
        }}
      >
        <option value="">All</option>
        {choices.map(([choice, words]) => (
          <option key={choice} value={choice}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

interface ReferenceProps {
  readonly value: string;
  readonly onChoose: (value: string) => void;
}

function ReferenceField({ value, onChoose }: ReferenceProps) {
  const [text, setText] = useState(value);
  useEffect(() => {
    setText(value);
  }, [value]);
  const wrong = text !== '' && !isReference(text);
  return (
    <label>
      Reference
      <input
        type="search"
        value={text}
        aria-invalid={wrong}
        aria-describedby="reference-hint"
        onInput={(event) => {
          setText(event.currentTarget.value);
        }}
        onChange={(event) => {
          const wanted = event.currentTarget.value;
          if (wanted === '' || isReference(wanted)) onChoose(wanted);
        }}
      />
      <span id="reference-hint" class={wrong ? 'refused' : 'unseen'}>
        Whole reference: letters, digits, dots, dashes and underscores, at most 64
      </span>
    </label>
  );
}
