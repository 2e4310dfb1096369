import {
  MAX_FRAME_BODY,
  MAX_READ_BYTES,
  type FsCall,
  type FsErrorCode,
  type FsNodeType,
  type FsReply,
  type FsStat,
} from '@kami/protocol';
import { err, ok, type Result } from '@kami/types';
import type { Guest } from '../../guest.ts';
import { HostDefect } from '../../guest-stop.ts';

/** The reply to an operation on files that did not fail. */
export type FsSuccess = Extract<FsReply, { readonly ok: string }>;

/** What is known of a node from the reply that opened it; it holds until the next host call. */
export interface ReadAhead {
  readonly stat: FsStat;
  /** The first bytes of a regular file that was opened for reading; nothing when none came. */
  readonly head: Uint8Array | undefined;
}

/** Asks the host for an operation on files. */
export function askFs(
  guest: Guest,
  call: FsCall,
  body?: Uint8Array,
): Result<{ readonly reply: FsSuccess; readonly body: Uint8Array }, FsErrorCode> {
  const answer = guest.host.call(call, body);
  const { reply } = answer;
  if ('fsError' in reply) return err(reply.fsError);
  if (!isFsSuccess(reply)) throw new HostDefect(`${call.op}: unexpected reply`);
  return ok({ reply, body: answer.body });
}

/** A file or folder that the host has opened for this call. */
export class OpenedNode {
  readonly guest: Guest;
  readonly handle: number;
  readonly #ahead: ReadAhead | undefined;
  readonly #aheadAt: number;
  readonly #owned: boolean;
  /** What stood there when it was opened. */
  readonly type: FsNodeType;

  /** `ahead` is absent for a folder that was open before the call: its handle is not closed either. */
  constructor(guest: Guest, handle: number, ahead?: ReadAhead) {
    this.guest = guest;
    this.handle = handle;
    this.#ahead = ahead;
    this.#aheadAt = guest.host.calls;
    this.#owned = ahead !== undefined;
    this.type = ahead?.stat.type ?? 'directory';
  }

  stat(): Result<FsStat, FsErrorCode> {
    const known = this.#known();
    if (known !== undefined) return ok(known.stat);
    return statOf(askFs(this.guest, { op: 'fs.stat', handle: this.handle }));
  }

  /** At most `length` bytes; none at the end. */
  read(offset: bigint, length: number): Result<Uint8Array, FsErrorCode> {
    if (offset > BigInt(Number.MAX_SAFE_INTEGER)) return err('invalid');
    const start = Number(offset);
    const head = this.#known()?.head;
    if (head !== undefined && (start < head.length || head.length >= (this.#ahead?.stat.size ?? Infinity))) {
      return ok(head.subarray(start, start + length));
    }
    const max = Math.min(length, MAX_READ_BYTES);
    const answer = askFs(this.guest, { op: 'fs.read', handle: this.handle, offset: start, length: max });
    return answer.ok ? ok(answer.value.body) : answer;
  }

  /** Writes what fits into one frame and gives the count. */
  write(offset: bigint | 'end', bytes: Uint8Array): Result<number, FsErrorCode> {
    if (offset !== 'end' && offset > BigInt(Number.MAX_SAFE_INTEGER)) return err('file-too-large');
    const part = bytes.subarray(0, MAX_FRAME_BODY);
    const call: FsCall = {
      op: 'fs.write',
      handle: this.handle,
      offset: offset === 'end' ? 'end' : Number(offset),
    };
    const answer = askFs(this.guest, call, part);
    if (!answer.ok) return answer;
    return ok(answer.value.reply.ok === 'written' ? answer.value.reply.count : part.length);
  }

  /** An operation that gives nothing back. */
  run(call: FsCall): Result<undefined, FsErrorCode> {
    const answer = askFs(this.guest, call);
    return answer.ok ? ok(undefined) : answer;
  }

  /** The size, where it is known without asking. */
  knownSize(): number | undefined {
    return this.#known()?.stat.size;
  }

  close(): void {
    if (this.#owned) this.guest.host.drop(this.handle);
  }

  #known(): ReadAhead | undefined {
    return this.guest.host.calls === this.#aheadAt ? this.#ahead : undefined;
  }
}

/** The metadata in the reply to a `stat`. */
export function statOf(answer: ReturnType<typeof askFs>): Result<FsStat, FsErrorCode> {
  if (!answer.ok) return answer;
  if (answer.value.reply.ok !== 'stat') throw new HostDefect('fs.stat: unexpected reply');
  return ok(answer.value.reply.stat);
}

function isFsSuccess(reply: object): reply is FsSuccess {
  return 'ok' in reply && typeof reply.ok === 'string' && FS_REPLIES.has(reply.ok);
}

const FS_REPLIES: ReadonlySet<string> = new Set(['open', 'read', 'written', 'stat', 'list', 'link', 'done']);
