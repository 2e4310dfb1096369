/*
 * Runs a list of calls of imported functions, and tells the outcome of each. A step is
 * `{call: "wasi:io/poll [method]pollable.block", args: [...], as: "name"}`, or `{drop: "name"}`. `as` names the result
 * or the error for later steps. In arguments `"$name.0"` stands for a part of an earlier result, `{"$big": "1"}` for a BigInt and `{"$text": "x"}` for bytes.
 */

/** Turns functions by interface into the two exports of a `json-tool`. */
export function stepsTool(name, interfaces) {
  const tool = { name, description: 'Calls imported functions.', inputSchema: { type: 'object' } };
  return {
    describe: () => JSON.stringify({ tools: [{ ...tool, outputSchema: { type: 'object' } }] }),
    call: (_name, argsJson) => {
      const { steps, given = {} } = JSON.parse(argsJson);
      const known = new Map(Object.entries(given));
      return JSON.stringify({ outcomes: steps.map((step) => runStep(interfaces, known, step)) });
    },
  };
}

function runStep(interfaces, known, { call, args = [], as, drop }) {
  if (drop !== undefined) {
    known.get(drop)[Symbol.dispose]();
    return { ok: null };
  }
  const [interfaceName, name] = call.split(' ');
  const run = findFunction(interfaces[interfaceName], name);
  const values = args.map((value) => decode(value, known));
  let value;
  try {
    value = run(...values);
  } catch (error) {
    const isObject = typeof error === 'object' && error !== null;
    const payload = isObject && 'payload' in error ? error.payload : error;
    known.set(as, payload);
    return payload === error && isObject && 'stack' in error
      ? { thrown: `${payload.name}: ${payload.message}` }
      : { err: encode(payload) };
  }
  if (as !== undefined) known.set(as, value);
  return { ok: encode(value) };
}

function findFunction(functions, name) {
  const parts = /^\[(\w+)\]([^.]+)\.?(.*)$/.exec(name);
  if (parts === null) return (...args) => functions[camel(name)](...args);
  const [, kind, resource, method] = parts;
  const type = functions[camel(`-${resource}`)];
  if (kind === 'constructor') return (...args) => new type(...args);
  if (kind === 'static') return (...args) => type[camel(method)](...args);
  return (self, ...args) => self[camel(method)](...args);
}

function camel(name) {
  return name.replace(/-([a-z0-9])/g, (_dash, letter) => letter.toUpperCase());
}

function decode(value, known) {
  if (typeof value === 'string' && value.startsWith('$')) {
    const [name, ...path] = value.slice(1).split('.');
    return path.reduce((from, key) => from[key], known.get(name));
  }
  if (value === null) return undefined;
  if (typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item) => decode(item, known));
  if (value.$big !== undefined) return BigInt(value.$big);
  if (value.$text !== undefined) return bytesOf(decode(value.$text, known));
  if (value.$join !== undefined) return value.$join.map((item) => decode(item, known)).join('');
  if (value.$zeroes !== undefined) return new Uint8Array(value.$zeroes);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decode(item, known)]));
}

function encode(value) {
  if (value === undefined || value === null) return null;
  if (typeof value === 'bigint') return { $big: String(value) };
  if (value?.BYTES_PER_ELEMENT === 1)
    return value.length > 256 ? { $length: value.length } : { $text: textOf(value) };
  if (typeof value !== 'object') return value;
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return Array.from(value, encode);
  const { constructor } = value;
  if (constructor !== undefined && constructor.name !== 'Object') return { $resource: true };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, encode(item)]));
}

/* One byte a character: the texts of the tests are ASCII, and random bytes come back as they are. */
function bytesOf(text) {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function textOf(bytes) {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}
