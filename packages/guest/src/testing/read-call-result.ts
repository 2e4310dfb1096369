import { readFields, type AnswerFields } from './answer-fields.ts';
import type {
  AnswerBlock,
  CallError,
  CallResult,
  CallUsage,
  Denial,
  LogLine,
  ProgressReport,
} from './call-result.ts';

/** A request that a recording has no answer to. */
export interface UnrecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly nth: number;
  readonly bodyBytes: number;
  readonly similar: number;
}

/** Reads the answer to a call. Throws a `TypeError` where it is not of its form. */
export function readCallResult<Structured>(value: unknown): {
  readonly result: CallResult<Structured>;
  readonly unrecorded: readonly UnrecordedRequest[];
} {
  const answer = readFields(value);
  const content = answer.objects('content').map(readBlock);
  const text = content.flatMap((block) => (block.type === 'text' ? [block.text ?? ''] : [])).join('\n');
  const error = readError(answer, text);
  const result = {
    isError: answer.flag('isError'),
    content,
    ...present(answer, 'structured', 'structured'),
    ...present(answer, '_meta', 'meta'),
    ...(error === undefined ? {} : { error }),
    denials: answer.objects('denials').map(readDenial),
    log: answer.objects('log').map(readLogLine),
    progress: answer.objects('progress').map(readProgress),
  };
  const shown = text === '' ? (error?.message ?? '') : text;
  Object.defineProperty(result, 'text', { value: shown });
  Object.defineProperty(result, 'usage', { value: readUsage(answer.object('usage')) });
  if (!isWhole<Structured>(result)) throw new TypeError('answer is no result');
  return { result, unrecorded: answer.objects('unrecorded').map(readUnrecorded) };
}

/** What the tool's own schema promises of `structured` is its author's to say. */
function isWhole<Structured>(result: object): result is CallResult<Structured> {
  return Object.hasOwn(result, 'text') && Object.hasOwn(result, 'usage');
}

function readError(answer: AnswerFields, text: string): CallError | undefined {
  const error = answer.optionalObject('error');
  if (error === undefined) {
    if (!answer.flag('isError')) return undefined;
    const failed = { code: 'KAMI_TOOL_FAILED', message: text };
    if (answer.has('thrownAt'))
      Object.defineProperty(failed, 'thrownAt', { value: answer.texts('thrownAt') });
    return failed;
  }
  return {
    code: error.text('code'),
    message: error.text('message'),
    ...optional('hint', error.optionalText('hint')),
    ...present(error, 'data', 'data'),
  };
}

function readBlock(fields: AnswerFields): AnswerBlock {
  const type = fields.text('type');
  return type === 'text' ? { ...fields.whole, type, text: fields.text('text') } : { ...fields.whole, type };
}

function readDenial(fields: AnswerFields): Denial {
  return {
    rule: fields.text('rule'),
    what: fields.text('what'),
    ...present(fields, 'wanted', 'wanted'),
    ...optional('hint', fields.optionalText('hint')),
  };
}

function readLogLine(fields: AnswerFields): LogLine {
  const data = optional('data', fields.optionalText('data'));
  return { level: fields.text('level'), message: fields.text('message'), ...data };
}

function readProgress(fields: AnswerFields): ProgressReport {
  return {
    done: fields.number('done'),
    ...optional('total', fields.optionalNumber('total')),
    ...optional('message', fields.optionalText('message')),
  };
}

function readUsage(fields: AnswerFields): CallUsage {
  return {
    durationMs: fields.number('durationMs'),
    ...optional('memoryBytes', fields.optionalNumber('memoryBytes')),
    hostCalls: fields.number('hostCalls'),
    httpRequests: fields.number('httpRequests'),
    httpSentBytes: fields.number('httpSentBytes'),
    httpReceivedBytes: fields.number('httpReceivedBytes'),
    fileReadBytes: fields.number('fileReadBytes'),
    fileWrittenBytes: fields.number('fileWrittenBytes'),
  };
}

function readUnrecorded(fields: AnswerFields): UnrecordedRequest {
  return {
    method: fields.text('method'),
    url: fields.text('url'),
    nth: fields.number('nth'),
    bodyBytes: fields.number('bodyBytes'),
    similar: fields.number('similar'),
  };
}

function optional<K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } {
  const found: { [P in K]?: T } = {};
  if (value !== undefined) found[key] = value;
  return found;
}

function present<K extends string>(
  fields: AnswerFields,
  key: string,
  as: K,
): { readonly [P in K]?: unknown } {
  return optional(as, fields.any(key));
}
