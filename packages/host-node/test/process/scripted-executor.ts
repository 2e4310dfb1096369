import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createExecutor, createWatchdog, type ExecutorOptions, type Watchdog } from '@kami/host-node/process';
import type { ExecutorProcess, HostCallSeam } from '@kami/runtime';
import type { KamiError, Result } from '@kami/types';
import type { JobHeader, LoadHeader, MakeHeader, WireTime } from '@kami/protocol';
import { afterAll, beforeAll } from 'vitest';

/** What every scripted executor starts with: raw frames, written by hand, independent of KAMI's own encoder. */
const PRELUDE = `
import { readSync, writeSync } from 'node:fs';
const KINDS = { chunk: 1, load: 2, make: 3, job: 4, reply: 5, ready: 16, loaded: 17, made: 18, call: 19, oneway: 20, result: 21, fault: 22 };
function frame(kind, id, header, body = Buffer.alloc(0)) {
  const json = Buffer.from(header === undefined ? '' : typeof header === 'string' ? header : JSON.stringify(header));
  const head = Buffer.alloc(13);
  head.writeUInt32LE(9 + json.length + body.length, 0);
  head.writeUInt8(typeof kind === 'number' ? kind : KINDS[kind], 4);
  head.writeUInt32LE(id, 5);
  head.writeUInt32LE(json.length, 9);
  return Buffer.concat([head, json, body]);
}
function write(bytes) { for (let at = 0; at < bytes.length; ) at += writeSync(3, bytes, at); }
function send(kind, id, header, body) { write(frame(kind, id, header, body)); }
function readAll(size) {
  const bytes = Buffer.alloc(size);
  for (let at = 0; at < size; ) { const n = readSync(3, bytes, at, size - at, null); if (n === 0) process.exit(0); at += n; }
  return bytes;
}
function receive() {
  const parts = [];
  for (;;) {
    const head = readAll(13);
    const headerLength = head.readUInt32LE(9);
    const json = readAll(headerLength).toString();
    const body = readAll(head.readUInt32LE(0) - 9 - headerLength);
    parts.push(body);
    const kind = Object.keys(KINDS).find((name) => KINDS[name] === head[4]);
    if (kind !== 'chunk') return { kind, id: head.readUInt32LE(5), header: json === '' ? undefined : JSON.parse(json), body: Buffer.concat(parts) };
  }
}
function call(id, header, body) { send('call', id, header, body); return receive(); }
`;

const folder = mkdtempSync(join(tmpdir(), 'kami-executor-test-'));
let watchdog: Watchdog;
let scripts = 0;

beforeAll(() => {
  watchdog = createWatchdog(WATCHDOG_ENTRY);
});
afterAll(async () => {
  await watchdog[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** Both settings of `sandbox.walls`: what holds behind all walls of this system holds behind the process alone. */
export const WALL_SETTINGS = ['auto', 'process'] as const;

/** The program of the watchdog thread, run from source. */
const WATCHDOG_ENTRY: URL = new URL('../../src/watchdog/main.ts', import.meta.url);

/** The path of a script of raw frames. */
export function script(source: string): URL {
  const path = join(folder, `executor-${scripts++}.mjs`);
  writeFileSync(path, PRELUDE + source);
  return pathToFileURL(path);
}

/** Starts a process that runs a script and fails the test when it does not get ready. */
export async function startScript(
  source: string,
  options: Partial<ExecutorOptions> = {},
): Promise<ExecutorProcess> {
  const started = await createExecutor({
    entry: script(source),
    watchdog,
    keepErrorOutput: true,
    ...options,
  }).start();
  if (!started.ok) throw new Error(`${started.error.message}: ${String(started.error.cause)}`);
  return started.value;
}

/** Starts a script and gives the whole result. */
export function tryScript(
  source: string,
  options: Partial<ExecutorOptions> = {},
): Promise<Result<ExecutorProcess, KamiError>> {
  return createExecutor({ entry: script(source), watchdog, keepErrorOutput: true, ...options }).start();
}

/** A clock reading. */
export const time: WireTime = { wallMicros: 1, monotonicNanos: '1' };
const seed = '00'.repeat(32);

/** A load header with nothing in it. */
export const LOAD: LoadHeader = { environment: [], configuration: [], preopens: [], maxMemoryPages: 16 };
/** A make header. */
export const MAKE: MakeHeader = { seed, time };
/** A job with the deadline given. */
export function job(deadlineMs = 5000, maxOutputBytes = 1024): JobHeader {
  return {
    action: 'call',
    tool: 't',
    callId: 'c',
    traceparent: '',
    deadlineMs,
    maxOutputBytes,
    client: [],
    seed,
    time,
    structured: false,
  };
}

/** A seam that answers every call with its own operation and keeps what it saw. */
export function recordingSeam(): HostCallSeam & { readonly seen: string[] } {
  const seen: string[] = [];
  return {
    seen,
    call(hostCall, body) {
      seen.push(`${hostCall.op}:${body.length}`);
      return Promise.resolve({ header: { ok: 'done', time }, body: new Uint8Array([7]) });
    },
    oneway(onewayCall, body) {
      seen.push(`${onewayCall.op}:${body.length}`);
    },
  };
}

/** A signal that never fires. */
export const NEVER_ABORTED: AbortSignal = new AbortController().signal;
export const NO_ARGS: Uint8Array = new Uint8Array(0);
