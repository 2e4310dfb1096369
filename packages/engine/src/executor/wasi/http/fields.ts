import type { WireHeader } from '@kami/protocol';
import { MAX_HEADER_VALUE_BYTES } from '@kami/protocol';
import { MAX_FIELDS, MAX_FIELDS_BYTES } from '../../budgets.ts';
import type { Guest } from '../../guest.ts';
import { GuestResource } from '../guest-resource.ts';
import { WIT_DONE, witErr, witOk, type WitResult } from '../wit-result.ts';
import { bytesOfLatin1, isFieldName, isFieldValue, isForbiddenField, latin1OfBytes } from './field-syntax.ts';

/** `wasi:http/types`, `header-error`. */
export interface HeaderError {
  readonly tag: 'invalid-syntax' | 'forbidden' | 'immutable';
}

type Entry = readonly [name: string, value: Uint8Array];

/** `wasi:http/types`, `fields`: a bounded list of header fields; names compare without case. */
export class Fields extends GuestResource {
  readonly #guest: Guest;
  #entries: Entry[] = [];
  #mutable = true;

  constructor(guest: Guest) {
    super(guest);
    this.#guest = guest;
  }

  /** Fields of a response, or of a request that was sent: they cannot be changed. */
  static immutable(guest: Guest, entries: readonly WireHeader[]): Fields {
    const fields = new Fields(guest);
    fields.#entries = entries.map(([name, value]) => [name, bytesOfLatin1(value)]);
    fields.#mutable = false;
    return fields;
  }

  /** `fields.from-list`. */
  static parse(guest: Guest, entries: readonly Entry[]): WitResult<Fields, HeaderError> {
    const fields = new Fields(guest);
    const changed = fields.#replace(() => false, entries);
    return changed.tag === 'ok' ? witOk(fields) : changed;
  }

  get(name: string): Uint8Array[] {
    return this.#entries.filter(isNamed(name)).map(([, value]) => value);
  }

  has(name: string): boolean {
    return this.#entries.some(isNamed(name));
  }

  set(name: string, values: readonly Uint8Array[]): WitResult<undefined, HeaderError> {
    return this.#replace(
      isNamed(name),
      values.map((value) => [name, value] as const),
      name,
    );
  }

  delete(name: string): WitResult<undefined, HeaderError> {
    return this.#replace(isNamed(name), [], name);
  }

  append(name: string, value: Uint8Array): WitResult<undefined, HeaderError> {
    return this.#replace(() => false, [[name, value]]);
  }

  entries(): Entry[] {
    return [...this.#entries];
  }

  clone(): Fields {
    const copy = new Fields(this.#guest);
    copy.#entries = [...this.#entries];
    return copy;
  }

  /** The same fields, not to be changed any more. */
  frozen(): Fields {
    const copy = this.clone();
    copy.#mutable = false;
    return copy;
  }

  /** The bytes of body that `content-length` announces; nothing where it is absent or no number. */
  contentLength(): number | undefined {
    const text = latin1OfBytes(this.get('content-length')[0] ?? new Uint8Array(0));
    return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
  }

  /** As the host takes them. */
  toWire(): WireHeader[] {
    return this.#entries.map(([name, value]) => [name, latin1OfBytes(value)]);
  }

  #replace(
    isOld: (entry: Entry) => boolean,
    added: readonly Entry[],
    ...names: string[]
  ): WitResult<undefined, HeaderError> {
    if (!this.#mutable) return witErr({ tag: 'immutable' });
    for (const name of [...names, ...added.map(([field]) => field)]) {
      if (!isFieldName(name)) return witErr({ tag: 'invalid-syntax' });
      if (isForbiddenField(name)) return witErr({ tag: 'forbidden' });
    }
    for (const [, value] of added) {
      if (value.length > MAX_HEADER_VALUE_BYTES || !isFieldValue(value))
        return witErr({ tag: 'invalid-syntax' });
    }
    const entries = [...this.#entries.filter((entry) => !isOld(entry)), ...added];
    const size = entries.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
    if (entries.length > MAX_FIELDS || size > MAX_FIELDS_BYTES) return witErr({ tag: 'forbidden' });
    this.#entries = entries;
    return WIT_DONE;
  }
}

function isNamed(name: string): (entry: Entry) => boolean {
  const wanted = name.toLowerCase();
  return ([field]) => field.toLowerCase() === wanted;
}
