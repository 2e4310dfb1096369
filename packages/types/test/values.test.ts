import { describe, expect, it } from 'vitest';
import {
  DEFAULT_LIMITS,
  ERROR_BLAME,
  err,
  EVENT_SCHEMA_VERSION,
  EVENT_TYPES,
  isJsonObject,
  kamiError,
  LIMIT_RANGES,
  NO_PERMISSION,
  ok,
} from '@kami/types';

describe('ok and err', () => {
  it('wrap a value and an error', () => {
    expect(ok(1)).toEqual({ ok: true, value: 1 });
    expect(err('x')).toEqual({ ok: false, error: 'x' });
  });
});

describe('kamiError', () => {
  it('takes the blame from the code', () => {
    expect(kamiError('KAMI_DENIED', 'no', { hint: 'grant it' })).toEqual({
      code: 'KAMI_DENIED',
      message: 'no',
      blame: 'policy',
      hint: 'grant it',
    });
    expect(kamiError('KAMI_INTERNAL', 'x')).toEqual({ code: 'KAMI_INTERNAL', message: 'x', blame: 'system' });
  });
});

describe('isJsonObject', () => {
  it.each([
    [{}, true],
    [Object.create(null), true],
    [[], false],
    [null, false],
    ['x', false],
    [undefined, false],
  ])('%j: %s', (value, expected) => {
    expect(isJsonObject(value)).toBe(expected);
  });
});

describe('pins', () => {
  it('error codes with whom they blame', () => {
    expect(ERROR_BLAME).toEqual({
      KAMI_USAGE: 'user',
      KAMI_ARGUMENT_INVALID: 'user',
      KAMI_TOOL_UNKNOWN: 'user',
      KAMI_RESOURCE_UNKNOWN: 'user',
      KAMI_PROMPT_UNKNOWN: 'user',
      KAMI_MANIFEST_INVALID: 'user',
      KAMI_COMPONENT_INVALID: 'user',
      KAMI_IMPORT_UNKNOWN: 'user',
      KAMI_TYPE_UNSUPPORTED: 'user',
      KAMI_BUILD_FAILED: 'user',
      KAMI_NAME_TAKEN: 'user',
      KAMI_CONFIG_INVALID: 'user',
      KAMI_SOURCE_UNREADABLE: 'user',
      KAMI_SOURCE_REFUSED: 'policy',
      KAMI_TOOL_FAILED: 'tool',
      KAMI_TOOL_TRAPPED: 'tool',
      KAMI_TOOL_RESULT_INVALID: 'tool',
      KAMI_TOOL_BROKEN: 'tool',
      KAMI_DENIED: 'policy',
      KAMI_LOCK_MISMATCH: 'policy',
      KAMI_TOOL_HELD: 'policy',
      KAMI_SIGNATURE_REFUSED: 'policy',
      KAMI_DEADLINE_EXCEEDED: 'limit',
      KAMI_MEMORY_EXCEEDED: 'limit',
      KAMI_OUTPUT_TOO_LARGE: 'limit',
      KAMI_QUEUE_FULL: 'limit',
      KAMI_CANCELLED: 'user',
      KAMI_STOPPING: 'system',
      KAMI_CONFLICT: 'system',
      KAMI_EXECUTOR_FAULT: 'system',
      KAMI_WALL_MISSING: 'system',
      KAMI_STORE_CORRUPT: 'system',
      KAMI_STORE_NEWER: 'system',
      KAMI_STORE_FAILED: 'system',
      KAMI_HOME_UNUSABLE: 'system',
      KAMI_SECRETS_UNUSABLE: 'system',
      KAMI_NETWORK_FAILED: 'system',
      KAMI_INTERNAL: 'system',
    });
  });
  it('event types', () => {
    expect(EVENT_SCHEMA_VERSION).toBe(1);
    expect(EVENT_TYPES).toEqual([
      'intent.received',
      'gate.schema',
      'gate.grant',
      'gate.policy',
      'call.queued',
      'dataplane.dispatched',
      'dataplane.running',
      'artifact.delivered',
      'call.failed',
      'call.denied',
      'call.timed-out',
      'call.cancelled',
      'call.parked',
      'capability.denied',
      'capability.allowed',
      'executor.killed',
      'install.manifest',
      'install.assets',
      'install.logic',
      'install.heartbeat',
      'tool.installed',
      'tool.prepared',
      'tool.approved',
      'tool.rolled-back',
      'tool.granted',
      'tool.revoked',
      'tool.removed',
      'secret.set',
      'secret.removed',
      'secret.failed',
      'token.created',
      'token.revoked',
      'store.collected',
      'home.restored',
      'log.shredded',
    ]);
  });
  it('limits: defaults and maxima', () => {
    expect(DEFAULT_LIMITS).toEqual({
      maxMemoryMb: 64,
      maxExecutionMs: 5000,
      maxOutputKb: 1024,
      maxStorageMb: 64,
      maxConcurrency: 4,
    });
    expect(Object.entries(LIMIT_RANGES).map(([key, { maximum }]) => [key, maximum])).toEqual([
      ['maxMemoryMb', 4096],
      ['maxExecutionMs', 600_000],
      ['maxOutputKb', 65_536],
      ['maxStorageMb', 10_240],
      ['maxConcurrency', 64],
    ]);
  });
  it('the permission that allows nothing', () => {
    expect(NO_PERMISSION).toEqual({ net: [], mounts: [], privateFolder: false, env: [] });
  });
});
