/** Version of what `kami test-host` and the SDK's testing half say to each other; a test host of another one is refused. */
export const TEST_HOST_VERSION = 1;

/** Longest line to a test host, in bytes: the largest arguments, several times over. */
export const MAX_TEST_REQUEST_BYTES: number = 16 * 1024 * 1024;
