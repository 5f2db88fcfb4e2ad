import { useEffect, useRef } from 'preact/hooks';
import { hasMoved } from '../shell/use-route.ts';

/** The heading of a view. It gets the focus when the operator comes from another view, so that a screen reader starts here. */
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
