/** The fields of a JSON object, read one by one: what is not of its form ends the reading. */
export interface AnswerFields {
  text(key: string): string;
  optionalText(key: string): string | undefined;
  number(key: string): number;
  optionalNumber(key: string): number | undefined;
  flag(key: string): boolean;
  texts(key: string): readonly string[];
  object(key: string): AnswerFields;
  optionalObject(key: string): AnswerFields | undefined;
  objects(key: string): readonly AnswerFields[];
  /** A value of any form. */
  any(key: string): unknown;
  has(key: string): boolean;
  /** The whole as it came. */
  readonly whole: Readonly<Record<string, unknown>>;
}

/** Reads a value as an object. Throws a `TypeError` that names the place. */
export function readFields(value: unknown, at = 'answer'): AnswerFields {
  if (!isObject(value)) throw new TypeError(`${at} is no object`);
  const field = <T>(key: string, is: (found: unknown) => found is T, what: string): T => {
    const found = Object.hasOwn(value, key) ? value[key] : undefined;
    if (!is(found)) throw new TypeError(`${at}.${key} is no ${what}`);
    return found;
  };
  const has = (key: string): boolean => Object.hasOwn(value, key) && value[key] !== undefined;
  const fields: AnswerFields = {
    text: (key) => field(key, isText, 'text'),
    optionalText: (key) => (has(key) ? fields.text(key) : undefined),
    number: (key) => field(key, isNumber, 'number'),
    optionalNumber: (key) => (has(key) ? fields.number(key) : undefined),
    flag: (key) => field(key, isFlag, 'boolean'),
    texts: (key) => field(key, isTexts, 'list of texts'),
    object: (key) => readFields(field(key, isObject, 'object'), `${at}.${key}`),
    optionalObject: (key) => (has(key) ? fields.object(key) : undefined),
    objects: (key) =>
      field(key, isList, 'list').map((item, index) => readFields(item, `${at}.${key}[${index}]`)),
    any: (key) => (has(key) ? value[key] : undefined),
    has,
    whole: value,
  };
  return fields;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isFlag(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isText);
}
