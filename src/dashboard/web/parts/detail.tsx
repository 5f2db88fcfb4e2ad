import type { ComponentChildren } from 'preact';

interface DetailProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

/** One line of a list of facts. */
export function Detail({ title, children }: DetailProps) {
  return (
    <div>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}
