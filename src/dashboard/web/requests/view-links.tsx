import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { hashOf } from '../shell/route.ts';
import { texts } from '../texts/texts.ts';
import { narrows, queryOf, type RequestFilter } from './request-filter.ts';
import { keepViews, readViews, withView, type BrowserStorage } from './saved-views.ts';

const builtIn = {
  toDecide: { state: 'person', sort: 'due' },
  late: { late: true, sort: 'due' },
  waiting: { waiting: 'any' },
  failed: { verdict: 'failed' },
  mine: { assigned: 'me' },
} as const satisfies Record<string, RequestFilter>;

// Where storage is blocked, reading `localStorage` throws.
const storage: BrowserStorage = {
  getItem: (name) => window.localStorage.getItem(name),
  setItem: (name, value) => {
    window.localStorage.setItem(name, value);
  },
};

const builtInNames = Object.keys(builtIn) as (keyof typeof builtIn)[];

/** Links to views of the list: those that everybody needs, and those that the reader saved in this browser. */
export function ViewLinks({ filter }: { readonly filter: RequestFilter }) {
  const words = texts().list;
  const [views, setViews] = useState(() => readViews(storage));
  const [name, setName] = useState('');
  const keep = (changed: typeof views) => {
    keepViews(storage, changed);
    setViews(changed);
  };
  return (
    <nav class="views" aria-label={words.views}>
      <ul>
        {builtInNames.map((one) => (
          <ViewLink key={one} title={words.view[one]} wanted={builtIn[one]} filter={filter} />
        ))}
        {views.map((view) => (
          <ViewLink key={view.name} title={view.name} wanted={view.filter} filter={filter}>
            <button
              type="button"
              class="link"
              aria-label={words.forget(view.name)}
              onClick={() => {
                keep(views.filter((one) => one !== view));
              }}
            >
              ✕
            </button>
          </ViewLink>
        ))}
      </ul>
      {narrows(filter) && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            keep(withView(views, { name, filter }));
            setName('');
          }}
        >
          <label title={words.savedHere}>
            {words.saveAs}{' '}
            <input
              value={name}
              maxLength={40}
              required
              onInput={(event) => {
                setName(event.currentTarget.value);
              }}
            />
          </label>{' '}
          <button>{words.save}</button>
        </form>
      )}
    </nav>
  );
}

interface LinkProps {
  readonly title: string;
  readonly wanted: RequestFilter;
  readonly filter: RequestFilter;
  readonly children?: ComponentChildren;
}

function ViewLink({ title, wanted, filter, children }: LinkProps) {
  const isShown = queryOf(wanted).toString() === queryOf(filter).toString();
  return (
    <li>
      <a
        href={hashOf({ view: 'list', filter: wanted })}
        aria-current={isShown ? 'true' : undefined}
      >
        {title}
      </a>
      {children}
    </li>
  );
}
