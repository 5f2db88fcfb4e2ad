import type { ComponentChildren } from 'preact';
import { isTerminal } from '../../domain/request.ts';
import type { RequestView } from '../../doors/http/api-shapes.ts';
import { ActionBar } from './action-bar.tsx';
import type { Api } from './api.ts';
import { ConnectionLine } from './connection-line.tsx';
import { DueDate } from './due-date.tsx';
import { EndedAt } from './ended-at.tsx';
import { newsOfRequest } from './live-news.ts';
import { Moment } from './moment.tsx';
import { PageHeading } from './page-heading.tsx';
import { deliveryWords, typeWords, wordsOfRequest } from './request-words.ts';
import { titlesOf } from './system-titles.ts';
import { SystemsTable } from './systems-table.tsx';
import { Tag } from './tag.tsx';
import { verdictsOf } from './tally.ts';
import { TimelineTable } from './timeline-table.tsx';
import { useLive } from './use-live.ts';
import { textFor, wordsFor } from './words.ts';

// A person may make 60 calls a minute, and the page has more than this one.
const livelyMs = 3_000;
const idleMs = 15_000;

function paceOf({ state, delivery }: RequestView): number {
  return isTerminal(state) && delivery.state !== 'pending' ? idleMs : livelyMs;
}

/** One request: its state, what is true of every system, and everything that happened. */
export function RequestPage({ api, id }: { readonly api: Api; readonly id: string }) {
  const live = useLive({ load: (signal) => api.request(id, signal), pace: paceOf });
  const request = live.data;
  return (
    <>
      <p>
        <a href="#/requests">← All requests</a>
      </p>
      <PageHeading title={`Request ${request?.reference ?? id}`} />
      <ConnectionLine live={live} newsOf={newsOfRequest} />
      {request === null && live.problem === null && <p class="hint">Reading…</p>}
      {request !== null && (
        <>
          <Summary request={request} />
          <ActionBar api={api} request={request} onDone={live.readAgain} />
          <h2>Systems</h2>
          {request.systems.length === 0 ? (
            <p class="hint">Not known yet.</p>
          ) : (
            <SystemsTable request={request} />
          )}
          <h2>Timeline</h2>
          <TimelineTable api={api} request={request} paceMs={2 * paceOf(request)} />
        </>
      )}
    </>
  );
}

function Summary({ request }: { readonly request: RequestView }) {
  const state = wordsOfRequest(request, verdictsOf(request));
  const delivery = wordsFor(deliveryWords, request.delivery.state);
  return (
    <dl class="card summary">
      <Detail title="State">
        <Tag words={state} /> {state.says}
      </Detail>
      <Detail title="Waiting for">{titlesOf(request.waitingFor, request.systems)}</Detail>
      <Detail title="Delivery">
        <Tag words={delivery} /> {delivery.says} {attemptsOf(request.delivery.attempts)}
      </Detail>
      <Detail title="Type">{textFor(typeWords, request.type)}</Detail>
      <Detail title="Law">{request.regulation.toUpperCase()}</Detail>
      <Detail title="Due">
        <DueDate request={request} />
      </Detail>
      <Detail title="Received">
        <Moment at={request.receivedAt} />
      </Detail>
      <Detail title="Last change">
        <Moment at={request.updatedAt} />
      </Detail>
      <Detail title="Ended">
        <EndedAt request={request} />
      </Detail>
      <Detail title="Id">
        <code>{request.id}</code>
      </Detail>
    </dl>
  );
}

interface DetailProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

function Detail({ title, children }: DetailProps) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function attemptsOf(attempts: number): string {
  if (attempts === 0) return '';
  return attempts === 1 ? '1 attempt.' : `${attempts} attempts.`;
}
