import { isJsonObject } from '@kami/types';
import type { Accepted, Shape } from './shape.ts';

/** Shapes by key. */
export interface ShapeTable {
  readonly [key: string]: Shape<unknown>;
}

/** The object type that two tables of shapes describe. */
export type AcceptedFields<R extends ShapeTable, O extends ShapeTable> = {
  readonly [K in keyof R]: Accepted<R[K]>;
} & { readonly [K in keyof O]?: Accepted<O[K]> };

/** An object with exactly these own keys: all of `required`, any of `optional`, and no other. */
export function fields<R extends ShapeTable, O extends ShapeTable = Record<never, never>>(
  required: R,
  optional?: O,
): Shape<AcceptedFields<R, O>> {
  const needed = Object.keys(required);
  const shapes = new Map<string, Shape<unknown>>([
    ...Object.entries(required),
    ...Object.entries(optional ?? {}),
  ]);
  return {
    check: (value) => {
      if (!isJsonObject(value)) return 'expected an object';
      const missing = needed.find((key) => !Object.hasOwn(value, key));
      if (missing !== undefined) return `${missing} is missing`;
      for (const key of Object.keys(value)) {
        const shape = shapes.get(key);
        if (shape === undefined) return `unknown key ${quoteKey(key)}`;
        const problem = shape.check(value[key]);
        if (problem !== undefined) return `${key}: ${problem}`;
      }
      return undefined;
    },
  };
}

/** An array of at most `maxLength` elements of one shape. */
export function list<T>(element: Shape<T>, maxLength: number): Shape<readonly T[]> {
  return {
    check: (value) => {
      if (!Array.isArray(value)) return 'expected an array';
      if (value.length > maxLength) return `over ${maxLength} elements`;
      for (let i = 0; i < value.length; i++) {
        const problem = element.check(value[i]);
        if (problem !== undefined) return `[${i}]: ${problem}`;
      }
      return undefined;
    },
  };
}

/** An array of exactly two elements. */
export function pair<A, B>(first: Shape<A>, second: Shape<B>): Shape<readonly [A, B]> {
  return {
    check: (value) => {
      if (!Array.isArray(value) || value.length !== 2) return 'expected an array of two';
      const problem = first.check(value[0]);
      if (problem !== undefined) return `[0]: ${problem}`;
      const other = second.check(value[1]);
      return other === undefined ? undefined : `[1]: ${other}`;
    },
  };
}

/** What either of two shapes lets through; the second one's complaint is reported. */
export function either<A, B>(first: Shape<A>, second: Shape<B>): Shape<A | B> {
  return { check: (value) => (first.check(value) === undefined ? undefined : second.check(value)) };
}

/** An object whose own key `tag` selects its shape. */
export function tagged<T extends ShapeTable>(tag: string, cases: T): Shape<Accepted<T[keyof T]>> {
  const shapes = new Map<unknown, Shape<unknown>>(Object.entries(cases));
  return {
    check: (value) => {
      if (!isJsonObject(value)) return 'expected an object';
      const shape = Object.hasOwn(value, tag) ? shapes.get(value[tag]) : undefined;
      return shape === undefined ? `unknown ${tag}` : shape.check(value);
    },
  };
}

/** A shape with one more rule, which sees only values that fit. */
export function refine<T>(shape: Shape<T>, rule: (value: T) => string | undefined): Shape<T> {
  return {
    check: (value) => {
      let problem: string | undefined;
      const fits = (candidate: unknown): candidate is T => {
        problem = shape.check(candidate);
        return problem === undefined;
      };
      return fits(value) ? rule(value) : problem;
    },
  };
}

function quoteKey(key: string): string {
  return JSON.stringify(key.slice(0, 40));
}
