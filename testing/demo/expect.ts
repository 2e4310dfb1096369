import { deepStrictEqual } from 'node:assert/strict';
import type { Narrator } from './narrator.ts';

/** Checks answers and says what was checked; throws when one is wrong. */
export interface Expect {
  equal(what: string, found: unknown, expected: unknown): void;
  holds(what: string, text: string, part: string): void;
}

/** Makes the checks of a demonstration. */
export function createExpect(narrator: Narrator): Expect {
  return {
    equal(what, found, expected) {
      deepStrictEqual(found, expected, what);
      narrator.check(what);
    },
    holds(what, text, part) {
      if (!text.includes(part)) throw new Error(`${what}: ${JSON.stringify(part)} is not in\n${text}`);
      narrator.check(what);
    },
  };
}

/** Reads a property of parsed JSON by its path. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}
