import { readFileSync } from 'node:fs';

import { parse } from '@bytecodealliance/jco-transpile/wasm-tools';
import { describe, expect, it } from 'vitest';

/** The part of the WebAssembly JavaScript Interface that is used here; Node's types do not declare it. */
declare const WebAssembly: {
  readonly Memory: new (limits: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  readonly instantiate: (
    bytes: Uint8Array,
    imports: object,
  ) => Promise<{ readonly instance: { readonly exports: Readonly<Record<string, Adapted>> } }>;
};
type Adapted = (...args: readonly (number | bigint)[]) => number;

const source = readFileSync(new URL('../../preview1/minimal.wat', import.meta.url), 'utf8');
/** What stands in memory where nothing is to be written. */
const UNTOUCHED = 0xee;

async function start() {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const bytes = new Uint8Array(memory.buffer);
  const view = new DataView(memory.buffer);
  bytes.fill(UNTOUCHED);
  const written: string[] = [];
  const slept: bigint[] = [];
  let drawn = 0n;
  const { instance } = await WebAssembly.instantiate(await parse(source), {
    env: { memory },
    'wasi:random/random@0.2.12': { 'get-random-u64': () => (drawn += 0x0102_0304_0506_0708n) },
    'wasi:clocks/monotonic-clock@0.2.12': {
      now: () => 77n,
      'subscribe-duration': (duration: bigint) => slept.push(duration),
    },
    'wasi:clocks/wall-clock@0.2.12': {
      now: (at: number) => {
        view.setBigUint64(at, 1_700_000_000n, true);
        view.setUint32(at + 8, 123, true);
      },
    },
    'wasi:io/poll@0.2.12': {
      '[method]pollable.block': () => undefined,
      '[resource-drop]pollable': () => undefined,
    },
    'wasi:cli/stdout@0.2.12': { 'get-stdout': () => 1 },
    'wasi:cli/stderr@0.2.12': { 'get-stderr': () => 2 },
    'wasi:io/streams@0.2.12': {
      '[method]output-stream.blocking-write-and-flush': (
        stream: number,
        from: number,
        length: number,
        at: number,
      ) => {
        if (length > 4096) throw new Error('too long for one write');
        written.push(`${stream}:${new TextDecoder().decode(bytes.slice(from, from + length))}`);
        bytes.fill(0, at, at + 12);
      },
      '[resource-drop]output-stream': () => undefined,
    },
  });
  const call = (name: string, ...args: readonly (number | bigint)[]): number =>
    instance.exports[name]?.(...args) ?? -1;
  return { bytes, view, call, written, slept };
}

describe('the minimal adapter', () => {
  it('tells both clocks and leaves what stands behind the result', async () => {
    const { bytes, view, call } = await start();
    expect(call('clock_time_get', 0, 1n, 64)).toBe(0);
    expect(view.getBigUint64(64, true)).toBe(1_700_000_000_000_000_123n);
    expect(call('clock_time_get', 1, 1n, 64)).toBe(0);
    expect(view.getBigUint64(64, true)).toBe(77n);
    expect(bytes.slice(72, 96).every((byte) => byte === UNTOUCHED)).toBe(true);
  });

  it('draws as many random bytes as were asked for', async () => {
    const { bytes, call } = await start();
    expect(call('random_get', 100, 9)).toBe(0);
    expect(Array.from(bytes.subarray(99, 110))).toEqual([UNTOUCHED, 8, 7, 6, 5, 4, 3, 2, 16, 14, UNTOUCHED]);
  });

  it('writes all parts, in pieces that a stream takes', async () => {
    const { bytes, view, call, written } = await start();
    bytes.fill(0x61, 1000, 1000 + 5000);
    for (const [at, value] of [
      [16, 1000],
      [20, 5000],
      [24, 1000],
      [28, 2],
    ] as const)
      view.setUint32(at, value, true);
    expect(call('fd_write', 1, 16, 2, 40)).toBe(0);
    expect(written.map((text) => text.length)).toEqual([4098, 906, 4]);
    expect(written[2]).toBe('1:aa');
    expect(view.getUint32(40, true)).toBe(5002);
    expect(bytes.slice(44, 64).every((byte) => byte === UNTOUCHED)).toBe(true);
    call('fd_write', 2, 24, 1, 40);
    expect(written[3]).toBe('2:aa');
  });

  it('sleeps, and waits for nothing else', async () => {
    const { bytes, view, call, slept } = await start();
    bytes.fill(0, 0, 48);
    view.setBigUint64(0, 99n, true);
    view.setBigUint64(24, 5_000_000n, true);
    expect(call('poll_oneoff', 0, 64, 1, 96)).toBe(0);
    expect(slept).toEqual([5_000_000n]);
    expect([view.getBigUint64(64, true), view.getUint32(96, true)]).toEqual([99n, 1]);
    expect(call('poll_oneoff', 0, 64, 2, 96)).toBe(58);
    view.setUint8(8, 1);
    expect(call('poll_oneoff', 0, 64, 1, 96)).toBe(58);
  });

  it('has neither files, arguments nor environment', async () => {
    const { view, call } = await start();
    expect(call('environ_sizes_get', 0, 4)).toBe(0);
    expect(call('args_sizes_get', 8, 12)).toBe(0);
    expect([view.getBigUint64(0, true), view.getBigUint64(8, true)]).toEqual([0n, 0n]);
    expect(call('fd_prestat_get', 3, 0)).toBe(8);
    expect(call('path_open', 3, 0, 0, 1, 0, 0n, 0n, 0, 32)).toBe(8);
  });
});
