import { useEffect, useRef } from 'preact/hooks';
import { hasMoved } from './use-route.ts';

/** The heading of a view. Takes the focus when the operator moved here, so that a screen reader starts reading at it. */
export function PageHeading({ title }: { readonly title: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (hasMoved()) heading.current?.focus();
  }, []);
  useEffect(() => {
    document.title = `${title} – Habeas`;
  }, [title]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {title}
    </h1>
  );
}
