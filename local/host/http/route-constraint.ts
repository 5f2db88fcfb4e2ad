/** Whether a parameter's value is accepted. */
export type Constraint = (value: string) => boolean;

const decimal = /^[+-]?\d*\.?\d+(e[+-]?\d+)?$/i;
const whole = /^[+-]?\d+$/;
const guid = /^[({]?[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}[)}]?$/i;

const plain: Readonly<Record<string, Constraint>> = {
  int: (value) => withinWhole(value, -(2n ** 31n), 2n ** 31n - 1n),
  long: (value) => withinWhole(value, -(2n ** 63n), 2n ** 63n - 1n),
  bool: (value) => /^(true|false)$/i.test(value),
  datetime: (value) => !Number.isNaN(Date.parse(value)),
  decimal: (value) => decimal.test(value),
  double: (value) => decimal.test(value),
  float: (value) => decimal.test(value),
  guid: (value) => guid.test(value),
  alpha: (value) => /^[a-z]*$/i.test(value),
  required: (value) => value !== '',
  file: (value) => /\.[^./]+$/.test(value),
  nonfile: (value) => !/\.[^./]+$/.test(value),
};

const withArguments: Readonly<Record<string, (...bounds: number[]) => Constraint>> = {
  length:
    (least = 0, most = least) =>
    (value) =>
      value.length >= least && value.length <= most,
  minlength:
    (least = 0) =>
    (value) =>
      value.length >= least,
  maxlength:
    (most = 0) =>
    (value) =>
      value.length <= most,
  min:
    (least = 0) =>
    (value) =>
      whole.test(value) && Number(value) >= least,
  max:
    (most = 0) =>
    (value) =>
      whole.test(value) && Number(value) <= most,
  range:
    (least = 0, most = 0) =>
    (value) =>
      whole.test(value) && Number(value) >= least && Number(value) <= most,
};

function withinWhole(value: string, least: bigint, most: bigint): boolean {
  if (!whole.test(value)) return false;
  const number = BigInt(value.replace('+', ''));
  return number >= least && number <= most;
}

/**
 * @param text one constraint of a template, e.g. `int` or `range(1,9)`
 * @throws Error when ASP.NET has no such constraint
 */
export function constraintFor(text: string, template: string): Constraint {
  const [, name = '', list] = /^([^(]*)(?:\((.*)\))?$/s.exec(text) ?? [];
  const key = name.toLowerCase();
  if (key === 'regex' && list !== undefined) {
    const pattern = new RegExp(list, 'i');
    return (value) => pattern.test(value);
  }
  const simple = Object.hasOwn(plain, key) ? plain[key] : undefined;
  if (simple && list === undefined) return simple;
  const bounded = Object.hasOwn(withArguments, key) ? withArguments[key] : undefined;
  if (bounded && list !== undefined) return bounded(...list.split(',').map(Number));
  throw new Error(`The constraint '${text}' of the route template '${template}' is not known.`);
}
