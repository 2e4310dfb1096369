import { beforeAll, describe, expect, it } from 'vitest';
import { evaluateScript } from '../../src/executor/evaluate-script.ts';
import { jobOf, LOAD, MAKE } from './orders.ts';
import { preparedGuest } from './prepared-guest.ts';
import { runOrders, type OrderFrame } from './scripted-host.ts';

const body = new TextEncoder().encode('{"text":"three short words"}');
let prepared: Uint8Array;
beforeAll(async () => {
  prepared = await preparedGuest('words-c');
});

/** How often the glue ran, which is once for each new or renewed instance, after calls that are `gapMs` apart. */
function instancesAfter(calls: number, gapMs: number): number {
  let instances = 0;
  let asked = 0;
  const jobs = Array.from({ length: calls }, (_, index): OrderFrame => ({
    kind: 'job',
    id: index + 1,
    header: jobOf('count-words'),
    body,
  }));
  const orders: readonly OrderFrame[] = [
    { kind: 'load', id: 0, header: LOAD, body: prepared },
    { kind: 'make', id: 0, header: MAKE },
    ...jobs,
  ];
  const { messages } = runOrders(orders, undefined, {
    // Asked at the start and at the end of each call.
    now: () => Math.floor(asked++ / 2) * gapMs,
    code: {
      limitMemory: () => {},
      evaluate(name, source, code) {
        const value = evaluateScript(name, source, code);
        if (typeof value !== 'function' || name !== 'script') return value;
        return (...args: unknown[]): unknown => {
          instances += 1;
          return Reflect.apply(value, undefined, args);
        };
      },
    },
  });
  expect(messages.filter(({ kind }) => kind === 'result')).toHaveLength(calls);
  return instances;
}

describe('runExecutor', () => {
  it('puts an instance back at once after calls that are close to each other, the first one not among them', () => {
    const made = instancesAfter(1, 0);
    expect(instancesAfter(4, 1)).toBe(made + 4);
  });

  it('leaves that to the next order or call where calls are apart', () => {
    const made = instancesAfter(1, 0);
    expect(instancesAfter(4, 3)).toBe(made + 3);
  });
});
