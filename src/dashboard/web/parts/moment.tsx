import { locale } from './locale.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(tag: string): Intl.DateTimeFormat {
  const made =
    formats.get(tag) ?? new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'medium' });
  formats.set(tag, made);
  return made;
}

/** A time in the operator's own zone, with seconds; a dash when there is none. */
export function Moment({ at }: { readonly at: string | null }) {
  if (at === null) return <span>–</span>;
  const time = new Date(at);
  // A time that cannot be read is shown unchanged.
  if (Number.isNaN(time.getTime())) return <span>{at}</span>;
  return (
    <time dateTime={at} title={at}>
      {formatFor(locale()).format(time)}
    </time>
  );
}
