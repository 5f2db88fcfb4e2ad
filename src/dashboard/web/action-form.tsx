import { useEffect, useRef, useState } from 'preact/hooks';
import type { ActionWords } from './action-words.ts';
import { Problem } from './problem.ts';

interface ActionFormProps {
  readonly words: ActionWords;
  /** The plan that is approved; null for every other action. */
  readonly planHash: string | null;
  /** @throws Problem when the service refuses it */
  readonly send: (body: object) => Promise<unknown>;
  readonly onCancel: () => void;
  readonly onDone: () => void;
}

/** Says what an action does, takes what it needs, and asks for the confirmation. */
export function ActionForm({ words, planHash, send, onCancel, onDone }: ActionFormProps) {
  const [refusal, setRefusal] = useState('');
  const [isSending, setIsSending] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);

  async function confirm(form: HTMLFormElement): Promise<void> {
    if (isSending) return;
    setIsSending(true);
    setRefusal('');
    try {
      await send({ ...bodyOf(new FormData(form)), ...(planHash !== null && { planHash }) });
      onDone();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setRefusal(error.message);
      setIsSending(false);
    }
  }

  return (
    <form
      class="card action"
      onSubmit={(event) => {
        event.preventDefault();
        void confirm(event.currentTarget);
      }}
    >
      <h2 ref={heading} tabIndex={-1}>
        {words.label}?
      </h2>
      <p>{words.says}</p>
      {planHash !== null && (
        <p>
          Plan <code>{planHash}</code>
        </p>
      )}
      {words.choice && (
        <label>
          {words.choice.title}
          <select name={words.choice.field} required>
            <option value="">Choose one</option>
            {words.choice.choices.map(([code, text]) => (
              <option key={code} value={code}>
                {text}
              </option>
            ))}
          </select>
        </label>
      )}
      {words.takesUntil && (
        <label>
          Until, in your time; empty: until somebody resumes it
          <input type="datetime-local" name="until" />
        </label>
      )}
      {words.isFinal && <p class="hint">This cannot be undone.</p>}
      <p role="alert" class="refused">
        {refusal}
      </p>
      <p>
        <button class="primary" aria-disabled={isSending}>
          {words.label}
        </button>{' '}
        <button type="button" onClick={onCancel}>
          Cancel
        </button>
      </p>
    </form>
  );
}

function bodyOf(fields: FormData): object {
  const body: Record<string, string> = {};
  for (const [name, value] of fields) {
    if (typeof value !== 'string' || value === '') continue;
    body[name] = name === 'until' ? new Date(value).toISOString() : value;
  }
  return body;
}
