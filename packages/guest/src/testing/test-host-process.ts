/**
 * The test host that runs tools: `kami test-host`, spoken to in JSON Lines. It ends when its input does, so it never outlives
 * the tests, and it does not keep them from ending while it has nothing to do.
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { readFields } from './answer-fields.ts';
import type { KamiCommand } from './find-kami.ts';
import { KamiTestError } from './kami-test-error.ts';
import { createLineSplitter } from './line-splitter.ts';

/** Version of the language spoken with the test host. */
const VERSION = 1;
/** Longest question, in bytes, as the other side bounds it: the largest arguments several times over. */
const MAX_QUESTION_BYTES: number = 16 * 1024 * 1024;
/** Longest answer, in bytes: the largest that a tool may give, base64 and escapes included. */
const MAX_ANSWER_BYTES: number = 256 * 1024 * 1024;
/** Bytes of the test host's error output that an error shows. */
const SHOWN_ERROR_BYTES = 4096;

/** A question without its number. */
export interface TestHostQuestion {
  readonly op: string;
  readonly [field: string]: unknown;
}

/** A running test host. */
export interface TestHostProcess {
  readonly pid: number | undefined;
  /** False once it has ended or was understood no more. */
  readonly alive: boolean;
  /** Asks it something; `onId` hears the number of the question. Throws `KamiTestError`. */
  ask(question: TestHostQuestion, onId?: (id: number) => void): Promise<unknown>;
}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: KamiTestError) => void;
}

/** Starts a test host; a failure to start comes with the first question. */
export function startTestHost({ program, args }: KamiCommand): TestHostProcess {
  const child = spawn(program, [...args, 'test-host'], { stdio: 'pipe', windowsHide: true });
  const pending = new Map<number, Pending>();
  let failure: KamiTestError | undefined;
  let greeted = false;
  let last = 0;
  let errors = '';

  const hold = (): void => {
    for (const handle of [child, child.stdin, child.stdout, child.stderr]) {
      if (!isHandle(handle)) continue;
      if (pending.size > 0) handle.ref();
      else handle.unref();
    }
  };
  const fail = (code: KamiTestError['code'], what: string): void => {
    const shown = errors.trim();
    failure ??= new KamiTestError(code, shown === '' ? what : `${what} It said:\n${shown}`);
    for (const { reject } of pending.values()) reject(failure);
    pending.clear();
    child.kill();
    hold();
  };
  const take = (line: string): void => {
    try {
      const fields = readFields(JSON.parse(line), 'line');
      if (!greeted) {
        const version = fields.number('kamiTestHost');
        if (version !== VERSION) return fail('TEST_HOST_FAILED', otherVersion(version, fields.text('kami')));
        greeted = true;
        return undefined;
      }
      const id = fields.any('id');
      const asked = typeof id === 'number' ? pending.get(id) : undefined;
      if (asked === undefined || typeof id !== 'number') throw new TypeError('nobody asked for it');
      const error = fields.optionalObject('error');
      if (error === undefined && !fields.has('ok')) throw new TypeError('it is no answer');
      pending.delete(id);
      hold();
      if (error === undefined) asked.resolve(fields.any('ok'));
      else asked.reject(refusal(error.text('code'), error.text('message'), error.optionalText('hint')));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      fail('TEST_HOST_FAILED', `The answer of ${program} was not understood (${why}).`);
    }
    return undefined;
  };

  child.on('error', (error) => fail('KAMI_NOT_FOUND', `${program} could not be started: ${error.message}.`));
  child.on('close', (code, signal) =>
    fail('TEST_HOST_FAILED', `${program} test-host ended (${signal ?? `exit code ${code ?? 'unknown'}`}).`),
  );
  child.stdin.on('error', () => undefined);
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-SHOWN_ERROR_BYTES);
  });
  const tooLong = (): void => fail('TEST_HOST_FAILED', `The answer has over ${MAX_ANSWER_BYTES} bytes.`);
  child.stdout.on('data', createLineSplitter(MAX_ANSWER_BYTES, take, tooLong));
  hold();

  return {
    pid: child.pid,
    get alive() {
      return failure === undefined;
    },
    async ask(question, onId) {
      if (failure !== undefined) throw failure;
      const id = (last += 1);
      const line = lineOf({ ...question, id });
      onId?.(id);
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      pending.set(id, { resolve, reject });
      hold();
      child.stdin.write(line);
      return promise;
    },
  };
}

/** What JSON cannot say is a fault of the test: it must not reach the line that all tests share. */
function lineOf(question: object): string {
  let line: string;
  try {
    line = `${JSON.stringify(question)}\n`;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new KamiTestError('USAGE', `Arguments and options must be JSON: ${why}.`, { cause });
  }
  if (Buffer.byteLength(line) <= MAX_QUESTION_BYTES) return line;
  throw new KamiTestError('USAGE', `Arguments and options may have ${MAX_QUESTION_BYTES} bytes together.`);
}

function isHandle(
  value: object | ChildProcessWithoutNullStreams,
): value is { ref(): unknown; unref(): unknown } {
  return 'ref' in value && 'unref' in value;
}

function refusal(kamiCode: string, message: string, hint: string | undefined): KamiTestError {
  return new KamiTestError('REFUSED', hint === undefined ? message : `${message}\n    ${hint}`, { kamiCode });
}

function otherVersion(version: number, kami: string): string {
  const which = version > VERSION ? '@kami/guest' : '@kami/cli';
  return `KAMI ${kami} and this @kami/guest do not understand each other. Update with: npm install --save-dev ${which}@latest`;
}
