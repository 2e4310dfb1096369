import { parseDeliveredPayload, readablePath, type ResultHeader } from '@kami/protocol';
import { describeDenial, type Denial } from '@kami/sandbox';
import {
  endSentence,
  err,
  kamiError,
  type ContentBlock,
  type KamiError,
  type KamiErrorCode,
  type Result,
  type ToolOutcome,
} from '@kami/types';
import type { JobResult } from '../executor.ts';
import type { CallOutcome } from './call-subject.ts';

type FailedStatus = Exclude<ResultHeader['status'], 'delivered' | 'described' | 'arguments-invalid'>;

const FAILURES: { readonly [S in FailedStatus]: { readonly code: KamiErrorCode; readonly what: string } } = {
  trapped: { code: 'KAMI_TOOL_TRAPPED', what: 'trapped' },
  'out-of-memory': { code: 'KAMI_MEMORY_EXCEEDED', what: 'needed more memory than its limit' },
  'output-too-large': { code: 'KAMI_OUTPUT_TOO_LARGE', what: 'gave an answer over its output limit' },
  'result-invalid': {
    code: 'KAMI_TOOL_RESULT_INVALID',
    what: 'gave an answer that is not of the promised form',
  },
  exited: { code: 'KAMI_TOOL_FAILED', what: 'ended without an answer' },
  'not-found': { code: 'KAMI_RESOURCE_UNKNOWN', what: 'has nothing of that name' },
  failed: { code: 'KAMI_TOOL_FAILED', what: 'failed' },
};

const HINTS: Partial<Record<KamiErrorCode, string>> = {
  KAMI_MEMORY_EXCEEDED:
    'Give it less to do, or raise security.max_memory_mb in its tool.toml and install it again.',
  KAMI_OUTPUT_TOO_LARGE:
    'Ask for less, or raise security.max_output_kb in its tool.toml and install it again.',
};

/** Turns what the executor gave into an outcome of the tool, or the error that stands in its place. */
export function interpretResult(tool: string, result: JobResult): Result<ToolOutcome, KamiError> {
  const { header, payload } = result;
  if (header.status !== 'delivered') return err(failedResult(tool, header));
  return readPayload(tool, parseDeliveredPayload(payload));
}

/** What a parser found in a payload; the error of an answer that is not of its form. */
export function readPayload<T>(tool: string, parsed: Result<T, string>): Result<T, KamiError> {
  if (parsed.ok) return parsed;
  const message = `${tool} gave an answer that is not of the promised form: ${parsed.error}.`;
  return err(kamiError('KAMI_TOOL_RESULT_INVALID', message));
}

/** The error that stands in the place of an answer. */
export function failedResult(tool: string, header: ResultHeader): KamiError {
  if (header.status === 'arguments-invalid') return argumentError(tool, header);
  if (header.status === 'described' || header.status === 'delivered')
    return kamiError('KAMI_EXECUTOR_FAULT', 'The executor answered another question.');
  const { code, what } = FAILURES[header.status];
  const detail = (header.message ?? '') === '' ? '' : `: ${header.message}`;
  const hint = HINTS[code];
  return kamiError(code, endSentence(`${tool} ${what}${detail}`), hint === undefined ? {} : { hint });
}

function argumentError(tool: string, header: ResultHeader): KamiError {
  const problems = header.problems ?? [];
  const list = problems
    .map(({ path, message }) => `${path === '' ? 'arguments' : readablePath(path)}: ${message}`)
    .join('; ');
  return kamiError('KAMI_ARGUMENT_INVALID', endSentence(`The arguments do not fit ${tool}: ${list}`), {
    hint: `See what it takes with: kami inspect ${tool}`,
    data: { problems: problems.map(({ path, message }) => ({ path, message })) },
  });
}

/**
 * A call that failed after something was denied failed for want of a grant, as far as anyone can
 * tell: the error says so, with the tool's own words behind it.
 */
export function blameDenials<T extends CallOutcome>(
  tool: string,
  result: Result<T, KamiError>,
  denials: readonly Denial[],
): Result<T, KamiError> {
  const [first] = denials;
  const failed = result.ok
    ? result.value.isError
    : result.error.code === 'KAMI_TOOL_TRAPPED' || result.error.code === 'KAMI_TOOL_FAILED';
  if (first === undefined || !failed) return result;
  const said = result.ok ? textOf(result.value.content ?? []) : result.error.message;
  const message = denials.map((denial) => describeDenial(tool, denial)).join('\n');
  return err(
    kamiError('KAMI_DENIED', said === '' ? message : `${message}\nThe tool said: ${said}`, {
      ...(first.hint === undefined ? {} : { hint: first.hint }),
      data: {
        denials: denials.map((d) => ({
          what: d.what,
          rule: d.rule,
          ...(d.hint === undefined ? {} : { hint: d.hint }),
        })),
      },
    }),
  );
}

function textOf(content: readonly ContentBlock[]): string {
  return content
    .flatMap((block) => (block.type === 'text' ? [block.text] : []))
    .join('\n')
    .slice(0, 2000);
}
