/** The part of `sessionStorage` that is needed. A key is kept as long as the tab is open. */
export interface TabStorage {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
}

const name = 'habeas.key';

export interface KeyStore {
  read(): string | null;
  save(key: string): void;
  forget(): void;
}

/** Keeps the key of the user while the tab is open. When the browser blocks storage, the key is kept only until the page is reloaded. */
export function createKeyStore(storage: TabStorage): KeyStore {
  let kept: string | null = null;
  return {
    read: () => attempt(() => storage.getItem(name)) ?? kept,
    save(key) {
      kept = key;
      attempt(() => {
        storage.setItem(name, key);
      });
    },
    forget() {
      kept = null;
      attempt(() => {
        storage.removeItem(name);
      });
    },
  };
}

function attempt<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
