import { MAX_FRAME_BODY } from '@kami/protocol';

/** Milliseconds from spawn to `ready`: a process that cannot pass its self-test must not hold up a start for ever. */
export const SELF_TEST_DEADLINE_MS = 10_000;

/**
 * Milliseconds from the end of the pipe to the kill of a process behind bubblewrap: one that ended is reported by bubblewrap
 * within some of them; one that closed its pipe to live on unheard has no longer.
 */
export const PIPE_GRACE_MS = 100;

/**
 * Milliseconds from the end of bubblewrap to when its sandbox is taken for gone, should a pipe of it stay open: what stands
 * in its place may be no bubblewrap.
 */
export const SANDBOX_END_MS = 1000;

/**
 * Milliseconds that a deadline stands still for all questions of a call at the very most: who asks ends them
 * before, and this ends a process that goes on working behind a question when the main loop is late, or asks without end
 * what is refused at once.
 */
export const MAX_PARK_MS: number = 11 * 60_000;

/** Milliseconds between the withdrawal of a call and the kill: in them the guest may see that it is cancelled. */
export const CANCEL_GRACE_MS = 200;

/** Body of one host call: a full write plus room for framing; a larger one would make the host allocate for the guest. */
export const MAX_CALL_BODY: number = MAX_FRAME_BODY + 64 * 1024;

/**
 * Bytes of answers that may lie unread when the next host call comes. An executor reads each answer before it calls
 * again, so that nothing lies there but what the system still counts; one that does not makes the host keep them all.
 */
export const MAX_UNREAD_ANSWERS: number = 256 * 1024;

/** Body of one one-way call: enough for a page of output, too little to fill the host's memory by flooding. */
export const MAX_ONEWAY_BODY: number = 64 * 1024;

/** Bytes that a result may have beside the tool's output: the JSON around it. */
export const RESULT_SLACK: number = 64 * 1024;

/** One-way calls in one exchange, before those that its host calls add: a flood of empty ones keeps the main loop busy. */
export const MAX_ONEWAY_COUNT = 20_000;

/** One-way calls that each host call adds to {@link MAX_ONEWAY_COUNT}: a host call is paced by the host's answer. */
export const ONEWAY_PER_CALL = 4;

/** Bytes of all one-way calls in one exchange, headers included: a flood of output or log fills memory and log. */
export const MAX_ONEWAY_BYTES: number = 16 * 1024 * 1024;

/** Bytes kept from the end of an executor's standard error when it is kept at all. */
export const ERROR_OUTPUT_TAIL: number = 4 * 1024;

/**
 * MiB that a process may take beside the memory limit of its tool: against what a guest makes its executor allocate
 * outside of linear memory (65,536 resources of 24 KiB are 1.5 GiB). Measured in use: 33 MiB for a component of 1 KB, 56
 * for QuickJS, 105 for StarlingMonkey, memory of the guest included.
 */
export const MEMORY_ALLOWANCE_MB = 256;

/**
 * Copies of an answer that an executor holds while it sends it: the text, its JSON, the bytes, the frame, and one that
 * is being made.
 */
export const ANSWER_COPIES = 5;
