import { useEffect, useRef, useState } from 'preact/hooks';
import { texts } from '../texts/texts.ts';
import { signInAddress, type SignIn } from '../calls/sign-in.ts';

interface KeyFormProps {
  /** True when a key was tried already. */
  readonly refused: boolean;
  readonly signIn: SignIn;
  readonly onKey: (key: string) => void;
}

/** Asks who uses the page: a person signs in, or gives a key. */
export function KeyForm({ refused, signIn, onKey }: KeyFormProps) {
  const words = texts().signIn;
  const [key, setKey] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    document.title = `${words.pageTitle} – Habeas`;
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
      <h1>{words.who}</h1>
      {signIn.state === 'out' && (
        <p>
          <a href={signInAddress(window.location)}>{words.signIn}</a>
          {words.orKey}
        </p>
      )}
      {refused && (
        <p id="key-refused" class="refused" role="alert">
          ✕ {words.refused}
        </p>
      )}
      <label for="key">{words.key}</label>
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
        {words.hint}
      </p>
      <button type="submit" class="primary">
        {words.go}
      </button>
    </form>
  );
}
