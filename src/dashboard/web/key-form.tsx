import { useEffect, useRef, useState } from 'preact/hooks';

interface KeyFormProps {
  /** True when a key was tried already. */
  readonly refused: boolean;
  readonly onKey: (key: string) => void;
}

/** Asks the operator for a function key. */
export function KeyForm({ refused, onKey }: KeyFormProps) {
  const [key, setKey] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    document.title = 'Function key – Habeas';
    field.current?.focus();
  }, []);
  return (
    <form
      class="card key"
      onSubmit={(event) => {
        event.preventDefault();
        if (key.trim()) onKey(key.trim());
      }}
    >
      <h1>Function key</h1>
      {refused && (
        <p id="key-refused" class="refused" role="alert">
          ✕ The API did not accept this key.
        </p>
      )}
      <label for="key">Key of the function app</label>
      <input
        id="key"
        ref={field}
        type="password"
        autocomplete="off"
        required
        value={key}
        aria-invalid={refused}
        aria-describedby={refused ? 'key-refused key-hint' : 'key-hint'}
        onInput={(event) => {
          setKey(event.currentTarget.value);
        }}
      />
      <p id="key-hint" class="hint">
        In the Azure portal: the function app, Functions, App keys. It is kept for this tab only and
        sent as a header, never in an address.
      </p>
      <button type="submit" class="primary">
        Continue
      </button>
    </form>
  );
}
