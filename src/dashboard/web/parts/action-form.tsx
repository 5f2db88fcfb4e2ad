import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem } from '../calls/problem.ts';
import { texts } from '../texts/texts.ts';
import type { ActionWords } from '../words/action-words.ts';
import { ActionFields, bodyOf } from './action-fields.tsx';

interface ActionFormProps<Answer> {
  readonly words: ActionWords;
  /** What the action is about, if its name alone does not say it, such as the system. */
  readonly about?: string;
  /** Further fields, and information that is needed before the confirmation. */
  readonly children?: ComponentChildren;
  /** @throws Problem when the service refuses it */
  readonly send: (body: Readonly<Record<string, string>>, fields: FormData) => Promise<Answer>;
  /** Returns the text to show when the service refuses because somebody else changed the request. */
  readonly onConflict?: (problem: Problem) => Promise<string>;
  readonly onCancel: () => void;
  readonly onDone: (answer: Answer) => void;
}

/** Says what an action does, asks for its values, and asks for the confirmation. */
export function ActionForm<Answer>(props: ActionFormProps<Answer>) {
  const { words, about = '', children, send, onConflict, onCancel, onDone } = props;
  const { ask, final, cancel } = texts().actions;
  const [refusal, setRefusal] = useState('');
  const [isSending, setIsSending] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);

  async function confirm(fields: FormData): Promise<void> {
    if (isSending) return;
    setIsSending(true);
    setRefusal('');
    try {
      onDone(await send(bodyOf(fields), fields));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const meanwhile = error.kind === 'conflict' ? ((await onConflict?.(error)) ?? '') : '';
      setRefusal([error.message, meanwhile].filter(Boolean).join(' '));
      setIsSending(false);
    }
  }

  return (
    <form
      class="card action"
      onSubmit={(event) => {
        event.preventDefault();
        void confirm(new FormData(event.currentTarget));
      }}
    >
      <h2 ref={heading} tabIndex={-1}>
        {ask(words.label + about)}
      </h2>
      <p>{words.says}</p>
      {children}
      <ActionFields words={words} />
      {words.isFinal && <p class="hint">{final}</p>}
      <p role="alert" class="refused">
        {refusal}
      </p>
      <p>
        <button class="primary" aria-disabled={isSending}>
          {words.label}
        </button>{' '}
        <button type="button" onClick={onCancel}>
          {cancel}
        </button>
      </p>
    </form>
  );
}
