/** A token (RFC 9110, section 5.6.2). */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Bytes as characters, without what would end a field early. */
const VALUE = /^[^\0\r\n\u0100-\uffff]*$/;
const OUTER_SPACE = /^[\t\n\r ]+|[\t\n\r ]+$/g;
const COOKIE = 'set-cookie';

/**
 * Header fields by the Fetch standard: names without regard to letter case, several values of one name joined by a comma
 * (`set-cookie` apart), sorted by name. Throws `TypeError` for a name or value that no field can have.
 */
export class Headers {
  readonly #fields = new Map<string, string[]>();

  constructor(init: HeadersInit = []) {
    if (init === null || typeof init !== 'object')
      throw new TypeError('Headers are made of an object or of pairs');
    const pairs: Iterable<readonly string[]> = Symbol.iterator in init ? init : Object.entries(init);
    for (const [name, value, ...rest] of pairs) {
      if (name === undefined || value === undefined || rest.length > 0)
        throw new TypeError('A header field is a pair of name and value');
      this.append(name, value);
    }
  }

  get(name: string): string | null {
    return this.#fields.get(nameOf(name))?.join(', ') ?? null;
  }

  /** Every value of `set-cookie`. */
  getSetCookie(): string[] {
    return [...(this.#fields.get(COOKIE) ?? [])];
  }

  has(name: string): boolean {
    return this.#fields.has(nameOf(name));
  }

  set(name: string, value: string): void {
    this.#fields.set(nameOf(name), [valueOf(value)]);
  }

  /** Adds a value. */
  append(name: string, value: string): void {
    const lower = nameOf(name);
    const values = this.#fields.get(lower);
    if (values === undefined) this.#fields.set(lower, [valueOf(value)]);
    else values.push(valueOf(value));
  }

  delete(name: string): void {
    this.#fields.delete(nameOf(name));
  }

  *entries(): Generator<[string, string], void, void> {
    for (const name of [...this.#fields.keys()].sort()) {
      const values = this.#fields.get(name) ?? [];
      if (name === COOKIE) for (const value of values) yield [name, value];
      else yield [name, values.join(', ')];
    }
  }

  *keys(): Generator<string, void, void> {
    for (const [name] of this.entries()) yield name;
  }

  *values(): Generator<string, void, void> {
    for (const [, value] of this.entries()) yield value;
  }

  forEach(visit: (value: string, name: string, headers: Headers) => void, self?: unknown): void {
    for (const [name, value] of this.entries()) Reflect.apply(visit, self, [value, name, this]);
  }

  get [Symbol.toStringTag](): string {
    return 'Headers';
  }

  [Symbol.iterator](): Generator<[string, string], void, void> {
    return this.entries();
  }
}

/** What headers can be made of. */
export type HeadersInit = Iterable<readonly [string, string]> | Readonly<Record<string, string>>;

function nameOf(name: string): string {
  const text = String(name);
  if (!NAME.test(text)) throw new TypeError(`${JSON.stringify(text)} is no name of a header field`);
  return text.toLowerCase();
}

function valueOf(value: string): string {
  const text = String(value).replace(OUTER_SPACE, '');
  if (!VALUE.test(text)) throw new TypeError('A header field has a value that it cannot carry');
  return text;
}
