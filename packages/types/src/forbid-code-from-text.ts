/**
 * Threat: text of a model, a client or a tool reaches something that makes code of it. Rule: nothing in this process does:
 * `eval` and the constructors of functions throw, by whatever way they are reached.
 *
 * V8's own flag (`--disallow-code-generation-from-strings`) does the same, but is part of what compiled code is made for:
 * under it Node leaves aside the code compiled for its own modules, and each command takes 22 ms more (measured). Source of
 * the technique: Endo's SES, `tameFunctionConstructors`.
 */

/** Forbids it for the rest of this thread's life. A second call changes nothing. */
export function forbidCodeFromText(): void {
  forbidConstructor(async () => Promise.resolve());
  forbidConstructor(function* generator() {});
  forbidConstructor(async function* generator() {});
  fix(
    globalThis,
    'Function',
    forbidConstructor(() => undefined),
  );
  fix(globalThis, 'eval', refuse);
}

/** Puts a constructor that throws in the place of the one that makes functions of this kind, and gives it. */
function forbidConstructor(like: object): object {
  const kind: unknown = Object.getPrototypeOf(like);
  const forbidden = function forbidden(): never {
    return refuse();
  };
  Object.defineProperty(forbidden, 'name', { value: like.constructor.name });
  // So that `instanceof` goes on telling functions from other things.
  Object.defineProperty(forbidden, 'prototype', { value: kind, writable: false });
  if (typeof kind === 'object' || typeof kind === 'function') fix(kind, 'constructor', forbidden);
  return forbidden;
}

function fix(holder: object | null, name: string, value: object): void {
  if (holder === null || Object.getOwnPropertyDescriptor(holder, name)?.configurable === false) return;
  Object.defineProperty(holder, name, { value, writable: false, enumerable: false, configurable: false });
}

/** What V8 says under its flag. */
function refuse(): never {
  throw new EvalError('Code generation from strings disallowed for this context');
}
