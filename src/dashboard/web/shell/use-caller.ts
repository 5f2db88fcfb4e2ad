import { useEffect, useState } from 'preact/hooks';
import type { CallerView } from '../../../doors/http/operator-shapes.ts';
import type { Api } from '../calls/api.ts';

/** The caller; null until the API has answered, and when the API does not say who calls. */
export function useCaller(api: Api, isAllowed: boolean): CallerView | null {
  const [caller, setCaller] = useState<CallerView | null>(null);
  useEffect(() => {
    setCaller(null);
    if (!isAllowed) return undefined;
    const asking = new AbortController();
    // Without an answer the page offers everything, and the API refuses what is not allowed.
    api.caller(asking.signal).then(setCaller, () => undefined);
    return () => {
      asking.abort();
    };
  }, [api, isAllowed]);
  return caller;
}
