interface ChoiceProps {
  readonly name: string;
  readonly title: string;
  readonly value: string | undefined;
  /** The text of the first option, which filters nothing. */
  readonly everything: string;
  readonly choices: readonly (readonly [value: string, title: string])[];
  readonly onChoose: (name: string, value: string) => void;
}

/** One drop-down of the filter. */
export function Choice({ name, title, value, everything, choices, onChoose }: ChoiceProps) {
  return (
    <label>
      {title}
      <select
        value={value ?? ''}
        onChange={(event) => {
          onChoose(name, event.currentTarget.value);
        }}
      >
        <option value="">{everything}</option>
        {choices.map(([choice, words]) => (
          <option key={choice} value={choice}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
