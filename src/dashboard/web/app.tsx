import { useEffect, useErrorBoundary, useMemo, useState } from 'preact/hooks';
import { createApi } from './api.ts';
import { KeyForm } from './key-form.tsx';
import type { KeyStore } from './key-store.ts';
import { PoisonNotice } from './poison-notice.tsx';
import { RequestList } from './request-list.tsx';
import { RequestPage } from './request-page.tsx';
import { readSignIn, type SignIn } from './sign-in.ts';
import { useRoute } from './use-route.ts';
import { WhoIsSignedIn } from './who-is-signed-in.tsx';

interface AppProps {
  /** The API's address, ending in `/`. */
  readonly base: string;
  readonly keys: KeyStore;
}

/** The whole page. It asks for a key or a sign-in when the API does, else it shows the view that the address names. */
export function App({ base, keys }: AppProps) {
  const [key, setKey] = useState(keys.read());
  const [keyWanted, setKeyWanted] = useState(false);
  const [signIn, setSignIn] = useState<SignIn>({ state: 'unknown' });
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

  useEffect(() => {
    void readSignIn((...call) => fetch(...call), base).then(setSignIn);
  }, [base]);

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
        <WhoIsSignedIn signIn={signIn} />
      </header>
      {!keyWanted && <PoisonNotice key={key} api={api} />}
      <main id="main" tabIndex={-1}>
        {keyWanted && <KeyForm refused={key !== null} signIn={signIn} onKey={use} />}
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

/** Shown when the API answers in a shape that the page does not know, as a newer version may. */
function Broken() {
  return (
    <main>
      <p role="alert" class="card">
        This page cannot read the answer of the service. Habeas may have been upgraded. Load it
        again.
      </p>
    </main>
  );
}

/** Moves the focus and leaves the address as it is, because the address names the view. */
function skipToMain(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
