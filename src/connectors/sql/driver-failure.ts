import { SystemFailure, type FailureCode } from '../../domain/failure.ts';
import { connectionFailure } from '../kit/connection-failure.ts';

type KnownCodes = Readonly<Partial<Record<FailureCode, readonly string[]>>>;

interface Thrown {
  readonly code?: unknown;
  readonly number?: unknown;
  readonly severity?: unknown;
  readonly sqlState?: unknown;
}

/**
 * The failure that an error of a driver means. Its message is left out, because it may hold values of the person. Its code is reported only when
 * it is known, because a trigger may raise any code.
 * @param known the codes of the database, by what they mean
 */
export function driverFailure(error: unknown, known: KnownCodes): SystemFailure {
  if (error instanceof SystemFailure) return error;
  const thrown: Thrown = typeof error === 'object' && error !== null ? error : {};
  const words = [thrown.number, thrown.code]
    .filter((word) => typeof word === 'string' || typeof word === 'number')
    .map(String);
  for (const word of words)
    for (const [code, listed] of entriesOf(known))
      if (listed.includes(word)) return new SystemFailure(code, `${sayingOf(word)} ${word}`);
  // Errors of the database itself have a severity or a state; those of the connection have neither.
  const isAnswer = [thrown.severity, thrown.sqlState, thrown.number].some(
    (one) => one !== undefined,
  );
  if (isAnswer) return new SystemFailure('refused', 'the database answered with an unknown code');
  return connectionFailure(error);
}

/** Codes such as ESOCKET come from the driver itself: there was no answer. */
const sayingOf = (word: string) =>
  /^(E[A-Z]+|PROTOCOL_)/.test(word) && !word.startsWith('ER_')
    ? 'the driver says'
    : 'the database answered';

const entriesOf = (known: KnownCodes) =>
  Object.entries(known) as readonly [FailureCode, readonly string[]][];
