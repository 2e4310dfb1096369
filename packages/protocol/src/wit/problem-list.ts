import type { Json } from '@kami/types';
import { MAX_ARGUMENT_PROBLEMS, MAX_PROBLEM_TEXT_BYTES } from '../executor/parse-result-header.ts';
import type { ArgumentProblem } from '../executor/messages.ts';
import { describeJson } from '../parse/describe-json.ts';
import { cutUtf8 } from '../parse/utf8-length.ts';

/** The problems found so far, within the bounds of a result header. */
export interface ProblemList {
  readonly problems: readonly ArgumentProblem[];
  /** Whether no more are taken. */
  readonly full: boolean;
  add(path: string, message: string): void;
  /** Adds "expected …, found …". */
  expected(path: string, what: string, found: Json | undefined): void;
}

/** Makes an empty list. */
export function createProblemList(): ProblemList {
  const problems: ArgumentProblem[] = [];
  const add = (path: string, message: string): void => {
    if (problems.length >= MAX_ARGUMENT_PROBLEMS) return;
    problems.push({
      path: cutUtf8(path, MAX_PROBLEM_TEXT_BYTES),
      message: cutUtf8(message, MAX_PROBLEM_TEXT_BYTES),
    });
  };
  return {
    problems,
    get full() {
      return problems.length >= MAX_ARGUMENT_PROBLEMS;
    },
    add,
    expected: (path, what, found) => add(path, `expected ${what}, found ${describeJson(found)}`),
  };
}
