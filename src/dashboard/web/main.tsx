import { render } from 'preact';
import { App } from './shell/app.tsx';
import { createKeyStore } from './calls/key-store.ts';

const root = document.getElementById('app');
if (!root) throw new Error('The page has no place for the app.');

// The page is served beside the API: …/api/dashboard → …/api/
const base = new URL('.', window.location.href.replace(/#.*$/, '').replace(/\/+$/, '')).href;
const keys = createKeyStore({
  // Where storage is blocked, reading `sessionStorage` throws.
  getItem: (name) => window.sessionStorage.getItem(name),
  setItem: (name, value) => {
    window.sessionStorage.setItem(name, value);
  },
  removeItem: (name) => {
    window.sessionStorage.removeItem(name);
  },
});

render(<App base={base} keys={keys} />, root);
