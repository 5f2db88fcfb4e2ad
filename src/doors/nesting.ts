/** No request needs so many levels. Recursive code, such as `JSON.stringify`, overflows the stack only at thousands of levels. */
const mostLevels = 64;

/** @param content parsed JSON of any depth */
export function isTooDeep(content: unknown): boolean {
  let level = [content];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > mostLevels) return true;
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? (Object.values(value) as unknown[]) : [],
    );
  }
  return false;
}
