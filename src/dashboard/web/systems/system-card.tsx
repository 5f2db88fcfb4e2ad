import type { SystemView } from '../../../doors/http/operator-shapes.ts';
import type { Api } from '../calls/api.ts';
import { Detail } from '../parts/detail.tsx';
import { Moment } from '../parts/moment.tsx';
import { Tag } from '../parts/tag.tsx';
import { hashOf } from '../shell/route.ts';
import { texts } from '../texts/texts.ts';
import { actorText } from '../words/fact-text.ts';
import { meaningOfCode } from '../words/system-words.ts';
import { textFor } from '../words/words.ts';
import { healthWords } from './health-words.ts';
import { ProbeResult } from './probe-result.tsx';
import { SystemDeeds } from './system-deeds.tsx';

interface CardProps {
  readonly api: Api;
  readonly system: SystemView;
  readonly mayAct: boolean;
  /** @param said what was done, in words */
  readonly onDone: (said: string) => void;
}

/** One system: its health, what the last probe found, and what an operator can do. */
export function SystemCard({ api, system, mayAct, onDone }: CardProps) {
  const words = texts().systems;
  const { id, title, health, aboutMissing } = system;
  const heading = `system-${id}`;
  const state = healthWords(health);
  return (
    <section class="card system" aria-labelledby={heading}>
      <h2 id={heading}>
        {title} <Tag words={state} />
      </h2>
      <p class="hint">{state.says}</p>
      <Facts system={system} />
      <ProbeResult probe={system.probe} />
      {aboutMissing.length > 0 && (
        <p>
          {words.aboutMissing}: {aboutMissing.join(', ')}.
        </p>
      )}
      {mayAct && <SystemDeeds api={api} system={system} onDone={onDone} />}
    </section>
  );
}

function Facts({ system }: { readonly system: SystemView }) {
  const words = texts().systems;
  const { id, connector, lastFailureCode, pausedSince, pausedBy, waiting } = system;
  return (
    <dl class="summary">
      <Detail title={words.connector}>
        <code>{connector}</code> <code class="id">{id}</code>
      </Detail>
      <ModeAndBreaker system={system} />
      <Detail title={words.waiting}>
        <a href={hashOf({ view: 'list', filter: { waiting: id } })}>{words.atLeast(waiting)}</a>
      </Detail>
      <Detail title={words.lastSuccess}>
        <Moment at={system.lastSuccessAt} />
      </Detail>
      <Detail title={words.lastFailure}>
        <Moment at={system.lastFailureAt} />
        {lastFailureCode !== null && (
          <span class="beside">
            <code>{lastFailureCode}</code> {meaningOfCode(lastFailureCode)}
          </span>
        )}
      </Detail>
      {pausedSince !== null && (
        <Detail title={words.pausedSince}>
          <Moment at={pausedSince} /> {pausedBy && words.by(actorText(pausedBy))}
        </Detail>
      )}
    </dl>
  );
}

/** Fields that some versions of the service send. */
interface Newer {
  readonly mode?: string;
  readonly breaker?: string | { readonly state?: string; readonly until?: string | null };
}

function ModeAndBreaker({ system }: { readonly system: SystemView & Newer }) {
  const words = texts().systems;
  const { mode, breaker } = system;
  const state = typeof breaker === 'string' ? breaker : breaker?.state;
  const until = typeof breaker === 'object' ? breaker.until : null;
  return (
    <>
      {mode !== undefined && <Detail title={words.mode}>{textFor(words.modeText, mode)}</Detail>}
      {state !== undefined && (
        <Detail title={words.breaker}>
          {textFor(words.breakerText, state)} {until && <Moment at={until} />}
        </Detail>
      )}
    </>
  );
}
