import { useEffect, useState } from 'preact/hooks';
import type { CandidateView } from '../../../doors/http/api-shapes.ts';
import type { Api, SystemPlace } from '../calls/api.ts';
import { Problem } from '../calls/problem.ts';
import { texts } from '../texts/texts.ts';

interface ChoiceProps {
  readonly api: Api;
  readonly place: SystemPlace;
}

/** The candidates, side by side. An operator chooses the records that are the person's. They are read once, because every view is recorded. */
export function CandidateChoice({ api, place }: ChoiceProps) {
  const words = texts().actions;
  const [candidates, setCandidates] = useState<readonly CandidateView[] | null>(null);
  const [refusal, setRefusal] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const reading = new AbortController();
    api.candidates(place, reading.signal).then(setCandidates, (error: unknown) => {
      if (error instanceof Problem) setRefusal(error.message);
    });
    return () => {
      reading.abort();
    };
  }, []);

  if (refusal) return <p class="refused">{refusal}</p>;
  if (candidates === null) return <p class="hint">{texts().shell.reading}</p>;
  if (candidates.length === 0) return <p class="hint">{words.noCandidates}</p>;
  return (
    <>
      <p class="hint">{words.lookIsRecorded}</p>
      <div class="candidates">
        {candidates.map((one) => (
          <Candidate
            key={one.candidate}
            candidate={one}
            onChange={(isTheirs) => {
              const now = new Set(chosen);
              if (isTheirs) now.add(one.candidate);
              else now.delete(one.candidate);
              setChosen(now);
            }}
          />
        ))}
      </div>
      <p role="status">{words.chosen(chosen.size)}</p>
    </>
  );
}

interface CandidateProps {
  readonly candidate: CandidateView;
  readonly onChange: (isTheirs: boolean) => void;
}

function Candidate({ candidate: { candidate, preview, metBy, lead }, onChange }: CandidateProps) {
  const words = texts().actions;
  return (
    <fieldset class="card">
      <legend>
        <code>{words.candidate(candidate)}</code>
      </legend>
      <p>{preview}</p>
      <p class="hint">{words.metBy(metBy.join(', '))}</p>
      {lead && <p class="hint">{words.lead}</p>}
      <label class="check">
        <input
          type="checkbox"
          name="record"
          value={candidate}
          onChange={(event) => {
            onChange(event.currentTarget.checked);
          }}
        />
        {words.person}
      </label>
    </fieldset>
  );
}
