import fc from 'fast-check';
import type { FsCall, HostCall, HttpCall, OnewayCall } from '../../src/index.ts';

const handle = fc.nat({ max: 0xffff_ffff });
const path = fc.string({ unit: 'grapheme', maxLength: 40 });
const size = fc.maxSafeNat();
const u64 = fc.bigInt(0n, 2n ** 64n - 1n).map(String);
const moment = fc.oneof(fc.constant('now'), u64);
const token = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,20}$/);
const latin1 = fc.stringMatching(/^[\t\x20-\x7e\x80-\xff]{0,30}$/);
const flags = fc.record({
  create: fc.boolean(),
  exclusive: fc.boolean(),
  truncate: fc.boolean(),
  directory: fc.boolean(),
  write: fc.boolean(),
  followLinks: fc.boolean(),
});
const op = <const T extends string>(name: T): fc.Arbitrary<T> => fc.constant(name);

type Arbitraries<C extends { readonly op: string }> = {
  readonly [Op in C['op']]: fc.Arbitrary<Extract<C, { readonly op: Op }>>;
};

const fsCalls: Arbitraries<FsCall> = {
  'fs.open': fc.record({ op: op('fs.open'), handle, path, flags }),
  'fs.read': fc.record({ op: op('fs.read'), handle, offset: size, length: fc.nat({ max: 1_048_576 }) }),
  'fs.write': fc.record({ op: op('fs.write'), handle, offset: fc.oneof(size, fc.constant('end' as const)) }),
  'fs.stat': fc.record({ op: op('fs.stat'), handle }),
  'fs.stat-at': fc.record({ op: op('fs.stat-at'), handle, path, followLinks: fc.boolean() }),
  'fs.list': fc.record({ op: op('fs.list'), handle }),
  'fs.make-directory': fc.record({ op: op('fs.make-directory'), handle, path }),
  'fs.remove': fc.record({ op: op('fs.remove'), handle, path, directory: fc.boolean() }),
  'fs.rename': fc.record({ op: op('fs.rename'), handle, path, toHandle: handle, toPath: path }),
  'fs.read-link': fc.record({ op: op('fs.read-link'), handle, path }),
  'fs.set-size': fc.record({ op: op('fs.set-size'), handle, size }),
  'fs.set-times': fc.record(
    { op: op('fs.set-times'), handle, followLinks: fc.boolean(), path, accessed: moment, modified: moment },
    { requiredKeys: ['op', 'handle', 'followLinks'] },
  ),
  'fs.sync': fc.record({ op: op('fs.sync'), handle }),
};

const millis = fc.nat({ max: 2_147_483_647 });
const httpCalls: Arbitraries<HttpCall> = {
  'http.start': fc.record(
    {
      op: op('http.start'),
      method: token,
      url: fc.webUrl(),
      headers: fc.array(fc.tuple(token, latin1), { maxLength: 5 }),
      body: fc.constantFrom('none', 'whole', 'stream'),
      connectTimeoutMs: millis,
      firstByteTimeoutMs: millis,
      betweenBytesTimeoutMs: millis,
    },
    { requiredKeys: ['op', 'method', 'url', 'headers', 'body'] },
  ),
  'http.body': fc.record({ op: op('http.body'), handle, end: fc.boolean() }),
  'http.next': fc.record({ op: op('http.next'), handle, max: fc.integer({ min: 1, max: 1_048_576 }) }),
};

/** Any well-formed host call, every operation among them. */
export const hostCall: fc.Arbitrary<HostCall> = fc.oneof(
  ...Object.values(fsCalls),
  ...Object.values(httpCalls),
  fc.record(
    { op: op('wait'), handles: fc.array(handle), untilNanos: u64 },
    { requiredKeys: ['op', 'handles'] },
  ),
  fc.record({ op: op('cancelled') }),
  fc.record({ op: op('secret'), name: path }),
  fc.record({ op: op('denied'), capability: fc.constantFrom('sockets', 'files'), detail: path }),
);

const amount = fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }).map((n) => n + 0);

/** Any well-formed call without an answer, every operation among them. */
export const onewayCall: fc.Arbitrary<OnewayCall> = fc.oneof(
  fc.record(
    {
      op: op('log'),
      level: fc.constantFrom('debug', 'info', 'notice', 'warning', 'error', 'critical', 'alert', 'emergency'),
      message: path,
      data: path,
    },
    { requiredKeys: ['op', 'level', 'message'] },
  ),
  fc.record(
    { op: op('progress'), done: amount, total: amount, message: path },
    { requiredKeys: ['op', 'done'] },
  ),
  fc.record({ op: op('output'), stream: fc.constantFrom('stdout', 'stderr') }),
  fc.record({ op: op('drop'), handles: fc.array(handle) }),
  fc.record(
    { op: op('notify'), what: fc.constantFrom('tools', 'resources', 'prompts'), uri: path },
    { requiredKeys: ['op', 'what'] },
  ),
);
