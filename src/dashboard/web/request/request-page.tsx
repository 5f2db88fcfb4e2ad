import { isTerminal } from '../../../domain/request.ts';
import type { AssignedView, RequestView } from '../../../doors/http/api-shapes.ts';
import { ActionBar } from './action-bar.tsx';
import type { CallerView } from '../../../doors/http/operator-shapes.ts';
import type { Api } from '../calls/api.ts';
import { ConnectionLine } from '../parts/connection-line.tsx';
import { Detail } from '../parts/detail.tsx';
import { DueDate } from '../parts/due-date.tsx';
import { EndedAt } from '../parts/ended-at.tsx';
import { newsOfRequest } from '../words/live-news.ts';
import { Moment } from '../parts/moment.tsx';
import { PageHeading } from '../parts/page-heading.tsx';
import { texts } from '../texts/texts.ts';
import { deliveryWords, typeWords, wordsOfRequest } from '../words/request-words.ts';
import { titlesOf } from '../words/system-titles.ts';
import { Results } from './results.tsx';
import { SystemsSection } from './systems-section.tsx';
import { Tag } from '../parts/tag.tsx';
import { verdictsOf } from '../words/tally.ts';
import { TimelineTable } from './timeline-table.tsx';
import { useLive } from '../calls/use-live.ts';
import { textFor, wordsFor } from '../words/words.ts';

// A person may make 60 calls a minute, and the page has more than this one.
const livelyMs = 3_000;
const idleMs = 15_000;

function paceOf({ state, delivery }: RequestView): number {
  return isTerminal(state) && delivery.state !== 'pending' ? idleMs : livelyMs;
}

interface PageProps {
  readonly api: Api;
  readonly caller: CallerView | null;
  readonly id: string;
}

/** One request: its state, the verdict of every system, and everything that happened. */
export function RequestPage({ api, caller, id }: PageProps) {
  const words = texts().request;
  const live = useLive({ load: (signal) => api.request(id, signal), pace: paceOf });
  const request = live.data;
  return (
    <>
      <p>
        <a href="#/requests">{words.back}</a>
      </p>
      <PageHeading title={words.title(request?.reference ?? id)} />
      <ConnectionLine live={live} newsOf={newsOfRequest} />
      {request === null && live.problem === null && <p class="hint">{texts().shell.reading}</p>}
      {request !== null && (
        <>
          <Summary request={request} />
          <ActionBar api={api} request={request} onDone={live.readAgain} />
          <h2>{words.systems}</h2>
          {request.systems.length === 0 ? (
            <p class="hint">{words.notKnownYet}</p>
          ) : (
            <SystemsSection api={api} request={request} onDone={live.readAgain} />
          )}
          <Results api={api} caller={caller} request={request} />
          <h2>{words.timeline}</h2>
          <TimelineTable api={api} request={request} paceMs={2 * paceOf(request)} />
        </>
      )}
    </>
  );
}

function Summary({ request }: { readonly request: RequestView }) {
  const words = texts().request;
  const state = wordsOfRequest(request, verdictsOf(request));
  const delivery = wordsFor(deliveryWords(), request.delivery.state);
  return (
    <dl class="card summary">
      <Detail title={words.state}>
        <Tag words={state} /> {state.says}
      </Detail>
      <Detail title={words.waitingFor}>{titlesOf(request.waitingFor, request.systems)}</Detail>
      {request.assigned !== undefined && (
        <Detail title={words.handledBy}>{handlerOf(request.assigned)}</Detail>
      )}
      <Detail title={words.delivery}>
        <Tag words={delivery} /> {delivery.says}{' '}
        {request.delivery.attempts > 0 && words.attempts(request.delivery.attempts)}
      </Detail>
      <Detail title={words.type}>{textFor(typeWords(), request.type)}</Detail>
      <Detail title={words.law}>{request.regulation.toUpperCase()}</Detail>
      <Detail title={words.due}>
        <DueDate request={request} />
      </Detail>
      <Detail title={words.received}>
        <Moment at={request.receivedAt} />
      </Detail>
      <Detail title={words.lastChange}>
        <Moment at={request.updatedAt} />
      </Detail>
      <Detail title={words.ended}>
        <EndedAt request={request} />
      </Detail>
      <Detail title={words.id}>
        <code>{request.id}</code>
      </Detail>
    </dl>
  );
}

/** Who handles the request: the caller, the name of a key, or the directory id of a person. */
function handlerOf(assigned: AssignedView | null): string {
  const { me, nobody } = texts().request;
  if (assigned === null) return nobody;
  return assigned.me ? me : assigned.id;
}
