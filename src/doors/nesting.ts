/** Far more than any request needs, and far less than what overflows the stack of whoever reads or writes it again. */
const deepest = 64;

/** @param content parsed JSON of any depth */
export function isTooDeep(content: unknown): boolean {
  let level = [content];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? (Object.values(value) as unknown[]) : [],
    );
  }
  return false;
}
