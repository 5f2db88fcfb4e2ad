import { useEffect, useRef, useState } from 'preact/hooks';
import type { Live } from '../calls/use-live.ts';
import { texts } from '../texts/texts.ts';

interface ConnectionProps<T> {
  readonly live: Live<T>;
  /** What changed between two readings, in a sentence; empty when nothing did. */
  readonly newsOf: (before: T | null, now: T) => string;
}

/** Says whether the view is up to date, and what changed. It does not interrupt a screen reader. */
export function ConnectionLine<T>({ live, newsOf }: ConnectionProps<T>) {
  const news = useNews(live.data, newsOf);
  const { problem, retryIn } = live;
  const words = texts().problems;
  return (
    <div class={problem ? 'connection broken' : 'connection'}>
      <p role="status" class={problem ? '' : 'unseen'}>
        {problem ? problem.message : news}
      </p>
      {problem && retryIn !== null && (
        <p>
          {live.data !== null && `${words.maybeOld} `}
          {words.tryingAgain(Math.round(retryIn / 1000))}{' '}
          <button type="button" onClick={live.readAgain}>
            {words.tryNow}
          </button>
        </p>
      )}
    </div>
  );
}

function useNews<T>(data: T | null, newsOf: ConnectionProps<T>['newsOf']): string {
  const before = useRef<T | null>(null);
  const [news, setNews] = useState('');
  useEffect(() => {
    if (data === null) return;
    const fresh = newsOf(before.current, data);
    before.current = data;
    if (fresh) setNews(fresh);
  }, [data]);
  return news;
}
