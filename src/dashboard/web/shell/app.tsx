import { useEffect, useErrorBoundary, useMemo, useState } from 'preact/hooks';
import { createApi } from '../calls/api.ts';
import type { KeyStore } from '../calls/key-store.ts';
import { readSignIn, type SignIn } from '../calls/sign-in.ts';
import { PoisonNotice } from '../queues/poison-notice.tsx';
import { texts } from '../texts/texts.ts';
import { KeyForm } from './key-form.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { Navigation } from './navigation.tsx';
import { useCaller } from './use-caller.ts';
import { useLanguage } from './use-language.ts';
import { useRoute } from './use-route.ts';
import { View } from './view.tsx';
import { WhoIsCalling } from './who-is-calling.tsx';

interface AppProps {
  /** The API's address, ending in `/`. */
  readonly base: string;
  readonly keys: KeyStore;
}

/** The whole page. It asks for a key or a sign-in when the API does. Otherwise it shows the view that the address names. */
export function App({ base, keys }: AppProps) {
  const [key, setKey] = useState(keys.read());
  const [keyWanted, setKeyWanted] = useState(false);
  const [signIn, setSignIn] = useState<SignIn>({ state: 'unknown' });
  const [language, setLanguage] = useLanguage();
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
  const caller = useCaller(api, !keyWanted);

  useEffect(() => {
    void readSignIn((...call) => fetch(...call), base).then(setSignIn);
  }, [base, keyWanted]);

  if (broken) return <Broken />;

  function use(entered: string | null): void {
    if (entered === null) keys.forget();
    else keys.save(entered);
    setKey(entered);
    setKeyWanted(false);
  }

  return (
    <>
      <a class="skip" href="#main" onClick={skipToMain}>
        {texts().shell.skip}
      </a>
      <header>
        <a class="name" href="#/overview">
          Habeas
        </a>
        <span>{texts().shell.tagline}</span>
        <LanguageSwitch language={language} onChoose={setLanguage} />
        <WhoIsCalling
          caller={caller}
          signIn={signIn}
          onLeave={
            key === null
              ? null
              : () => {
                  use(null);
                }
          }
        />
        {!keyWanted && <Navigation route={route} />}
      </header>
      {!keyWanted && <PoisonNotice key={key} api={api} />}
      <main id="main" tabIndex={-1}>
        {keyWanted ? (
          <KeyForm refused={key !== null} signIn={signIn} onKey={use} />
        ) : (
          <View key={key} api={api} caller={caller} route={route} />
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
        {texts().problems.broken}
      </p>
    </main>
  );
}

/** Moves the focus and leaves the address as it is, because the address names the view. */
function skipToMain(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
