import type { FsCall, FsErrorCode, FsReply, FsStat, HostCall, HostReply } from '@kami/protocol';
import type { Answer } from './scripted-host.ts';

/** A file system in memory behind host calls: one folder at handle 1. */
export interface MemoryFiles {
  readonly files: Map<string, Uint8Array | 'directory'>;
  readonly open: ReadonlySet<number>;
  readonly answer: (call: HostCall, body: Uint8Array) => Answer;
}

export function createMemoryFiles(initial: Readonly<Record<string, string>>): MemoryFiles {
  const files = new Map<string, Uint8Array | 'directory'>([['.', 'directory']]);
  for (const [path, text] of Object.entries(initial)) files.set(path, new TextEncoder().encode(text));
  const handles = new Map<number, string>([[1, '.']]);
  const open = new Set<number>();
  let last = 63;

  const statOf = (path: string): FsStat | undefined => {
    const node = files.get(path);
    if (node === undefined) return undefined;
    const type = node === 'directory' ? 'directory' : 'regular-file';
    const size = node === 'directory' ? 0 : node.length;
    return {
      type,
      size,
      linkCount: 1,
      accessedNanos: '1',
      modifiedNanos: '2000000',
      changedNanos: '3',
      identity: path,
    };
  };
  const join = (handle: number, path: string): string => {
    const base = handles.get(handle) ?? '?';
    return path === '.' ? base : base === '.' ? path : `${base}/${path}`;
  };
  const fail = (fsError: FsErrorCode): FsReply => ({ fsError });

  const run = (call: FsCall, body: Uint8Array): Answer => {
    const path =
      'path' in call && call.path !== undefined
        ? join(call.handle, call.path)
        : (handles.get(call.handle) ?? '?');
    const node = files.get(path);
    switch (call.op) {
      case 'fs.open': {
        if (node === undefined && !call.flags.create) return fail('no-entry');
        if (node !== undefined && call.flags.exclusive) return fail('exist');
        if (node === undefined || (call.flags.truncate && node !== 'directory'))
          files.set(path, new Uint8Array(0));
        handles.set(++last, path);
        open.add(last);
        const stat = statOf(path);
        if (stat === undefined) throw new Error('no stat');
        const now = files.get(path);
        const reply: HostReply = { ok: 'open', handle: last, stat };
        return now === 'directory' || now === undefined || call.flags.write
          ? reply
          : { reply, body: now.subarray(0, 65_536) };
      }
      case 'fs.read':
        if (node === undefined || node === 'directory') return fail('is-directory');
        return {
          reply: { ok: 'read', end: call.offset >= node.length },
          body: node.subarray(call.offset, call.offset + call.length),
        };
      case 'fs.write': {
        if (node === undefined || node === 'directory') return fail('is-directory');
        const at = call.offset === 'end' ? node.length : call.offset;
        const grown = new Uint8Array(Math.max(node.length, at + body.length));
        grown.set(node);
        grown.set(body, at);
        files.set(path, grown);
        return { ok: 'written', count: body.length };
      }
      case 'fs.stat':
      case 'fs.stat-at': {
        const stat = statOf(path);
        return stat === undefined ? fail('no-entry') : { ok: 'stat', stat };
      }
      case 'fs.list': {
        const prefix = path === '.' ? '' : `${path}/`;
        const names = [...files.keys()].filter(
          (one) =>
            one !== '.' && one !== path && one.startsWith(prefix) && !one.slice(prefix.length).includes('/'),
        );
        const entries = names.map((one) => ({ name: one.slice(prefix.length), type: statOf(one)?.type }));
        return { reply: { ok: 'list' }, body: new TextEncoder().encode(JSON.stringify(entries)) };
      }
      case 'fs.make-directory':
        if (node !== undefined) return fail('exist');
        files.set(path, 'directory');
        return { ok: 'done' };
      case 'fs.remove':
        return files.delete(path) ? { ok: 'done' } : fail('no-entry');
      case 'fs.rename':
        if (node === undefined) return fail('no-entry');
        files.delete(path);
        files.set(join(call.toHandle, call.toPath), node);
        return { ok: 'done' };
      default:
        return fail('unsupported');
    }
  };
  return {
    files,
    open,
    answer: (call, body) => {
      if (call.op === 'denied') return { ok: 'denied', message: '' };
      if (!call.op.startsWith('fs.')) throw new Error(`unexpected ${call.op}`);
      return run(call as FsCall, body);
    },
  };
}
