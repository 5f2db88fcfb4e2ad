/**
 * The code that names a table or a column in reports and counts, such as `order-lines` or `customers-tax-number`. Facts contain it, so it has
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
