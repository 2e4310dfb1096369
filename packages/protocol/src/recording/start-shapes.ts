import {
  parseDigest,
  type Digest,
  type NetRule,
  type Permission,
  type ResourceLimits,
  type SecretGrant,
} from '@kami/types';
import { either, fields, list, pair } from '../parse/composite-shapes.ts';
import { bool, finite, integer, literal, oneOf, pattern, text } from '../parse/scalar-shapes.ts';
import type { Shape } from '../parse/shape.ts';
import { handle } from '../host-call/fs-shapes.ts';
import { JOB_ACTIONS, type JobHeader, type LoadHeader, type MakeHeader } from '../executor/messages.ts';
import type { ExecutionHost, StartFrame } from './recorded-call.ts';
import { wireTime } from './reply-shapes.ts';

const MAX_VARIABLES = 1024;
const MAX_VARIABLE_BYTES = 131_072;
const MAX_FOLDERS = 64;
const name = text(256);
const seed = pattern(/^[0-9a-f]{64}$/, 64, '64 hex digits');
const variables = list(pair(text(MAX_VARIABLE_BYTES), text(MAX_VARIABLE_BYTES)), MAX_VARIABLES);

/** SHA-256 in hex. */
const digest: Shape<Digest> = {
  check: (value) => (typeof value === 'string' && parseDigest(value).ok ? undefined : 'expected a SHA-256'),
};
const host: Shape<ExecutionHost> = fields({ engine: name, executor: digest, node: name, architecture: name });
const load: Shape<LoadHeader> = fields({
  environment: variables,
  configuration: variables,
  preopens: list(fields({ guestPath: text(4096), handle, writable: bool }), MAX_FOLDERS),
  maxMemoryPages: integer(1, 65_536),
});
const rule: Shape<NetRule> = fields({
  methods: list(name, MAX_VARIABLES),
  scheme: oneOf(['http', 'https']),
  host: name,
  subdomains: bool,
  port: integer(1, 65_535),
});
const secret: Shape<SecretGrant> = either(
  fields({ use: literal('read'), name }),
  fields(
    { use: literal('header'), name, scheme: oneOf(['http', 'https']), host: name, port: integer(1, 65_535) },
    { header: name },
  ),
);
const permission: Shape<Permission> = fields(
  {
    net: list(rule, MAX_VARIABLES),
    mounts: list(fields({ name, hostPath: text(4096), mode: oneOf(['ro', 'rw']) }), MAX_FOLDERS),
    privateFolder: bool,
    env: list(name, MAX_VARIABLES),
  },
  { secrets: list(secret, MAX_VARIABLES) },
);
const limit = integer(1, Number.MAX_SAFE_INTEGER);
const limits: Shape<ResourceLimits> = fields({
  maxMemoryMb: limit,
  maxExecutionMs: limit,
  maxOutputKb: limit,
  maxStorageMb: limit,
  maxConcurrency: limit,
});
const make: Shape<MakeHeader> = fields({ seed, time: wireTime });
const job: Shape<JobHeader> = fields({
  action: oneOf(JOB_ACTIONS),
  tool: name,
  callId: name,
  traceparent: name,
  deadlineMs: finite(0, Number.MAX_SAFE_INTEGER),
  maxOutputBytes: integer(0, Number.MAX_SAFE_INTEGER),
  client: list(oneOf(['form', 'url', 'sampling', 'roots', 'logging', 'progress']), 16),
  seed,
  time: wireTime,
  structured: bool,
});

/** The start frame without its bytes. */
export const START: Shape<Omit<StartFrame, 'args'>> = fields(
  {
    host,
    component: digest,
    prepared: digest,
    permission,
    limits,
    load,
    job,
  },
  { make },
);
