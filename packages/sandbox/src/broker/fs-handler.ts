import type { FsCall, FsErrorCode, FsReply } from '@kami/protocol';
import { ok, err, type KamiError, type Result } from '@kami/types';
import type { FileJail, JailDirectory, JailNode } from '../ports/file-jail.ts';
import type { BrokerReply } from './broker.ts';
import type { CallScope } from './call-scope.ts';
import { describeDenial } from './denial.ts';
import type { DenialLog } from './denial-log.ts';
import { fileRefusal } from './file-refusal.ts';
import { directoryCall, type PathCall } from './fs-directory-calls.ts';
import { fileCall } from './fs-file-calls.ts';
import type { HandleTable } from './handle-table.ts';
import { createMountTable } from './mount-table.ts';
import { nodeResource, type Resource } from './resource.ts';
import { showPathBelow } from './show-guest-path.ts';

/** Bytes sent along with the reply to an open: saves the crossing that nearly always follows. */
export const READ_AHEAD: number = 64 * 1024;

/** Answers the host calls on files of one call. Disposing closes the mounts. */
export interface FsHandler extends AsyncDisposable {
  call(call: FsCall, body: Uint8Array): Promise<BrokerReply>;
  /** Keeps what was changed in the mounts. Errors: those of `MountTable.keep`. */
  keep(): Promise<Result<void, KamiError>>;
}

/** Makes the handler of one call. Mounts are opened when they are first used. */
export function createFsHandler(
  jail: FileJail,
  scope: CallScope,
  handles: HandleTable<Resource>,
  denials: DenialLog,
): FsHandler {
  const mounts = createMountTable(jail, scope, denials);

  return {
    keep: () => mounts.keep(),
    [Symbol.asyncDispose]: () => mounts[Symbol.asyncDispose](),
    async call(call, body) {
      const answer = await perform(call, body);
      if ('fsError' in answer.reply) {
        const denial = fileRefusal(scope, call, answer.reply.fsError, placeOf);
        if (denial === undefined) return answer;
        const message = describeDenial(scope.tool.name, denials.record(denial));
        return { reply: { ...answer.reply, message } };
      }
      return answer;
    },
  };

  async function perform(call: FsCall, body: Uint8Array): Promise<BrokerReply> {
    const node = await nodeOf(call.handle);
    if (!node.ok) return { reply: { fsError: node.error } };
    if (call.op === 'fs.open') return open(node.value, call);
    if (call.op === 'fs.rename') return { reply: await rename(node.value, call) };
    if ('path' in call && call.path !== undefined) {
      const pathCall: PathCall = { ...call, path: call.path };
      return node.value.kind === 'directory'
        ? { reply: await directoryCall(node.value, pathCall) }
        : { reply: { fsError: 'not-directory' } };
    }
    return fileCall(node.value, call, body);
  }

  function placeOf(handle: number): string {
    const resource = handles.get(handle);
    return mounts.guestPath(handle) ?? (resource?.kind === 'node' ? resource.guestPath : '');
  }

  async function nodeOf(handle: number): Promise<Result<JailNode, FsErrorCode>> {
    const mount = await mounts.get(handle);
    if (mount !== undefined) return mount;
    const resource = handles.get(handle);
    return resource?.kind === 'node' ? ok(resource.node) : err('bad-descriptor');
  }

  async function open(
    node: JailNode,
    call: Extract<FsCall, { readonly op: 'fs.open' }>,
  ): Promise<BrokerReply> {
    if (node.kind !== 'directory') return { reply: { fsError: 'not-directory' } };
    const opened = await node.open(call.path, call.flags);
    if (!opened.ok) return { reply: { fsError: opened.error } };
    const stat = await opened.value.stat();
    const handle = stat.ok
      ? handles.add(nodeResource(opened.value, showPathBelow(placeOf(call.handle), call.path)))
      : undefined;
    if (!stat.ok || handle === undefined) {
      await opened.value[Symbol.asyncDispose]();
      return { reply: { fsError: stat.ok ? 'insufficient-memory' : stat.error } };
    }
    const reply: FsReply = { ok: 'open', handle, stat: stat.value };
    if (opened.value.kind !== 'file' || call.flags.write) return { reply };
    const ahead = await opened.value.read(0, Math.min(READ_AHEAD, stat.value.size));
    return ahead.ok ? { reply, body: ahead.value } : { reply };
  }

  async function rename(
    node: JailNode,
    call: Extract<FsCall, { readonly op: 'fs.rename' }>,
  ): Promise<FsReply> {
    const to = await nodeOf(call.toHandle);
    if (!to.ok) return { fsError: to.error };
    if (node.kind !== 'directory' || to.value.kind !== 'directory') return { fsError: 'not-directory' };
    const target: JailDirectory = to.value;
    const done = await node.rename(call.path, target, call.toPath);
    return done.ok ? { ok: 'done' } : { fsError: done.error };
  }
}
