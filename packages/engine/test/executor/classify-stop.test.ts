import { describe, expect, it } from 'vitest';
import { classifyStop, reasonOf } from '../../src/executor/classify-stop.ts';
import { GuestExit, GuestTrap } from '../../src/executor/guest-stop.ts';
import type { Instance } from '../../src/executor/instance.ts';
import { createTestGuest } from './test-guest.ts';

function instance(
  usedPages: number,
  maximumPages: number,
  stderr: string = '',
): Pick<Instance, 'guest' | 'memory'> {
  const { guest } = createTestGuest();
  guest.spending.errorTail = new TextEncoder().encode(stderr);
  return {
    guest,
    memory: { memories: [{ buffer: { byteLength: usedPages * 65_536 } }], maximumPages },
  };
}

describe('classifyStop', () => {
  it('tells an exit with its code', () => {
    expect(classifyStop(new GuestExit(3), instance(1, 16))).toEqual({
      header: { status: 'exited', exitCode: 3, message: 'exit with code 3' },
    });
  });

  it('takes a trap with full memories for exhaustion', () => {
    expect(classifyStop(new Error('wasm trap: x'), instance(15, 16)).header.status).toBe('out-of-memory');
    expect(classifyStop(new Error('wasm trap: x'), instance(2, 16)).header).toEqual({
      status: 'trapped',
      message: 'x',
    });
    expect(classifyStop(new GuestTrap('refused'), instance(16, 16)).header.status).toBe('trapped');
  });

  it('adds what was written to standard error, cut to the bound', () => {
    expect(classifyStop(new Error('x'), instance(1, 16, 'panicked at main\n')).header.message).toBe(
      'x; it wrote to standard error: panicked at main',
    );
    expect(
      classifyStop(new Error('y'.repeat(9999)), instance(1, 16)).header.message?.length,
    ).toBeLessThanOrEqual(4096);
  });

  it('names a stack overflow', () => {
    const deep = (): number => 1 + deep();
    let caught: unknown;
    try {
      deep();
    } catch (error) {
      caught = error;
    }
    expect(reasonOf(caught)).toBe('stack overflow');
  });
});
