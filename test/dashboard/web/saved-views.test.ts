import { keepViews, readViews, withView } from '../../../src/dashboard/web/requests/saved-views.ts';

function storageWith(text: string | null) {
  let stored = text;
  return {
    getItem: () => stored,
    setItem: (_name: string, value: string) => {
      stored = value;
    },
  };
}

test('what is kept is read again', () => {
  const storage = storageWith(null);
  const views = withView([], { name: ' Mine ', filter: { state: 'open', assigned: 'me' } });
  keepViews(storage, views);
  expect(readViews(storage)).toEqual([{ name: 'Mine', filter: { state: 'open', assigned: 'me' } }]);
});

test('a name that is taken gets the new filter, and a name of spaces is none', () => {
  const one = withView([], { name: 'A', filter: { late: true } });
  expect(withView(one, { name: 'A', filter: { type: 'access' } })).toEqual([
    { name: 'A', filter: { type: 'access' } },
  ]);
  expect(withView(one, { name: '  ', filter: {} })).toBe(one);
});

test.each(['{', '"x"', '[1, null, {"name": 1}, {"name": "x"}]'])(
  'what cannot be read is no view: %s',
  (text) => {
    expect(readViews(storageWith(text))).toEqual([]);
  },
);

test('a stored filter that the API would refuse is left out', () => {
  const storage = storageWith('[{"name": "x", "query": "state=green&late=true"}]');
  expect(readViews(storage)).toEqual([{ name: 'x', filter: { late: true } }]);
});

test('a browser that blocks storage has no views, and nothing breaks', () => {
  const refuse = () => {
    throw new DOMException('no', 'SecurityError');
  };
  const storage = { getItem: refuse, setItem: refuse };
  keepViews(storage, [{ name: 'x', filter: {} }]);
  expect(readViews(storage)).toEqual([]);
});
