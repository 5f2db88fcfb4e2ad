/**
 * The code by which reports and counts call a table or a column, such as `order-lines` or `customers-tax-number`. It stands in facts, so it has
 * their form.
 */
export function codeOf(...names: readonly string[]): string {
  const plain = names
    .join('-')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
  return (plain === '' ? 'table' : plain).slice(0, 64);
}
