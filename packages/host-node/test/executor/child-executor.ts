import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import {
  createMessageAssembler,
  decodeFramePrefix,
  encodeMessage,
  FRAME_PREFIX,
  type FrameKind,
  type Message,
} from '@kami/protocol';
import { rolldown } from 'rolldown';

/** A real executor process, spoken to in frames. */
export interface ChildExecutor extends AsyncDisposable {
  readonly child: ChildProcess;
  /** What it has written to standard error so far. */
  readonly errorOutput: () => string;
  send(kind: FrameKind, id: number, header: unknown, body?: Uint8Array): void;
  next(): Promise<Message>;
  exited(): Promise<number | null>;
  readonly pipe: Duplex;
}

/** Bundles the executor's program into one file. */
export async function bundleExecutor(): Promise<string> {
  const bundle = await rolldown({
    input: new URL('../../src/executor/main.ts', import.meta.url).pathname,
    platform: 'node',
  });
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false });
  const file = join(await mkdtemp(join(tmpdir(), 'kami-executor-')), 'executor.mjs');
  await writeFile(file, output[0].code);
  return file;
}

/** Starts the program without any permission. */
export function startExecutor(file: string, flags: readonly string[] = ['--permission']): ChildExecutor {
  const child = spawn(process.execPath, [...flags, file], {
    env: {},
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const pipe = child.stdio[3] as Duplex;
  let errorOutput = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errorOutput += text));
  const exit = once(child, 'exit') as Promise<[number | null]>;
  const assembler = createMessageAssembler(64 * 1024 * 1024);
  const messages: Message[] = [];
  let pending: Uint8Array = new Uint8Array(0);
  let wake = (): void => {};
  pipe.on('data', (chunk: Uint8Array) => {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    for (;;) {
      const prefix = decodeFramePrefix(pending);
      if (!prefix.ok) break;
      const { headerLength, bodyLength } = prefix.value;
      const size = FRAME_PREFIX + headerLength + bodyLength;
      if (pending.length < size) break;
      const header = pending.slice(FRAME_PREFIX, FRAME_PREFIX + headerLength);
      const added = assembler.add(prefix.value, header, pending.slice(FRAME_PREFIX + headerLength, size));
      if (!added.ok) throw new Error(added.error);
      if (added.value !== undefined) messages.push(added.value);
      pending = pending.slice(size);
    }
    wake();
  });
  return {
    child,
    errorOutput: () => errorOutput,
    pipe,
    send(kind, id, header, body) {
      for (const piece of encodeMessage(kind, id, header, body)) pipe.write(piece);
    },
    async next() {
      for (;;) {
        const message = messages.shift();
        if (message !== undefined) return message;
        await Promise.race([
          new Promise<void>((resolve) => (wake = resolve)),
          exit.then(([code]) => {
            if (messages.length === 0) throw new Error(`the executor ended with ${code}: ${errorOutput}`);
          }),
        ]);
      }
    },
    async exited() {
      return (await exit)[0];
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}
