import { SourceMap } from 'node:module';
import { resolve, sep } from 'node:path';
import { buildFailure } from './build-result.ts';
import { RUNTIME_FOLDER } from './runtime-files.ts';
import type { Message } from 'esbuild';
import type { BuildProblem, BuildResult, SourcePosition } from './build-result.ts';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isMessages = (value: unknown): value is Message[] =>
  Array.isArray(value) && value.every((message) => isRecord(message) && typeof message['text'] === 'string');

/** An error of esbuild, with the places it names. */
export function translateBundleError(error: unknown): BuildResult<never> {
  const messages = isRecord(error) ? error['errors'] : undefined;
  if (!isMessages(messages) || messages.length === 0) return buildFailure('bundle', messageOf(error));
  return { ok: false, error: { stage: 'bundle', problems: messages.map(toProblem) } };
}

const toProblem = ({ text, location }: Message): BuildProblem =>
  location === null
    ? { message: text }
    : {
        message: text,
        position: { file: location.file, line: location.line, column: location.column + 1 },
        sourceLine: location.lineText,
      };

/** componentize-qjs says this where the module threw, and gives the engine's stack after the message. */
const EVALUATION =
  /Failed to (?:finish|evaluate|declare) JavaScript module(?: evaluation)?: (?!Failed)(?<message>[^]*?)(?<stack>\n\s+at [^]*)?$/;
const FRAME = /\/bundle\.m?js:(\d+):(\d+)/g;

/** Code with its source map, whose sources are named from `folder`. */
export interface MappedCode {
  readonly sourceMap: string;
  readonly folder: string;
}

/** An error of componentize-qjs. Where the module threw, its place is found by the source map. */
export function translateComponentError(error: unknown, code: MappedCode): BuildResult<never> {
  const found = EVALUATION.exec(messageOf(error))?.groups;
  const message = found?.['message'];
  if (message === undefined) return buildFailure('component', messageOf(error));
  return buildFailure(
    'evaluate',
    message.replace(/^Error: /, ''),
    authorPosition(found?.['stack'] ?? '', code),
  );
}

/** What the entry module threw while it was described in Node. */
export function translateEvaluationError(
  { name, message, stack }: { readonly name: string; readonly message: string; readonly stack: string },
  code: MappedCode,
): BuildResult<never> {
  return buildFailure(
    'evaluate',
    name === 'Error' ? message : `${name}: ${message}`,
    authorPosition(stack, code),
  );
}

/** The first frame that stands in the author's own code, not in a library. */
function authorPosition(stack: string, { sourceMap, folder }: MappedCode): SourcePosition | undefined {
  // oxlint-disable-next-line typescript/no-unsafe-argument -- esbuild wrote this text as a source map
  const map = new SourceMap(JSON.parse(sourceMap));
  for (const [, line, column] of stack.matchAll(FRAME)) {
    const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
    if (!('originalSource' in entry) || !isAuthors(resolve(folder, entry.originalSource))) continue;
    return { file: entry.originalSource, line: entry.originalLine + 1, column: entry.originalColumn + 1 };
  }
  return undefined;
}

const isAuthors = (path: string): boolean =>
  !path.startsWith(RUNTIME_FOLDER) &&
  !path.split(sep).includes('node_modules') &&
  !path.endsWith('component.js');

/** What an error says, whatever it is. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
