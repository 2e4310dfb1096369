import type { FsCall } from '@kami/protocol';
import { MAX_FRAME_BODY } from '@kami/protocol';
import type { JailNode } from '../ports/file-jail.ts';
import type { BrokerReply } from './broker.ts';
import { done } from './fs-directory-calls.ts';

const utf8 = new TextEncoder();

/** Answers an operation on an opened node itself. */
export async function fileCall(node: JailNode, call: FsCall, body: Uint8Array): Promise<BrokerReply> {
  if (call.op === 'fs.stat') {
    const stat = await node.stat();
    return { reply: stat.ok ? { ok: 'stat', stat: stat.value } : { fsError: stat.error } };
  }
  if (call.op === 'fs.sync') return { reply: done(await node.sync()) };
  if (call.op === 'fs.list') {
    if (node.kind !== 'directory') return { reply: { fsError: 'not-directory' } };
    const entries = await node.list();
    if (!entries.ok) return { reply: { fsError: entries.error } };
    return { reply: { ok: 'list' }, body: utf8.encode(JSON.stringify(entries.value)) };
  }
  if (node.kind !== 'file') return { reply: { fsError: 'is-directory' } };
  switch (call.op) {
    case 'fs.read': {
      const length = Math.min(call.length, MAX_FRAME_BODY);
      const bytes = await node.read(call.offset, length);
      if (!bytes.ok) return { reply: { fsError: bytes.error } };
      return { reply: { ok: 'read', end: length > 0 && bytes.value.length === 0 }, body: bytes.value };
    }
    case 'fs.write': {
      const count = await node.write(call.offset, body);
      return { reply: count.ok ? { ok: 'written', count: count.value } : { fsError: count.error } };
    }
    case 'fs.set-size':
      return { reply: done(await node.setSize(call.size)) };
    case 'fs.set-times':
      return { reply: done(await node.setTimes(call)) };
    default:
      return { reply: { fsError: 'not-directory' } };
  }
}
