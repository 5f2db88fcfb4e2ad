import { type AttributeName, attributes, type AttributeSource } from './attribute-catalogue.ts';
import { attributeDescriptions, type DescriptionLanguage } from './attribute-descriptions.ts';

/** One line of an export: an attribute with its B2C name and its Graph name, and with its value or the reason why it has none. */
export interface AttributeRow {
  readonly attribute: AttributeName;
  readonly graph: string | null;
  readonly description: Readonly<Record<DescriptionLanguage, string>>;
  readonly value?: unknown;
  readonly notAvailable?: string;
}

interface Identity {
  readonly signInType?: string | null;
}

type Values = Readonly<Record<string, unknown>>;

/** https://learn.microsoft.com/graph/api/resources/phoneauthenticationmethod: ids of phone methods are fixed. */
const methodIds = {
  mobile: '3179e48a-750b-4051-897c-87b9720928f7',
  alternateMobile: 'b6332ec1-7057-4abe-9331-3d72feddfe41',
} as const;

const unlisted =
  'Graph lists only numbers and addresses that are switched on, and in B2C often none at all although there is one; it is erased with the account.';

/** All attributes of the catalogue for one user. */
export function catalogueRows(user: Values, methods: readonly Values[]): AttributeRow[] {
  return attributes.map(({ name, source }) => ({
    attribute: name,
    graph: graphName(source),
    description: describe(name),
    ...found(source, user, methods),
  }));
}

function describe(name: AttributeName): AttributeRow['description'] {
  const { en, de, fr, nl, el, zh } = attributeDescriptions;
  return { en: en[name], de: de[name], fr: fr[name], nl: nl[name], el: el[name], zh: zh[name] };
}

/** The attribute's place in Graph, in the notation of developers; null when Graph does not have it. */
export function graphName(source: AttributeSource): string | null {
  if (source === 'identities') return 'identities';
  if (source === 'firstBusinessPhone') return 'businessPhones[0]';
  if ('property' in source) return source.property;
  if ('signInType' in source) return `identities[signInType=${source.signInType}]`;
  if ('federated' in source) return 'identities[signInType=federated]';
  if ('method' in source) {
    return source.method === 'email'
      ? 'authentication/emailMethods'
      : 'authentication/phoneMethods';
  }
  return null;
}

function found(
  source: AttributeSource,
  user: Values,
  methods: readonly Values[],
): Pick<AttributeRow, 'value' | 'notAvailable'> {
  if (source === 'identities') return { value: user['identities'] ?? [] };
  if (source === 'firstBusinessPhone') return { value: firstOf(user['businessPhones']) };
  if ('missing' in source) return { notAvailable: source.missing };
  if ('property' in source) return { value: user[source.property] ?? null };
  if ('method' in source) {
    const value = methodValue(source.method, methods);
    return value === undefined ? { notAvailable: unlisted } : { value };
  }
  const wanted = 'signInType' in source ? source.signInType : 'federated';
  const ofType = identitiesOf(user).filter((each) => each.signInType?.startsWith(wanted));
  return { value: 'federated' in source && source.federated === 'one' ? firstOf(ofType) : ofType };
}

const firstOf = (values: unknown): unknown => (Array.isArray(values) ? (values[0] ?? null) : null);

function identitiesOf(user: Values): Identity[] {
  return Array.isArray(user['identities']) ? (user['identities'] as Identity[]) : [];
}

function methodValue(
  wanted: 'mobile' | 'alternateMobile' | 'email',
  methods: readonly Values[],
): unknown {
  const met =
    wanted === 'email'
      ? methods.find((method) => 'emailAddress' in method)
      : methods.find((method) => method['id'] === methodIds[wanted] && 'phoneNumber' in method);
  return wanted === 'email' ? met?.['emailAddress'] : met?.['phoneNumber'];
}
