import { useErrorBoundary, useMemo, useState } from 'preact/hooks';
import { createApi } from './api.ts';
import { KeyForm } from './key-form.tsx';
import type { KeyStore } from './key-store.ts';
import { PoisonNotice } from './poison-notice.tsx';
import { RequestList } from './request-list.tsx';
import { RequestPage } from './request-page.tsx';
import { useRoute } from './use-route.ts';

interface AppProps {
  /** The API's address, ending in `/`. */
  readonly base: string;
  readonly keys: KeyStore;
}

/** The whole page: asks for a key when the API does, and otherwise shows the view of the address. */
export function App({ base, keys }: AppProps) {
  const [key, setKey] = useState(keys.read());
  const [keyWanted, setKeyWanted] = useState(false);
  const route = useRoute();
  const broken: unknown = useErrorBoundary()[0];
  const api = useMemo(
    () =>
      createApi(base, key, async (...call) => {
        const response = await fetch(...call);
        if (response.status === 401) {
          keys.forget();
          setKeyWanted(true);
        }
        return response;
      }),
    [base, key],
  );

  if (broken) return <Broken />;

  function use(entered: string): void {
    keys.save(entered);
    setKey(entered);
    setKeyWanted(false);
  }

  return (
    <>
      <a class="skip" href="#main" onClick={skipToMain}>
        Skip to the content
      </a>
      <header>
        <a class="name" href="#/requests">
          Habeas
        </a>
        <span>Data-subject requests</span>
      </header>
      {!keyWanted && <PoisonNotice key={key} api={api} />}
      <main id="main" tabIndex={-1}>
        {keyWanted && <KeyForm refused={key !== null} onKey={use} />}
        {!keyWanted && route.view === 'list' && (
          <RequestList key={key} api={api} filter={route.filter} />
        )}
        {!keyWanted && route.view === 'request' && (
          <RequestPage key={`${key ?? ''} ${route.id}`} api={api} id={route.id} />
        )}
      </main>
    </>
  );
}

/** Stands in for a page that met an answer it does not know, such as a code of a newer version. */
function Broken() {
  return (
    <main>
      <p role="alert" class="card">
        This page met an answer it does not know: Habeas may have been upgraded meanwhile. Load it
        again.
      </p>
    </main>
  );
}

/** Moves the focus without touching the address, which names the view. */
function skipToMain(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
