/** Who has to act when an error of a code appears. */
export type Blame = 'user' | 'tool' | 'policy' | 'limit' | 'system';

/**
 * Every error code of KAMI with whom it blames. The set is closed: each edge (exit code, JSON-RPC
 * code) maps all of them by type, so a new code does not compile until it is mapped.
 */
export const ERROR_BLAME = {
  /** The command line or a request is not of the form that is asked for. */
  KAMI_USAGE: 'user',
  /** Arguments do not fit the tool's input schema; the message names path and expectation. */
  KAMI_ARGUMENT_INVALID: 'user',
  /** No installed tool has this name or id. */
  KAMI_TOOL_UNKNOWN: 'user',
  /** No tool that the caller may see has this resource. */
  KAMI_RESOURCE_UNKNOWN: 'user',
  /** No tool that the caller may see has this prompt. */
  KAMI_PROMPT_UNKNOWN: 'user',
  /**
   * `tool.toml` is missing, or is no TOML or breaks a rule, as `kami.toml` and `kami.lock` may; data has `line`, `column`,
   * `field`.
   */
  KAMI_MANIFEST_INVALID: 'user',
  /** The bytes are no WebAssembly component, or one that KAMI refuses. */
  KAMI_COMPONENT_INVALID: 'user',
  /** The component imports an interface that KAMI does not offer. */
  KAMI_IMPORT_UNKNOWN: 'user',
  /** An exported function has a type that a tool cannot have (resources, streams, futures). */
  KAMI_TYPE_UNSUPPORTED: 'user',
  /** The command that builds a tool failed, or what it made is not what `tool.toml` says. */
  KAMI_BUILD_FAILED: 'user',
  /** Another tool has this name. */
  KAMI_NAME_TAKEN: 'user',
  /** A setting is unknown or has a wrong value; data has `key` and `source`. */
  KAMI_CONFIG_INVALID: 'user',
  /** The file, folder or address given does not exist or cannot be read. */
  KAMI_SOURCE_UNREADABLE: 'user',
  /** What a source gave is not what was asked for or promised: another digest or size, or an archive that KAMI refuses. */
  KAMI_SOURCE_REFUSED: 'policy',
  /** The tool answered that it failed. */
  KAMI_TOOL_FAILED: 'tool',
  /** The component trapped: unreachable code, out-of-bounds access, stack overflow. */
  KAMI_TOOL_TRAPPED: 'tool',
  /** The tool's answer is not of the form its world or its output schema promises. */
  KAMI_TOOL_RESULT_INVALID: 'tool',
  /** The tool cannot be started: its initialisation traps, loops or fails. */
  KAMI_TOOL_BROKEN: 'tool',
  /** The tool was not granted what it tried to use; the hint has the command that grants it. */
  KAMI_DENIED: 'policy',
  /** What `kami.toml` declares, or what its source gives, is not what `kami.lock` has; the message names the difference. */
  KAMI_LOCK_MISMATCH: 'policy',
  /** The tool is installed and waits for approval. */
  KAMI_TOOL_HELD: 'policy',
  /** Nobody whom the policy for the tool's source accepts signed it; data has `source` and, where one matched, `rule`. */
  KAMI_SIGNATURE_REFUSED: 'policy',
  /** The call ran into its deadline and was killed. */
  KAMI_DEADLINE_EXCEEDED: 'limit',
  /** The call needed more memory than it may have. */
  KAMI_MEMORY_EXCEEDED: 'limit',
  /** The answer is larger than the tool's output limit. */
  KAMI_OUTPUT_TOO_LARGE: 'limit',
  /** Too many calls are waiting already. */
  KAMI_QUEUE_FULL: 'limit',
  /** The caller withdrew the call. */
  KAMI_CANCELLED: 'user',
  /** KAMI is ending: it starts no more calls, and those that take too long to end are ended. */
  KAMI_STOPPING: 'system',
  /** Another process changed what a change was decided on; nothing was changed. */
  KAMI_CONFLICT: 'system',
  /** The executor process broke the protocol, failed its self-test or died. */
  KAMI_EXECUTOR_FAULT: 'system',
  /** A wall that the configuration requires does not stand on this system; data has `wall`. */
  KAMI_WALL_MISSING: 'system',
  /** The database or a stored file is damaged. */
  KAMI_STORE_CORRUPT: 'system',
  /** The database was written by a newer KAMI. */
  KAMI_STORE_NEWER: 'system',
  /** The database cannot be read or written (locked, full disk, read-only). */
  KAMI_STORE_FAILED: 'system',
  /** The home folder cannot be made or used. */
  KAMI_HOME_UNUSABLE: 'system',
  /** Secrets cannot be read or kept: no keyring, or files that others may read. */
  KAMI_SECRETS_UNUSABLE: 'system',
  /** A network operation of KAMI itself failed. */
  KAMI_NETWORK_FAILED: 'system',
  /** A defect of KAMI. */
  KAMI_INTERNAL: 'system',
} as const;

/** A code of {@link ERROR_BLAME}. */
export type KamiErrorCode = keyof typeof ERROR_BLAME;
