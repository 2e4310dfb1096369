import { createConversation } from '../../packages/host-node/src/process/conversation.ts';
import { readResult } from '../../packages/host-node/src/process/read-ending.ts';
import { FRAME_PREFIX, decodeFramePrefix } from '../../packages/protocol/src/index.ts';
import type { HostCallSeam } from '../../packages/runtime/src/index.ts';
import { CANARY } from './canaries.ts';

const JOB = 1;

/** The host's side of a pipe while a call runs, with an eye on all that it writes. */
export interface WatchedConversation {
  /** Feeds bytes. */
  receive(bytes: Uint8Array): void;
  /** Whether it takes nothing more: a rule was broken, or the call ended. */
  readonly over: boolean;
  /** The rule that was broken, if one was. */
  readonly violation: string | undefined;
  /** What was written that must not be. */
  readonly problems: readonly string[];
  /** The handle in the newest reply. */
  readonly handle: string;
  /** Says that a call with this number is asked; nothing for one that is not known. */
  ask(id: number | undefined): void;
  /** Resolves at the next reply. */
  reply(): Promise<void>;
  close(): void;
}

/** Begins a call whose host calls a seam answers. */
export function watchConversation(seam: HostCallSeam): WatchedConversation {
  const problems: string[] = [];
  const asked = new Set<number>();
  let violation: string | undefined;
  let isEnded = false;
  let isBlind = false;
  let handle = '0';
  let waiting: () => void = () => undefined;
  const check = (bytes: Buffer): void => {
    const prefix = decodeFramePrefix(bytes.subarray(0, FRAME_PREFIX));
    if (violation !== undefined || isEnded) problems.push('something was answered after the end');
    if (!prefix.ok || prefix.value.kind !== 'reply') problems.push('something else than a reply was written');
    else if (!isBlind && !asked.has(prefix.value.id))
      problems.push(`a reply to ${prefix.value.id}, never asked`);
    if (bytes.includes(CANARY)) problems.push('the canary was given away');
    handle = /"handle":(\d+)/.exec(bytes.toString('latin1', FRAME_PREFIX, FRAME_PREFIX + 400))?.[1] ?? handle;
  };
  const conversation = createConversation({
    onCall: () => undefined,
    onAsk: () => undefined,
    onAsked: () => undefined,
    onDefect: (cause) => problems.push(`a host call failed inside the host: ${String(cause)}`),
    unread: () => 0,
    write(pieces) {
      check(Buffer.concat(pieces));
      waiting();
    },
  });
  conversation.begin({
    name: 'running',
    endings: new Map([['result', 1024 * 1024]]),
    seam,
    end(message) {
      const read = readResult(message, JOB);
      isEnded = read.ok;
      return read.ok ? { ok: true, value: undefined } : read;
    },
  });
  return {
    problems,
    receive(bytes) {
      const received = conversation.receive(bytes);
      if (received.ok) return;
      violation ??= received.error;
      // As the line of a process does, before any answer that is under way can come.
      conversation.close();
    },
    get over() {
      return violation !== undefined || isEnded;
    },
    get violation() {
      return violation;
    },
    get handle() {
      return handle;
    },
    ask(id) {
      if (id === undefined) isBlind = true;
      else asked.add(id);
    },
    reply: async () =>
      new Promise((resolve) => {
        waiting = resolve;
      }),
    close() {
      conversation.close();
      isEnded = true;
    },
  };
}
