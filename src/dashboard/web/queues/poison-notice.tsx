import type { Api } from '../calls/api.ts';
import { useLive } from '../calls/use-live.ts';
import { hashOf } from '../shell/route.ts';
import { texts } from '../texts/texts.ts';

const paceMs = 20_000;

/** Warns on every view when queue messages could not be accepted, and links to them. */
export function PoisonNotice({ api }: { readonly api: Api }) {
  const words = texts().queues;
  const { data, problem } = useLive({ load: (signal) => api.poison(signal), pace: () => paceMs });
  // Only operators see the queue.
  if (problem?.kind === 'forbidden') return null;
  if (problem) return <aside class="notice quiet">{words.unread(problem.message)}</aside>;
  if (!data || data.count === 0) return null;
  return (
    <aside class="notice" aria-labelledby="poison-title">
      <h2 id="poison-title">
        <span aria-hidden="true">⚠</span> {words.notice(data.count)}
      </h2>
      <p>
        {words.noticeSays} <a href={hashOf({ view: 'queues' })}>{words.toQueues}</a>
      </p>
    </aside>
  );
}
