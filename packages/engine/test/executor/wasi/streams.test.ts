import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_BLOCKING_WRITE, MAX_OUTPUT_BYTES, MAX_OUTPUT_FRAME } from '../../../src/executor/budgets.ts';
import { GuestTrap } from '../../../src/executor/guest-stop.ts';
import type { ByteSink, ByteSource } from '../../../src/executor/wasi/byte-stream.ts';
import { standardOutput } from '../../../src/executor/wasi/standard-output.ts';
import { InputStream } from '../../../src/executor/wasi/input-stream.ts';
import { OutputStream } from '../../../src/executor/wasi/output-stream.ts';
import { createTestGuest } from '../test-guest.ts';

function sourceOf(bytes: Uint8Array): ByteSource {
  let rest = bytes;
  return {
    pollSource: { kind: 'always' },
    read(max) {
      if (rest.length === 0) return 'closed';
      const taken = rest.subarray(0, max);
      rest = rest.subarray(max);
      return taken;
    },
    close: () => {},
  };
}

describe('InputStream', () => {
  it('gives all bytes in any portions, then closes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 50 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 60, maxLength: 60 }),
        (bytes, sizes) => {
          const { guest } = createTestGuest();
          const stream = new InputStream(guest, sourceOf(bytes));
          const got: number[] = [];
          for (const size of sizes) {
            const read = stream.blockingRead(BigInt(size));
            if (read.tag === 'err') {
              expect(read.val).toEqual({ tag: 'closed' });
              break;
            }
            got.push(...read.val);
          }
          expect(got).toEqual([...bytes]);
        },
      ),
    );
  });

  it('reads nothing for a length of 0 and skips', () => {
    const { guest } = createTestGuest();
    const stream = new InputStream(guest, sourceOf(Uint8Array.of(1, 2, 3)));
    expect(stream.read(0n)).toEqual({ tag: 'ok', val: new Uint8Array(0) });
    expect(stream.skip(2n)).toEqual({ tag: 'ok', val: 2n });
    expect(stream.blockingSkip(2n)).toEqual({ tag: 'ok', val: 1n });
  });
});

/** A sink that takes `room` bytes, and then none until somebody waits for it. */
function slowSink(room: number): ByteSink & { readonly written: number[] } {
  const written: number[] = [];
  let left = room;
  return {
    written,
    pollSource: { kind: 'room', isReady: () => (left = room) > 0, exchange: () => undefined },
    room: () => left,
    write(bytes) {
      left -= bytes.length;
      written.push(...bytes);
      return undefined;
    },
    close: () => {},
  };
}

describe('OutputStream to a slow sink', () => {
  it('allows no more than there is room for, and waits where it is told to', () => {
    const { guest } = createTestGuest();
    const sink = slowSink(2);
    const stream = new OutputStream(guest, sink);
    const source = new InputStream(guest, sourceOf(Uint8Array.of(1, 2, 3, 4, 5)));
    expect(stream.splice(source, 10n)).toEqual({ tag: 'ok', val: 2n });
    expect(stream.splice(source, 10n)).toEqual({ tag: 'ok', val: 0n });
    expect(stream.checkWrite()).toEqual({ tag: 'ok', val: 0n });
    expect(() => stream.write(Uint8Array.of(9))).toThrow(GuestTrap);
    expect(stream.blockingSplice(source, 10n)).toEqual({ tag: 'ok', val: 2n });
    expect(stream.blockingWriteAndFlush(Uint8Array.of(6, 7, 8))).toEqual({ tag: 'ok', val: undefined });
    expect(sink.written).toEqual([1, 2, 3, 4, 6, 7, 8]);
  });
});

describe('OutputStream to standard output', () => {
  it('passes on what fits the budget and counts the rest', () => {
    const { guest, oneways } = createTestGuest();
    const stream = new OutputStream(guest, standardOutput(guest, 'stdout'));
    const writes = MAX_OUTPUT_BYTES / MAX_OUTPUT_FRAME + 3;
    for (let i = 0; i < writes; i++) expect(stream.write(new Uint8Array(MAX_OUTPUT_FRAME)).tag).toBe('ok');
    expect(guest.spending).toMatchObject({
      outputBytes: MAX_OUTPUT_BYTES,
      droppedBytes: 3 * MAX_OUTPUT_FRAME,
    });
    expect(oneways.every(({ op }) => op === 'output')).toBe(true);
  });

  it('keeps the end of standard error', () => {
    const { guest } = createTestGuest();
    const stream = new OutputStream(guest, standardOutput(guest, 'stderr'));
    stream.write(new TextEncoder().encode(`${'x'.repeat(3000)}panic`));
    stream.write(new TextEncoder().encode(' at the end'));
    const tail = new TextDecoder().decode(guest.spending.errorTail);
    expect(tail).toHaveLength(1024);
    expect(tail.endsWith('panic at the end')).toBe(true);
  });

  it('moves bytes from an input stream', () => {
    const { guest } = createTestGuest();
    const stream = new OutputStream(guest, standardOutput(guest, 'stdout'));
    const input = new InputStream(guest, sourceOf(Uint8Array.of(1, 2, 3)));
    expect(stream.splice(input, 10n)).toEqual({ tag: 'ok', val: 3n });
    expect(stream.blockingSplice(input, 10n)).toEqual({ tag: 'err', val: { tag: 'closed' } });
  });

  it('traps on a write over what is allowed', () => {
    const { guest } = createTestGuest();
    const stream = new OutputStream(guest, standardOutput(guest, 'stdout'));
    expect(() => stream.writeZeroes(2n ** 60n)).toThrow(GuestTrap);
    expect(() => stream.write(new Uint8Array(MAX_OUTPUT_FRAME + 1))).toThrow(GuestTrap);
    expect(() => stream.blockingWriteAndFlush(new Uint8Array(MAX_BLOCKING_WRITE + 1))).toThrow(GuestTrap);
    expect(() => stream.blockingWriteZeroesAndFlush(2n ** 60n)).toThrow(GuestTrap);
  });

  it('counts resources, each closed once', () => {
    const { guest } = createTestGuest();
    expect(() => {
      for (let i = 0; i < 70_000; i++) {
        const stream = new InputStream(guest, sourceOf(new Uint8Array(0)));
        stream[Symbol.dispose]();
        stream[Symbol.dispose]();
      }
    }).not.toThrow();
    expect(() => {
      for (let i = 0; i < 70_000; i++) new InputStream(guest, sourceOf(new Uint8Array(0)));
    }).toThrow(GuestTrap);
  });
});
