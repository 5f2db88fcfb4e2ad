import { useState } from 'preact/hooks';
import type { SystemView } from '../../../doors/http/operator-shapes.ts';
import type { Api } from '../calls/api.ts';
import { Problem } from '../calls/problem.ts';
import { ActionForm } from '../parts/action-form.tsx';
import { texts } from '../texts/texts.ts';

interface DeedsProps {
  readonly api: Api;
  readonly system: SystemView;
  /** @param said what was done, in words */
  readonly onDone: (said: string) => void;
}

/** Buttons that probe a system, and pause or resume it after a confirmation. */
export function SystemDeeds({ api, system, onDone }: DeedsProps) {
  const words = texts().systems;
  const { id, title, pausedSince } = system;
  const [isProbing, setIsProbing] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const [refusal, setRefusal] = useState('');
  const isPaused = pausedSince !== null;

  async function probe(): Promise<void> {
    if (isProbing) return;
    setIsProbing(true);
    setRefusal('');
    try {
      await api.actOnSystem(id, 'probe');
      onDone(words.probed(title));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setRefusal(error.message);
    }
    setIsProbing(false);
  }

  return (
    <div class="actions">
      <button type="button" aria-disabled={isProbing} onClick={() => void probe()}>
        {isProbing ? words.probing : words.probeNow}
        <span class="unseen"> {title}</span>
      </button>
      <button
        type="button"
        aria-expanded={isAsking}
        onClick={() => {
          setIsAsking(!isAsking);
        }}
      >
        {isPaused ? words.resume : words.pause}
        <span class="unseen"> {title}</span>
      </button>
      <p role="alert" class="refused">
        {refusal}
      </p>
      {isAsking && (
        <ActionForm
          words={
            isPaused
              ? { label: words.resume, says: words.resumeSays }
              : { label: words.pause, says: words.pauseSays }
          }
          send={() => api.actOnSystem(id, isPaused ? 'resume' : 'pause')}
          onCancel={() => {
            setIsAsking(false);
          }}
          onDone={() => {
            setIsAsking(false);
            onDone(isPaused ? words.resumed(title) : words.paused(title));
          }}
        />
      )}
    </div>
  );
}
