import { useEffect, useState } from 'preact/hooks';
import { texts } from '../texts/texts.ts';
import { isReference } from './request-filter.ts';

interface ReferenceProps {
  readonly value: string;
  readonly onChoose: (value: string) => void;
}

/** Filters the list by the start of the reference or of the id. */
export function ReferenceField({ value, onChoose }: ReferenceProps) {
  const [text, setText] = useState(value);
  useEffect(() => {
    setText(value);
  }, [value]);
  const words = texts().list;
  const wrong = text !== '' && !isReference(text);
  return (
    <label>
      {words.fields.reference}
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
        {words.referenceHint}
      </span>
    </label>
  );
}
