import type { VendorContext, VendorOperation } from '../../http/vendor-system.ts';
import { foldCase } from '../../store/fold-case.ts';
import { byAge, limitOf } from './lists.ts';
import { badRequest } from './stripe-error.ts';
import { stripeId, stripeObjectOf, type StripeObject } from './stripe-object.ts';

/** One condition of the search language: https://docs.stripe.com/search#search-query-language */
interface Clause {
  negated: boolean;
  field: string;
  /** Set for `metadata['key']`. */
  key: string | undefined;
  operator: ':' | '~';
  value: string;
}

const clausePattern =
  /^(?<minus>-?)(?<field>[a-z_]+)(?:\[(?<quote>['"])(?<key>(?:(?!\k<quote>).)+)\k<quote>\])?(?<operator>[:~])(?<mark>['"])(?<value>(?:\\.|(?!\k<mark>).)*)\k<mark>$/;

const textFields = new Set(['email', 'name', 'phone']);

function readClause(text: string): Clause {
  const groups = clausePattern.exec(text.trim())?.groups;
  if (!groups)
    throw badRequest(
      'We were unable to parse your search query. See https://docs.stripe.com/search',
      'query',
    );
  const { minus, field = '', key, operator, value = '' } = groups;
  if (field === 'metadata' ? key === undefined : !textFields.has(field) || key !== undefined)
    throw badRequest(
      `Field \`${field}\` is an unsupported search field for resource \`customers\`.`,
      'query',
    );
  return {
    negated: minus === '-',
    field,
    key,
    operator: operator === '~' ? '~' : ':',
    value: value.replace(/\\(.)/g, '$1'),
  };
}

/** Clauses joined by AND or by OR; Stripe does not allow both in one query. */
function readQuery(query: string): { any: boolean; clauses: Clause[] } {
  const parts = query.split(/\s+(AND|OR)\s+/i);
  const joins = new Set(
    parts.filter((_, index) => index % 2 === 1).map((join) => join.toUpperCase()),
  );
  if (joins.size > 1) throw badRequest('You cannot combine AND and OR in the same query.', 'query');
  return {
    any: joins.has('OR'),
    clauses: parts.filter((_, index) => index % 2 === 0).map(readClause),
  };
}

function valueOf(customer: StripeObject, { field, key }: Clause): string | undefined {
  const metadata = customer['metadata'] as Record<string, string>;
  const value = key === undefined ? customer[field] : metadata[key];
  return typeof value === 'string' ? foldCase(value) : undefined;
}

function meets(customer: StripeObject, clause: Clause): boolean {
  const [value, wanted] = [valueOf(customer, clause), foldCase(clause.value)];
  const met = clause.operator === ':' ? value === wanted : (value?.includes(wanted) ?? false);
  return met !== clause.negated;
}

function candidates({ state }: VendorContext, any: boolean, clauses: readonly Clause[]) {
  const exact = clauses.find(
    ({ operator, negated, field, key }) =>
      operator === ':' && !negated && (field === 'email' || key !== undefined),
  );
  if (!exact || (any && clauses.length > 1)) return state.records.scan(stripeId, 'customer', '');
  const field = exact.key === undefined ? exact.field : `metadata.${exact.key}`;
  return state.records.find(stripeId, 'customer', field, exact.value);
}

/** The search index lags behind the database; a `lag` fault on `list` sets the time. */
export const searchCustomers: VendorOperation = (context) => {
  const { call, query } = context;
  const { any, clauses } = readQuery(query.get('query') ?? '');
  const found = [...candidates(context, any, clauses)]
    .map(({ doc }) => stripeObjectOf(doc))
    .filter((customer) =>
      any
        ? clauses.some((clause) => meets(customer, clause))
        : clauses.every((clause) => meets(customer, clause)),
    )
    .sort(byAge);
  const limit = limitOf(query);
  const start = Number(query.get('page') ?? 0) || 0;
  const hasMore = found.length > start + limit;
  return {
    status: 200,
    body: {
      object: 'search_result',
      url: call.path,
      has_more: hasMore,
      next_page: hasMore ? String(start + limit) : null,
      data: found.slice(start, start + limit),
    },
  };
};
