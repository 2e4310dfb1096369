import type { StackMapper } from './map-stack.ts';

/** Frames that are shown: the cause is in the first ones, and a recursion has thousands. */
const MAX_FRAMES = 8;

/** What a tool did not mean to throw, with the frames of it that stand in the author's own files, a line each. */
export interface ThrownByTool {
  readonly message: string;
  readonly frames: readonly string[];
}

/** A place in a file, at the end of a frame: `at greet (src/tool.ts:7:11)`, or `greet@src/tool.ts:7:11` of StarlingMonkey. */
const PLACED = /:\d+:\d+\)?$/u;
/** Frames of libraries, and of what the SDK puts around them. */
const FOREIGN = /[\\/]node_modules[\\/]|\bnode_modules[\\/]|\bbundle\.js:|\bcomponent\.js:/u;

/**
 * Reads what the SDK logs of a throw: the message, and `{ "stack": … }` as data. Nothing where a log line is something else, or has no
 * place in the author's files.
 */
export function thrownByTool(
  message: string,
  data: string | undefined,
  mapStack: StackMapper,
): ThrownByTool | undefined {
  const stack = data === undefined ? undefined : readStack(data);
  if (stack === undefined) return undefined;
  const lines = mapStack(stack).split('\n');
  const frames = lines.filter((line) => PLACED.test(line) && !FOREIGN.test(line)).slice(0, MAX_FRAMES);
  return frames.length === 0 ? undefined : { message, frames: frames.map(asFrame) };
}

function asFrame(line: string): string {
  const [, name, place] = /^\s*([^@\s]*)@(.+)$/u.exec(line) ?? [];
  if (place !== undefined) return name === '' || name === undefined ? `at ${place}` : `at ${name} (${place})`;
  return line.trim();
}

function readStack(data: string): string | undefined {
  try {
    const read: unknown = JSON.parse(data);
    const stack = typeof read === 'object' && read !== null && 'stack' in read ? read.stack : undefined;
    return typeof stack === 'string' ? stack : undefined;
  } catch {
    return undefined;
  }
}
