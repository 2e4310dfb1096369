import { cutUtf8 } from '@kami/protocol';
import { GuestExit, GuestTrap, HostDefect } from './guest-stop.ts';
import type { Instance, InstanceMemory } from './instance.ts';
import { exitedJob, failedJob, type JobOutcome } from './job-outcome.ts';

type StoppedInstance = Pick<Instance, 'guest' | 'memory'>;

const PAGE = 64 * 1024;
const STACK_OVERFLOW = 'Maximum call stack size exceeded';
/** Part of its maximum above which a memory that trapped counts as exhausted: allocators fail before the last page. */
const EXHAUSTED = 7 / 8;
const MAX_REASON = 500;
const utf8 = new TextDecoder();

/**
 * What it means that a call was thrown out of. A defect of the host's is thrown on. Stacks are never told, and messages
 * are V8's or KAMI's own.
 */
export function classifyStop(error: unknown, instance: StoppedInstance): JobOutcome {
  if (error instanceof HostDefect) throw error;
  if (error instanceof GuestExit) return exitedJob(error.exitCode, withErrorTail(error.message, instance));
  const reason = reasonOf(error);
  if (reason !== 'stack overflow' && !(error instanceof GuestTrap) && isExhausted(instance.memory)) {
    return failedJob('out-of-memory', withErrorTail(`${reason}, with its memory exhausted`, instance));
  }
  return failedJob('trapped', withErrorTail(reason, instance));
}

/** Why code of a component stopped, in a few words. */
export function reasonOf(error: unknown): string {
  if (error instanceof RangeError && error.message === STACK_OVERFLOW) return 'stack overflow';
  if (error instanceof Error) return cutUtf8(error.message.replace(/^wasm trap: /, ''), MAX_REASON);
  return 'it threw a value';
}

function isExhausted({ memories, maximumPages }: InstanceMemory): boolean {
  if (maximumPages === 0) return false;
  const used = memories.reduce((sum, memory) => sum + memory.buffer.byteLength / PAGE, 0);
  return used >= maximumPages * EXHAUSTED;
}

function withErrorTail(message: string, { guest }: StoppedInstance): string {
  const tail = utf8.decode(guest.spending.errorTail).trim();
  return tail === '' ? message : `${message}; it wrote to standard error: ${tail}`;
}
