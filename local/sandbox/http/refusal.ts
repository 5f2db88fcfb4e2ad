import type { Answer } from './call.ts';

/** Thrown by an operation of a simulator to answer with an error. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`Refused with ${String(answer.status)}`);
    this.answer = answer;
  }
}
