import { useState } from 'preact/hooks';
import type { Api } from '../calls/api.ts';
import { Problem } from '../calls/problem.ts';
import { texts } from '../texts/texts.ts';
import { csvOf } from './list-csv.ts';
import type { RequestFilter } from './request-filter.ts';

/** This number of rows takes 25 calls. A person may make 60 calls in a minute. */
const mostRows = 5000;

interface CsvProps {
  readonly api: Api;
  readonly filter: RequestFilter;
}

/** Saves the list as a file, not only the rows that are shown. */
export function CsvButton({ api, filter }: CsvProps) {
  const { csv, csvCut } = texts().list;
  const [said, setSaid] = useState('');
  const [isReading, setIsReading] = useState(false);

  async function save(): Promise<void> {
    if (isReading) return;
    setIsReading(true);
    setSaid(texts().shell.reading);
    try {
      const page = await api.requests(filter, mostRows, new AbortController().signal);
      saveFile('requests.csv', csvOf(page.items));
      setSaid(page.continuation === null ? '' : csvCut(page.items.length));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      setSaid(error.message);
    }
    setIsReading(false);
  }

  return (
    <>
      <button type="button" aria-disabled={isReading} onClick={() => void save()}>
        {csv}
      </button>
      <span role="status" class="hint">
        {said}
      </span>
    </>
  );
}

function saveFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
