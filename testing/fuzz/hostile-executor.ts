/**
 * The program that the host starts in the place of an executor: it answers `load` and `make` as it should, and in a job does what
 * the arguments say. It stands alone, as one file without imports, since it runs without any permission.
 */
import type { HostileAction, HostileStart } from './hostile-action.ts';

const { readSync, writeSync, closeSync } = process.getBuiltinModule('node:fs');
const PIPE = 3;
const PREFIX = 13;
const CALL = 19;
const DOWN = { chunk: 1, load: 2, make: 3, job: 4, reply: 5 } as const;

interface Received {
  readonly kind: number;
  readonly id: number;
  readonly header: string;
  readonly body: Buffer;
}

let handle = '0';
let jobId = 0;
let calls = 0;
const problems: string[] = [];
let later: readonly HostileAction[] = [];
/** Ids of calls whose replies may still come; of bytes that were written as they are none is known. */
const awaited = new Set<number>();
let isBlind = false;

/** What it does before it says that it is ready, and before it says that the tool is loaded; set by who wrote this file. */
const { starting = [], loading = [] } = (globalThis as { hostileStart?: HostileStart }).hostileStart ?? {};

play(starting);
write(frame(16, 0, '', Buffer.alloc(0)));
for (;;) {
  const received = receive();
  const due = later;
  later = [];
  play(due);
  if (received.kind === DOWN.load) {
    play(loading);
    write(frame(17, 0, '', Buffer.alloc(0)));
  } else if (received.kind === DOWN.make) write(frame(18, 0, '', Buffer.alloc(0)));
  else if (received.kind === DOWN.job) serve(received);
  else checkReply(received);
}

function serve({ id, body }: Received): void {
  jobId = id;
  const { actions } = JSON.parse(body.toString()) as { actions: readonly HostileAction[] };
  play(actions);
  const content = [{ type: 'text', text: JSON.stringify(problems.splice(0)) }];
  write(frame(21, id, '{"status":"delivered"}', Buffer.from(JSON.stringify({ content, isError: false }))));
}

function play(actions: readonly HostileAction[]): void {
  for (const action of actions) perform(action);
}

function perform(action: HostileAction): void {
  switch (action.do) {
    case 'raw':
      isBlind = true;
      return write(Buffer.from(action.base64, 'base64'));
    case 'frame':
      for (let time = 0; time < (action.times ?? 1); time += 1) sendFrame(action);
      return undefined;
    case 'later':
      later = action.actions;
      return undefined;
    case 'stall':
      return sleep();
    case 'close':
      closeSync(PIPE);
      return sleep();
    case 'exit':
      return process.exit(0);
  }
}

function sendFrame({
  kind,
  id,
  header = '',
  base64 = '',
  padding = 0,
  wait = false,
}: Extract<HostileAction, { do: 'frame' }>): void {
  calls += 1;
  const number = id === '$job' ? jobId : (id ?? calls);
  const text = header.replaceAll('"$handle"', handle);
  write(frame(kind, number, text, Buffer.concat([Buffer.from(base64, 'base64'), Buffer.alloc(padding)])));
  if (kind === CALL) awaited.add(number);
  if (!wait) return;
  const reply = receive();
  checkReply(reply);
  handle = /"handle":(\d+)/.exec(reply.header)?.[1] ?? handle;
}

function checkReply({ kind, id }: Received): void {
  if (kind !== DOWN.reply) problems.push(`a frame of kind ${kind} in the place of a reply`);
  else if (!isBlind && !awaited.has(id)) problems.push(`a reply to ${id}, which was never asked`);
}

function frame(kind: number, id: number, header: string, body: Buffer): Buffer {
  const text = Buffer.from(header);
  const prefix = Buffer.alloc(PREFIX);
  prefix.writeUInt32LE((PREFIX - 4 + text.length + body.length) >>> 0, 0);
  prefix[4] = kind;
  prefix.writeUInt32LE(id >>> 0, 5);
  prefix.writeUInt32LE(text.length, 9);
  return Buffer.concat([prefix, text, body]);
}

function receive(): Received {
  const parts: Buffer[] = [];
  for (;;) {
    const prefix = take(PREFIX);
    const headerLength = prefix.readUInt32LE(9);
    const header = take(headerLength).toString();
    const body = take(prefix.readUInt32LE(0) - (PREFIX - 4) - headerLength);
    parts.push(body);
    const kind = prefix[4] ?? 0;
    if (kind !== DOWN.chunk) return { kind, id: prefix.readUInt32LE(5), header, body: Buffer.concat(parts) };
  }
}

function take(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let filled = 0; filled < length;) {
    const count = retry(() => readSync(PIPE, bytes, filled, length - filled, null));
    if (count === 0) process.exit(0);
    filled += count;
  }
  return bytes;
}

function write(bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) {
    written += retry(() => writeSync(PIPE, bytes, written, bytes.length - written));
  }
}

function retry(attempt: () => number): number {
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code !== 'EAGAIN' && code !== 'EINTR') process.exit(0);
    }
  }
}

function sleep(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}
