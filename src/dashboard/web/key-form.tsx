import { useEffect, useRef, useState } from 'preact/hooks';
import { signInAddress, type SignIn } from './sign-in.ts';

interface KeyFormProps {
  /** True when a key was tried already. */
  readonly refused: boolean;
  readonly signIn: SignIn;
  readonly onKey: (key: string) => void;
}

/** Asks who uses the page: a person signs in, or gives a key. */
export function KeyForm({ refused, signIn, onKey }: KeyFormProps) {
  const [key, setKey] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    document.title = 'Key – Habeas';
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
      <h1>Who are you?</h1>
      {signIn.state === 'out' && (
        <p>
          <a href={signInAddress(window.location)}>Sign in</a>, or give a key.
        </p>
      )}
      {refused && (
        <p id="key-refused" class="refused" role="alert">
          ✕ The API did not accept this key.
        </p>
      )}
      <label for="key">Key of the service</label>
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
        A key that the operator of the service made for you. It is kept for this tab only and sent
        as a header, never in an address.
      </p>
      <button type="submit" class="primary">
        Continue
      </button>
    </form>
  );
}
