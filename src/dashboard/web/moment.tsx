const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** A time in the operator's own zone; a dash when there is none. */
export function Moment({ at }: { readonly at: string | null }) {
  if (at === null) return <span>–</span>;
  return (
    <time dateTime={at} title={at}>
      {format.format(new Date(at))}
    </time>
  );
}
