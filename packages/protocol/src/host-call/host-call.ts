import type { FsCall, FsReply } from './fs.ts';
import type { HttpCall, HttpReply } from './http.ts';
import type { WireTime } from '../executor/messages.ts';
import type { AskFailure } from '../asking/question.ts';

/** Operations that belong to no capability. */
export type CoreCall =
  /**
   * Waits until one of the exchanges of `handles` has something to read, one of `writable` takes more of its body, or the
   * monotonic time is reached.
   */
  | {
      readonly op: 'wait';
      readonly handles: readonly number[];
      readonly writable?: readonly number[];
      readonly untilNanos?: string;
    }
  /** Whether the caller has withdrawn the call. */
  | { readonly op: 'cancelled' }
  | { readonly op: 'secret'; readonly name: string }
  /**
   * Something the guest tried that the executor itself refuses, told so that it is recorded. `detail` is
   * the address or the path.
   */
  | { readonly op: 'denied'; readonly capability: DeniedCapability; readonly detail: string };

/** What the executor refuses by itself: any socket, a path under no opened folder (to be read, to be changed), making a link, a path that names nothing. */
export type DeniedCapability = (typeof DENIED_CAPABILITIES)[number];

/** Every {@link DeniedCapability}. */
export const DENIED_CAPABILITIES = ['sockets', 'files', 'file-changes', 'links', 'path-form'] as const;

/** What an operation of {@link CoreCall} gives back. */
export type CoreReply =
  | { readonly ok: 'ready'; readonly handles: readonly number[]; readonly writable?: readonly number[] }
  | { readonly ok: 'cancelled'; readonly value: boolean }
  | { readonly ok: 'secret'; readonly value: string }
  /** `message` names what was denied and the grant that would allow it; it may be shown to the guest. */
  | { readonly ok: 'denied'; readonly message: string }
  | { readonly secretError: 'not-granted' | 'not-set' };

/** Questions to who is behind the client; they are the body (`parseQuestions`). The deadline stands still until the reply. */
export interface AskCall {
  readonly op: 'ask';
}

/** What {@link AskCall} gives back; with `asked` the answers are the body (`parseAnswers`). */
export type AskReply = { readonly ok: 'asked' } | AskFailure;

/** A host call that is answered with what the tool was granted. */
export type GrantedCall = FsCall | HttpCall | CoreCall;

/** A host call that waits for its reply. */
export type HostCall = GrantedCall | AskCall;

/** The reply to a host call; every reply carries the time. */
export type HostReply = FsReply | HttpReply | CoreReply | AskReply;

/** Header of a `reply` frame. */
export type ReplyHeader = HostReply & { readonly time: WireTime };

/** The eight levels of RFC 5424, as in MCP. */
export type LogLevel = 'debug' | 'info' | 'notice' | 'warning' | 'error' | 'critical' | 'alert' | 'emergency';

/** A host call without an answer: bounded, never fails. */
export type OnewayCall =
  | { readonly op: 'log'; readonly level: LogLevel; readonly message: string; readonly data?: string }
  | { readonly op: 'progress'; readonly done: number; readonly total?: number; readonly message?: string }
  /** The frame's body is what the guest wrote. */
  | { readonly op: 'output'; readonly stream: 'stdout' | 'stderr' }
  | { readonly op: 'drop'; readonly handles: readonly number[] }
  | { readonly op: 'notify'; readonly what: 'tools' | 'resources' | 'prompts'; readonly uri?: string };
