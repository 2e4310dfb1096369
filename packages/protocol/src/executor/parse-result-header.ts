import type { Result } from '@kami/types';
import { fields, list, tagged } from '../parse/composite-shapes.ts';
import { integer, literal, text } from '../parse/scalar-shapes.ts';
import { parseShape, type Shape } from '../parse/shape.ts';
import type { ArgumentProblem, ResultHeader } from './messages.ts';

/** Field errors in one result; the executor leaves out the rest. */
export const MAX_ARGUMENT_PROBLEMS = 32;
/** The message of a failed result or a fault, in bytes; the executor cuts a longer one. */
export const MAX_FAILURE_MESSAGE_BYTES = 4096;
/** Path and message of one field error, in bytes each; the executor cuts longer ones. */
export const MAX_PROBLEM_TEXT_BYTES = 512;

const message = text(MAX_FAILURE_MESSAGE_BYTES);
const problem: Shape<ArgumentProblem> = fields({
  path: text(MAX_PROBLEM_TEXT_BYTES),
  message: text(MAX_PROBLEM_TEXT_BYTES),
});

function failed<const S extends Exclude<ResultHeader['status'], 'delivered' | 'described'>>(
  status: S,
): Shape<{ readonly status: S; readonly message?: string }> {
  return fields({ status: literal(status) }, { message });
}

const SHAPES: { readonly [S in ResultHeader['status']]: Shape<ResultHeader & { readonly status: S }> } = {
  delivered: fields({ status: literal('delivered') }),
  described: fields({ status: literal('described') }),
  'arguments-invalid': fields(
    { status: literal('arguments-invalid'), problems: list(problem, MAX_ARGUMENT_PROBLEMS) },
    { message },
  ),
  trapped: failed('trapped'),
  'out-of-memory': failed('out-of-memory'),
  'output-too-large': failed('output-too-large'),
  'result-invalid': failed('result-invalid'),
  exited: fields({ status: literal('exited'), exitCode: integer(0, 255) }, { message }),
  'not-found': failed('not-found'),
  failed: failed('failed'),
};

const RESULT_HEADER: Shape<ResultHeader> = tagged('status', SHAPES);

/** Reads the header of a `result` frame. The error says which rule was broken; it is a violation of the executor. */
export function parseResultHeader(header: unknown): Result<ResultHeader, string> {
  return parseShape(RESULT_HEADER, header);
}
