import { Blob, File } from './blob.ts';
import type { SentBody } from './body-init.ts';
import { encodeMultipart } from './multipart.ts';

/** A value of a form: text or a file. */
export type FormValue = string | File;

/** The fields of a form (WHATWG XMLHttpRequest standard, section 4). As a body it is `multipart/form-data`. */
export class FormData {
  #fields: (readonly [string, FormValue])[] = [];

  constructor(form?: undefined) {
    if (form !== undefined) throw new TypeError('There are no documents here, and no forms in them');
  }

  append(name: string, value: string | Blob, fileName?: string): void {
    this.#fields.push([String(name), toValue(value, fileName)]);
  }

  /** Takes the place of the first field of this name; the others are dropped. */
  set(name: string, value: string | Blob, fileName?: string): void {
    const field = [String(name), toValue(value, fileName)] as const;
    const at = this.#fields.findIndex(([there]) => there === field[0]);
    if (at === -1) this.#fields.push(field);
    else
      this.#fields = this.#fields.flatMap((one, index) =>
        index === at ? [field] : one[0] === field[0] ? [] : [one],
      );
  }

  get(name: string): FormValue | null {
    return this.#fields.find(([there]) => there === name)?.[1] ?? null;
  }

  getAll(name: string): FormValue[] {
    return this.#fields.filter(([there]) => there === name).map(([, value]) => value);
  }

  has(name: string): boolean {
    return this.#fields.some(([there]) => there === name);
  }

  delete(name: string): void {
    this.#fields = this.#fields.filter(([there]) => there !== name);
  }

  *entries(): Generator<[string, FormValue], void, void> {
    for (const [name, value] of this.#fields) yield [name, value];
  }

  *keys(): Generator<string, void, void> {
    for (const [name] of this.#fields) yield name;
  }

  *values(): Generator<FormValue, void, void> {
    for (const [, value] of this.#fields) yield value;
  }

  forEach(visit: (value: FormValue, name: string, form: FormData) => void, self?: unknown): void {
    for (const [name, value] of this.#fields) Reflect.apply(visit, self, [value, name, this]);
  }

  [Symbol.iterator](): Generator<[string, FormValue], void, void> {
    return this.entries();
  }

  '~body'(): SentBody {
    return encodeMultipart(this.#fields);
  }

  get [Symbol.toStringTag](): string {
    return 'FormData';
  }
}

function toValue(value: string | Blob, fileName: string | undefined): FormValue {
  if (!(value instanceof Blob)) {
    if (fileName !== undefined) throw new TypeError('Only a Blob has the name of a file');
    return String(value);
  }
  if (value instanceof File && fileName === undefined) return value;
  return new File([value], fileName ?? 'blob', { type: value.type });
}
