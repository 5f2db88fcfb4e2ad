import { texts } from '../texts/texts.ts';
import type { ActionWords } from '../words/action-words.ts';

/** The API refuses a longer comment. */
const longestComment = 500;

/** The fields that an action asks for: a code, a time, a comment. */
export function ActionFields({ words }: { readonly words: ActionWords }) {
  const { chooseOne, until, comment, commentHint } = texts().actions;
  return (
    <>
      {words.choice && (
        <label>
          {words.choice.title}
          <select name={words.choice.field} required>
            <option value="">{chooseOne}</option>
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
          {until}
          <input type="datetime-local" name="until" />
        </label>
      )}
      {words.takesComment && (
        <label>
          {comment}
          <textarea name="comment" rows={2} maxLength={longestComment} />
          <span class="hint">{commentHint}</span>
        </label>
      )}
    </>
  );
}

const known: ReadonlySet<string> = new Set(['proof', 'reason', 'until', 'comment']);

/** The values of these fields in the form that the API expects. Empty fields are left out. */
export function bodyOf(fields: FormData): Readonly<Record<string, string>> {
  const body: Record<string, string> = {};
  for (const [name, value] of fields) {
    if (typeof value !== 'string' || value.trim() === '' || !known.has(name)) continue;
    body[name] = name === 'until' ? new Date(value).toISOString() : value;
  }
  return body;
}
