import {
  cutUtf8,
  MAX_ARGUMENT_PROBLEMS,
  MAX_FAILURE_MESSAGE_BYTES,
  MAX_PROBLEM_TEXT_BYTES,
  type ArgumentProblem,
  type ResultHeader,
} from '@kami/protocol';

/** What a job gave: the header of its result, and the JSON text of the payload where there is one. */
export interface JobOutcome {
  readonly header: ResultHeader;
  readonly body?: Uint8Array;
}

type FailedStatus = Exclude<
  ResultHeader['status'],
  'delivered' | 'described' | 'arguments-invalid' | 'exited'
>;

/** A job that failed; the message is cut to what the host takes. */
export function failedJob(status: FailedStatus, message: string): JobOutcome {
  return { header: { status, message: cutUtf8(message, MAX_FAILURE_MESSAGE_BYTES) } };
}

/** A job whose component ended itself. */
export function exitedJob(exitCode: number, message: string): JobOutcome {
  return { header: { status: 'exited', exitCode, message: cutUtf8(message, MAX_FAILURE_MESSAGE_BYTES) } };
}

/** A job whose arguments do not fit. */
export function invalidArguments(problems: readonly ArgumentProblem[]): JobOutcome {
  const kept = problems.slice(0, MAX_ARGUMENT_PROBLEMS).map(({ path, message }) => ({
    path: cutUtf8(path, MAX_PROBLEM_TEXT_BYTES),
    message: cutUtf8(message, MAX_PROBLEM_TEXT_BYTES),
  }));
  return { header: { status: 'arguments-invalid', problems: kept } };
}
