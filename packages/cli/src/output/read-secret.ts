/**
 * Threat: a secret on a screen, in a shell's history, in a list of processes. Rule: it is read from a terminal that
 * shows nothing, or from standard input; never from an argument.
 */
import { StringDecoder } from 'node:string_decoder';
import { err, kamiError, ok, type KamiError, type Result } from '@kami/types';
import type { OutputStream } from './console.ts';

/** What a secret is read from. */
export interface SecretInput {
  readonly stdin: NodeJS.ReadStream;
  /** Where a person is asked. */
  readonly stderr: OutputStream;
  readonly signal: AbortSignal;
  /** More is not read. */
  readonly maxBytes: number;
}

/** Reads a secret: a line of a terminal, unseen, or all of standard input without its last line break. */
export async function readSecret(question: string, input: SecretInput): Promise<Result<string, KamiError>> {
  const read = input.stdin.isTTY ? await readHidden(question, input) : await readAll(input);
  input.stdin.pause();
  return read;
}

async function readAll({ stdin, maxBytes, signal }: SecretInput): Promise<Result<string, KamiError>> {
  const chunks: Buffer[] = [];
  let size = 0;
  const withdraw = (): void => void stdin.destroy();
  signal.addEventListener('abort', withdraw, { once: true });
  try {
    for await (const chunk of chunksOf(stdin)) {
      chunks.push(chunk);
      size += chunk.length;
      // The line break that is left out may be two bytes long.
      if (size > maxBytes + 2) return err(tooLong(maxBytes));
    }
  } catch {
    return err(cancelled());
  } finally {
    signal.removeEventListener('abort', withdraw);
  }
  if (signal.aborted) return err(cancelled());
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(chunks));
    return ok(text.replace(/\r?\n$/, ''));
  } catch {
    return err(kamiError('KAMI_USAGE', 'The secret is no text in UTF-8.'));
  }
}

/** A stream without an encoding gives buffers. */
function chunksOf(stdin: NodeJS.ReadStream): AsyncIterable<Buffer> {
  return stdin;
}

async function readHidden(
  question: string,
  { stdin, stderr, signal, maxBytes }: SecretInput,
): Promise<Result<string, KamiError>> {
  const { promise, resolve } = Promise.withResolvers<Result<string, KamiError>>();
  const utf8 = new StringDecoder('utf8');
  let typed = '';
  const take = (chunk: Buffer): void => {
    for (const key of utf8.write(chunk)) {
      if (key === '\r' || key === '\n') return resolve(ok(typed));
      if (key === '\u0003' || (key === '\u0004' && typed === '')) return resolve(err(cancelled()));
      if (key === '\u0015') typed = '';
      else if (key === '\u007f' || key === '\b') typed = typed.replace(/.$/su, '');
      else typed += key;
    }
    if (Buffer.byteLength(typed) > maxBytes) resolve(err(tooLong(maxBytes)));
  };
  const withdraw = (): void => resolve(err(cancelled()));
  signal.addEventListener('abort', withdraw, { once: true });
  // Unseen from before the question on: what was typed ahead is not shown either.
  stdin.setRawMode(true);
  stdin.on('data', take).once('end', withdraw).resume();
  stderr.write(question);
  try {
    return await promise;
  } finally {
    stdin.off('data', take).off('end', withdraw);
    stdin.setRawMode(false);
    signal.removeEventListener('abort', withdraw);
    stderr.write('\n');
  }
}

function tooLong(maxBytes: number): KamiError {
  return kamiError('KAMI_USAGE', `The secret is longer than ${maxBytes} bytes.`);
}

function cancelled(): KamiError {
  return kamiError('KAMI_CANCELLED', 'No secret was read; nothing was changed.');
}
