const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** A time in the operator's own zone, with seconds; a dash when there is none. */
export function Moment({ at }: { readonly at: string | null }) {
  if (at === null) return <span>–</span>;
  const time = new Date(at);
  // A time that cannot be read is shown as it came.
  if (Number.isNaN(time.getTime())) return <span>{at}</span>;
  return (
    <time dateTime={at} title={at}>
      {format.format(time)}
    </time>
  );
}
