/** The path of a member, or of a resource below it. */
export function memberPath(list: string, member: string, below = ''): string {
  return `/lists/${encodeURIComponent(list)}/members/${encodeURIComponent(member)}${below}`;
}
