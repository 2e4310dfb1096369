/** One thing that the web platform does, and a small program that fails where it is not so. */
export interface Behaviour {
  /** The standard and its section. */
  readonly section: string;
  readonly says: string;
  readonly program: () => unknown;
}

/** Behaviours of one section. */
export function behaviours(section: string, programs: Readonly<Record<string, () => unknown>>): Behaviour[] {
  return Object.entries(programs).map(([says, program]) => ({ section, says, program }));
}

/** Fails unless two values have the same JSON; `undefined` is told from `null`. */
export function same(actual: unknown, expected: unknown): void {
  const [left, right] = [actual, expected].map((value) =>
    JSON.stringify(value, (_, part: unknown) => (part === undefined ? '(undefined)' : part)),
  );
  if (left !== right) throw new Error(`got ${left}, not ${right}`);
}

/** Fails unless the function throws an error with this name. */
export function throws(name: string, run: () => unknown): void {
  try {
    run();
  } catch (error) {
    same(nameOf(error), name);
    return;
  }
  throw new Error(`threw nothing, not ${name}`);
}

/** Fails unless the promise is rejected with an error of this name. */
export async function rejects(name: string, run: () => Promise<unknown>): Promise<void> {
  let value: unknown;
  try {
    value = await run();
  } catch (error) {
    same(nameOf(error), name);
    return;
  }
  throw new Error(`gave ${String(value)}, not ${name}`);
}

/** An instance made of what its type does not allow. */
export function construct<T>(Class: new (...given: never[]) => T, ...given: unknown[]): T {
  const made: unknown = Reflect.construct(Class, given);
  if (!(made instanceof Class)) throw new Error('The constructor made something else');
  return made;
}

/** Calls a method of an object with what its type does not allow. */
export function invoke(object: object, name: string, ...given: unknown[]): unknown {
  const method: unknown = Reflect.get(object, name);
  if (typeof method !== 'function') throw new Error(`There is no ${name}`);
  return Reflect.apply(method, object, given);
}

/** Everything that a stream gives. */
export async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const seen: T[] = [];
  for await (const chunk of stream) seen.push(chunk);
  return seen;
}

/** The parts of a body. */
export function partsOf(body: AsyncIterable<Uint8Array> | null): Promise<Uint8Array[]> {
  if (body === null) throw new Error('There is no body');
  return all(body);
}

/** Bytes as text. */
export function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** Bytes as numbers. */
export function numbers(bytes: ArrayBuffer | Uint8Array): number[] {
  return [...new Uint8Array(bytes)];
}

function nameOf(error: unknown): unknown {
  return error instanceof Error ? error.name : error;
}
