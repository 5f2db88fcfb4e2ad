/** An OData string literal: single quotes are doubled. */
export function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** Builds a query. Values are percent-encoded, also `+` in addresses. A lone surrogate is replaced, so it cannot break the encoding. */
export function query(options: Readonly<Record<string, string | number>>): string {
  return `?${Object.entries(options)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value).toWellFormed())}`)
    .join('&')}`;
}

/** Filters users by a sign-in identity. Graph requires exactly these two parts. */
export function identityFilter(issuer: string, issuerAssignedId: string): string {
  return `identities/any(c:c/issuerAssignedId eq ${literal(issuerAssignedId)} and c/issuer eq ${literal(issuer)})`;
}
