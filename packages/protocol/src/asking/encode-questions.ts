import type { Question } from './question.ts';

/** Questions as the body of an `ask`. */
export function encodeQuestions(questions: readonly Question[]): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(questions));
}
