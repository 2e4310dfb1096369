import { ERROR_BLAME } from '@kami/types';
import { expect, it } from 'vitest';
import { EXIT_CODES } from '../../src/output/exit-code.ts';

it('pins the exit code of every error code', () => {
  expect(EXIT_CODES).toEqual({
    KAMI_USAGE: 2,
    KAMI_ARGUMENT_INVALID: 2,
    KAMI_TOOL_UNKNOWN: 2,
    KAMI_MANIFEST_INVALID: 2,
    KAMI_COMPONENT_INVALID: 2,
    KAMI_IMPORT_UNKNOWN: 2,
    KAMI_TYPE_UNSUPPORTED: 2,
    KAMI_NAME_TAKEN: 2,
    KAMI_CONFIG_INVALID: 2,
    KAMI_SOURCE_UNREADABLE: 2,
    KAMI_TOOL_FAILED: 1,
    KAMI_TOOL_TRAPPED: 1,
    KAMI_TOOL_RESULT_INVALID: 1,
    KAMI_TOOL_BROKEN: 1,
    KAMI_DENIED: 3,
    KAMI_TOOL_HELD: 3,
    KAMI_DEADLINE_EXCEEDED: 4,
    KAMI_MEMORY_EXCEEDED: 4,
    KAMI_OUTPUT_TOO_LARGE: 4,
    KAMI_QUEUE_FULL: 4,
    KAMI_CANCELLED: 130,
    KAMI_STOPPING: 5,
    KAMI_CONFLICT: 5,
    KAMI_EXECUTOR_FAULT: 5,
    KAMI_STORE_CORRUPT: 5,
    KAMI_STORE_NEWER: 5,
    KAMI_STORE_FAILED: 5,
    KAMI_HOME_UNUSABLE: 5,
    KAMI_SECRETS_UNUSABLE: 5,
    KAMI_NETWORK_FAILED: 5,
    KAMI_INTERNAL: 5,
  });
  expect(Object.keys(EXIT_CODES).sort()).toEqual(Object.keys(ERROR_BLAME).sort());
});
