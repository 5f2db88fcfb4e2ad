import { useState } from 'preact/hooks';
import { texts } from '../texts/texts.ts';

interface ShowMoreProps {
  readonly shown: number;
  readonly wanted: number;
  /** True when all rows are shown. */
  readonly complete: boolean;
  readonly onMore: () => void;
}

/** The button that fetches more rows. After its first use it stays on the page even when there are no more rows, so that it keeps the focus. */
export function ShowMore({ shown, wanted, complete, onMore }: ShowMoreProps) {
  const [used, setUsed] = useState(false);
  if (complete && !used) return null;
  const { list, shell } = texts();
  const isReading = !complete && shown < wanted;
  return (
    <button
      type="button"
      aria-disabled={complete || isReading}
      onClick={() => {
        if (complete || isReading) return;
        setUsed(true);
        onMore();
      }}
    >
      {complete ? list.allShown : isReading ? shell.reading : list.showMore}
    </button>
  );
}
