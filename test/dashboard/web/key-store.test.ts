import { createKeyStore, type TabStorage } from '../../../src/dashboard/web/calls/key-store.ts';

function storage(): TabStorage & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  };
}

test('keeps the key for the tab until it is forgotten', () => {
  const tab = storage();
  createKeyStore(tab).save('a-key');
  const later = createKeyStore(tab);
  expect(later.read()).toBe('a-key');
  later.forget();
  expect(later.read()).toBeNull();
  expect(tab.kept.size).toBe(0);
});

test('keeps the key for the page where the browser blocks storage', () => {
  const blocked = (): never => {
    throw new DOMException('blocked', 'SecurityError');
  };
  const keys = createKeyStore({ getItem: blocked, setItem: blocked, removeItem: blocked });
  keys.save('a-key');
  expect(keys.read()).toBe('a-key');
  keys.forget();
  expect(keys.read()).toBeNull();
});
