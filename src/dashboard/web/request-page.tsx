import type { ComponentChildren } from 'preact';
import { isTerminal } from '../../domain/request.ts';
import type { Api } from './api.ts';
import type { RequestView } from '../../doors/http/api-shapes.ts';
import { ConnectionLine } from './connection-line.tsx';
import { DueDate } from './due-date.tsx';
import { newsOfRequest } from './live-news.ts';
import { Moment } from './moment.tsx';
import { PageHeading } from './page-heading.tsx';
import { SystemsTable } from './systems-table.tsx';
import { Tag } from './tag.tsx';
import { useLive } from './use-live.ts';
import { deliveryWords, reasonWords, stateWords, typeWords } from './words.ts';

const livelyMs = 1500;
const idleMs = 15_000;

function paceOf({ state, delivery }: RequestView): number {
  return isTerminal(state) && delivery.state !== 'pending' ? idleMs : livelyMs;
}

/** One request: where it stands, and what is true of every system. */
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
          <h2>Systems</h2>
          {request.systems.length === 0 ? (
            <p class="hint">Not known yet.</p>
          ) : (
            <SystemsTable systems={request.systems} ended={isTerminal(request.state)} />
          )}
        </>
      )}
    </>
  );
}

function Summary({ request }: { readonly request: RequestView }) {
  const state = stateWords[request.state];
  const delivery = deliveryWords[request.delivery.state];
  return (
    <dl class="card summary">
      <Fact title="State">
        <Tag words={state} /> {request.reason ? reasonWords[request.reason] : state.says}
      </Fact>
      <Fact title="Delivery">
        <Tag words={delivery} /> {delivery.says} {attemptsOf(request.delivery.attempts)}
      </Fact>
      <Fact title="Type">{typeWords[request.type]}</Fact>
      <Fact title="Law">{request.regulation.toUpperCase()}</Fact>
      <Fact title="Due">
        <DueDate request={request} />
      </Fact>
      <Fact title="Received">
        <Moment at={request.receivedAt} />
      </Fact>
      <Fact title="Last change">
        <Moment at={request.updatedAt} />
      </Fact>
      <Fact title="Ended">
        <Moment at={request.finishedAt} />
      </Fact>
      <Fact title="Id">
        <code>{request.id}</code>
      </Fact>
    </dl>
  );
}

interface FactProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

function Fact({ title, children }: FactProps) {
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
