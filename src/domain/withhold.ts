import { type DeniedKind, deniedKindOf, plainFieldName } from './denied-fields.ts';
import { withoutDeniedValues } from './denied-values.ts';
import type { Regulation } from './request-type.ts';
import type { SystemId } from './system.ts';

/** Why a field is kept back by the operator's own rule. */
export const withholdingGrounds = [
  /** GDPR Art. 15(4): it would harm the rights of others. */
  'rights-of-others',
  /** GDPR recital 63: trade secrets and intellectual property. */
  'trade-secret',
  'legal-privilege',
  'law',
  /** The value gives access to something, so a stolen package would do more harm. */
  'security',
] as const;

export type WithholdingGround = (typeof withholdingGrounds)[number];

/** One rule of the policy: more fields to keep back, with the reason that the person is told. */
export interface WithholdingRule {
  readonly ground: WithholdingGround;
  readonly regulation?: Regulation;
  readonly system?: SystemId;
  /** Names of fields; an extension attribute with or without its prefix. */
  readonly fields: readonly string[];
  readonly kinds: readonly DeniedKind[];
}

/** A field that was kept back. The package names it and never holds its value. */
export interface WithheldField {
  /** The names of the fields from the item down to the field, such as `merge_fields.SSN`. */
  readonly field: string;
  readonly kind: DeniedKind | null;
  readonly ground: WithholdingGround | 'ccpa-7024-d' | 'secret';
}

/** Takes the fields that may not be handed over out of one item. */
export type Withhold = (item: unknown) => {
  readonly item: unknown;
  readonly withheld: readonly WithheldField[];
};

/** In every system: the holder of a password or of such an answer can sign in as the person. */
const secrets: readonly DeniedKind[] = ['password', 'security-answer'];

/** Many systems write a field as an object with its name and its value: an audit event, a sign-in name, a custom field. */
const namesOfName = [
  'name',
  'displayName',
  'attribute',
  'property',
  'field',
  'key',
  'tag',
  'signInType',
];
const namesOfValue = ['value', 'values', 'oldValue', 'newValue', 'answer', 'issuerAssignedId'];

/**
 * @param rules those of the policy
 * @returns the rule for one system and one law. California forbids to hand over any of the kinds (11 CCR § 7024(d)); the GDPR owes
 *   people their own bank number, so there only secrets are kept back.
 */
export function withholding(
  regulation: Regulation,
  system: SystemId,
  rules: readonly WithholdingRule[],
): Withhold {
  const fitting = rules.filter(
    (rule) => (rule.regulation ?? regulation) === regulation && (rule.system ?? system) === system,
  );
  const decide = (name: string): Omit<WithheldField, 'field'> | null => {
    const kind = deniedKindOf(name);
    if (kind !== null && secrets.includes(kind)) return { kind, ground: 'secret' };
    if (kind !== null && regulation === 'ccpa') return { kind, ground: 'ccpa-7024-d' };
    const plain = plainFieldName(name).toLowerCase();
    const rule = fitting.find(
      ({ fields, kinds }) =>
        (kind !== null && kinds.includes(kind)) ||
        fields.some((field) => plainFieldName(field).toLowerCase() === plain),
    );
    return rule ? { kind, ground: rule.ground } : null;
  };
  return withholdBy(remembered(decide), regulation === 'ccpa');
}

type Decide = (name: string) => Omit<WithheldField, 'field'> | null;

/**
 * An export may hold a million items with the same few field names, so decisions are remembered. The limit keeps names that are free texts
 * from filling the memory.
 */
function remembered(decide: Decide): Decide {
  const decided = new Map<string, ReturnType<Decide>>();
  return (name) => {
    const known = decided.get(name);
    if (known !== undefined) return known;
    const answer = decide(name);
    if (decided.size < 5000) decided.set(name, answer);
    return answer;
  };
}

/** There is nothing to keep back in an empty value, and a yes or no is no number or answer. */
function isHarmless(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || typeof value === 'boolean')
    return true;
  return Array.isArray(value) && value.every(isHarmless);
}

/** The path of a field. Its text is made only for a field that is kept back, because an export may hold a million items. */
interface Place {
  readonly name: string;
  readonly above: Place | null;
}

function fieldAt(place: Place | null): string {
  if (place === null) return '';
  return place.above === null ? place.name : `${fieldAt(place.above)}.${place.name}`;
}

const nothing: readonly WithheldField[] = [];

/** @param inTexts whether denied numbers are taken out of texts too */
function withholdBy(decide: Decide, inTexts: boolean): Withhold {
  return (given) => {
    let withheld: WithheldField[] | undefined;
    const item = walk(given, null);
    return { item, withheld: withheld ?? nothing };

    function walk(node: unknown, place: Place | null): unknown {
      if (typeof node === 'string') return inTexts ? walkText(node, place) : node;
      if (typeof node !== 'object' || node === null) return node;
      if (Array.isArray(node)) return walkList(node, place);
      return walkFields(node as Readonly<Record<string, unknown>>, place);
    }

    function walkList(node: readonly unknown[], place: Place | null): unknown {
      let copy: unknown[] | undefined;
      for (const [index, each] of node.entries()) {
        const kept = walk(each, place);
        if (kept === each) continue;
        copy ??= [...node];
        copy[index] = kept;
      }
      return copy ?? node;
    }

    function walkText(text: string, place: Place | null): string {
      const { text: kept, kinds } = withoutDeniedValues(text);
      for (const kind of kinds)
        (withheld ??= []).push({ field: fieldAt(place), kind, ground: 'ccpa-7024-d' });
      return kept;
    }

    function walkFields(node: Readonly<Record<string, unknown>>, above: Place | null): unknown {
      const named = nameIn(node);
      const ofNamed = named === null ? null : decide(named);
      let copy: Record<string, unknown> | undefined;
      // Items come from JSON, so every field is an own property. A call of `Object.entries` would take most of the memory that is needed
      // here.
      for (const name in node) {
        const value = node[name];
        if (isHarmless(value)) continue;
        const isValue = ofNamed !== null && namesOfValue.includes(name);
        const decision = isValue ? ofNamed : decide(name);
        if (decision !== null) {
          const field = fieldAt({ name: isValue ? (named ?? name) : name, above });
          (withheld ??= []).push({ field, ...decision });
          copy ??= { ...node };
          Reflect.deleteProperty(copy, name);
          continue;
        }
        if (typeof value !== 'object' && !inTexts) continue;
        const kept = walk(value, { name, above });
        if (kept === value) continue;
        copy ??= { ...node };
        copy[name] = kept;
      }
      return copy ?? node;
    }
  };
}

/** The field that this object describes; null when it describes none. */
function nameIn(node: Readonly<Record<string, unknown>>): string | null {
  if (!namesOfValue.some((name) => name in node)) return null;
  for (const name of namesOfName) {
    const value = node[name];
    if (typeof value === 'string' && value.length <= 80) return value;
  }
  return null;
}
