import type { Api } from './api.ts';
import { Moment } from './moment.tsx';
import { useLive } from './use-live.ts';

const paceMs = 10_000;

/** Warns of queue messages that could not be accepted. Their content is never shown, because it may hold personal data. */
export function PoisonNotice({ api }: { readonly api: Api }) {
  const { data, problem } = useLive({ load: (signal) => api.poison(signal), pace: () => paceMs });
  // Only operators see the queue.
  if (problem?.kind === 'forbidden') return null;
  if (problem)
    return (
      <aside class="notice quiet">The poison queue could not be read: {problem.message}</aside>
    );
  if (!data || data.count === 0) return null;
  return (
    <aside class="notice" aria-labelledby="poison-title">
      <h2 id="poison-title">
        <span aria-hidden="true">⚠</span> {countOf(data.count)} in dsar-requests-poison
      </h2>
      <p>
        These messages could not be accepted as requests, so nothing is done about them. Open the
        queue in Storage Explorer. Ask the sender to correct the message and to send it again to
        dsar-requests. Then delete it: it may hold personal data. The queue deletes it when it
        expires.
      </p>
      {data.messages.length > 0 && (
        <details>
          <summary>Messages</summary>
          <ul>
            {data.messages.map(({ id, insertedAt, expiresAt }) => (
              <li key={id}>
                <code>{id}</code>, arrived <Moment at={insertedAt} />, expires{' '}
                <Moment at={expiresAt} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </aside>
  );
}

function countOf(count: number): string {
  return count === 1 ? '1 message' : `${count} messages`;
}
