import type { FsCall, FsErrorCode, FsReply } from '@kami/protocol';
import type { Result } from '@kami/types';
import type { JailDirectory } from '../ports/file-jail.ts';

/** An operation on a path under a directory handle, opening and renaming apart. */
export type PathCall = Exclude<
  Extract<FsCall, { readonly path?: string }>,
  { readonly op: 'fs.open' | 'fs.rename' }
> & {
  readonly path: string;
};

/** Answers an operation on a path under an opened directory. */
export async function directoryCall(node: JailDirectory, call: PathCall): Promise<FsReply> {
  switch (call.op) {
    case 'fs.stat-at': {
      const stat = await node.statAt(call.path, call.followLinks);
      return stat.ok ? { ok: 'stat', stat: stat.value } : { fsError: stat.error };
    }
    case 'fs.read-link': {
      const target = await node.readLink(call.path);
      return target.ok ? { ok: 'link', target: target.value } : { fsError: target.error };
    }
    case 'fs.make-directory':
      return done(await node.makeDirectory(call.path));
    case 'fs.remove':
      return done(await node.remove(call.path, call.directory));
    case 'fs.set-times':
      return done(await node.setTimesAt(call.path, call.followLinks, call));
  }
}

/** The reply to an operation that gives nothing back. */
export function done(result: Result<void, FsErrorCode>): FsReply {
  return result.ok ? { ok: 'done' } : { fsError: result.error };
}
