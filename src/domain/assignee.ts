/** Who handles a request: the holder of a key, or a person of the operator. */
export interface Assignee {
  readonly kind: 'key' | 'person';
  /** The name of the key, or the directory id of the person. */
  readonly id: string;
}

/** Turns the actor of a fact into an assignee. */
export function assigneeOf({
  kind,
  id = '',
}: {
  readonly kind: string;
  readonly id?: string;
}): Assignee {
  return { kind: kind === 'key' ? 'key' : 'person', id };
}

export function isSameAssignee(one: Assignee | null, other: Assignee | null): boolean {
  return one?.kind === other?.kind && one?.id === other?.id;
}
