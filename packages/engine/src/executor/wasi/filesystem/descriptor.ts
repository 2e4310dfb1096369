import { MAX_READ_BYTES, type FsErrorCode, type FsNodeType } from '@kami/protocol';
import { InputStream } from '../input-stream.ts';
import { OutputStream } from '../output-stream.ts';
import { WIT_DONE, witErr, witOk, type WitResult } from '../wit-result.ts';
import {
  descriptorStat,
  metadataHash,
  toWit,
  wireTimes,
  type DescriptorStat,
  type NewTimestamp,
} from './descriptor-stat.ts';
import { DirectoryEntryStream, listDirectory } from './directory-entries.ts';
import { fileSink, fileSource } from './file-streams.ts';
import type { OpenedNode } from './opened-node.ts';
import { PathDescriptor } from './path-descriptor.ts';

/** The last offset that a file of POSIX can have: `off_t` is signed. */
const MAX_FILE_OFFSET = 2n ** 63n - 1n;

type Answer<T> = WitResult<T, FsErrorCode>;

/** Largest size that the host is asked for; it refuses all that are as large, and records it. */
const LARGEST_SIZE = BigInt(Number.MAX_SAFE_INTEGER);

/** `wasi:filesystem/types`, `descriptor-flags`. */
export interface DescriptorFlags {
  readonly read?: boolean;
  readonly write?: boolean;
  readonly mutateDirectory?: boolean;
}

/** `wasi:filesystem/types`, `descriptor`: a handle of the host's, which checks every operation. */
export class Descriptor extends PathDescriptor {
  readonly #flags: DescriptorFlags;

  constructor(node: OpenedNode, flags: DescriptorFlags) {
    super(node);
    this.#flags = flags;
  }

  readViaStream(offset: bigint): Answer<InputStream> {
    if (this.node.type === 'directory') return witErr('is-directory');
    if (this.#flags.read !== true) return witErr('bad-descriptor');
    return witOk(new InputStream(this.node.guest, fileSource(this.node, offset)));
  }

  writeViaStream(offset: bigint): Answer<OutputStream> {
    if (this.#flags.write !== true) return witErr('bad-descriptor');
    return witOk(new OutputStream(this.node.guest, fileSink(this.node, offset)));
  }

  appendViaStream(): Answer<OutputStream> {
    if (this.#flags.write !== true) return witErr('bad-descriptor');
    return witOk(new OutputStream(this.node.guest, fileSink(this.node, 'end')));
  }

  /** Advice is taken and changes nothing: the host reads ahead by itself. */
  advise(offset: bigint, length: bigint): Answer<undefined> {
    this.requireLive();
    return offset + length > MAX_FILE_OFFSET ? witErr('invalid') : WIT_DONE;
  }

  syncData(): Answer<undefined> {
    return this.sync();
  }

  sync(): Answer<undefined> {
    return toWit(this.node.run({ op: 'fs.sync', handle: this.node.handle }), nothing);
  }

  getFlags(): Answer<DescriptorFlags> {
    return witOk(this.#flags);
  }

  getType(): Answer<FsNodeType> {
    return witOk(this.node.type);
  }

  stat(): Answer<DescriptorStat> {
    return toWit(this.node.stat(), descriptorStat);
  }

  metadataHash(): Answer<{ readonly lower: bigint; readonly upper: bigint }> {
    return toWit(this.node.stat(), metadataHash);
  }

  isSameObject(other: Descriptor): boolean {
    const mine = this.node.stat();
    const theirs = other.node.stat();
    return mine.ok && theirs.ok && mine.value.identity === theirs.value.identity;
  }

  setSize(size: bigint): Answer<undefined> {
    const asked = Number(size > LARGEST_SIZE ? LARGEST_SIZE : size);
    return toWit(this.node.run({ op: 'fs.set-size', handle: this.node.handle, size: asked }), nothing);
  }

  setTimes(accessed: NewTimestamp, modified: NewTimestamp): Answer<undefined> {
    const { handle } = this.node;
    const times = wireTimes(accessed, modified);
    if (times === undefined) return witErr('invalid');
    return toWit(this.node.run({ op: 'fs.set-times', handle, followLinks: false, ...times }), nothing);
  }

  read(length: bigint, offset: bigint): Answer<[Uint8Array, boolean]> {
    if (this.#flags.read !== true) return witErr('bad-descriptor');
    const max = length > BigInt(MAX_READ_BYTES) ? MAX_READ_BYTES : Number(length);
    return toWit(this.node.read(offset, max), (bytes) => [bytes, max > 0 && bytes.length === 0]);
  }

  write(bytes: Uint8Array, offset: bigint): Answer<bigint> {
    if (this.#flags.write !== true) return witErr('bad-descriptor');
    return toWit(this.node.write(offset, bytes), BigInt);
  }

  readDirectory(): Answer<DirectoryEntryStream> {
    const { guest, handle } = this.node;
    return toWit(listDirectory(guest, handle), (entries) => new DirectoryEntryStream(guest, entries));
  }

  protected override opened(node: OpenedNode, flags: DescriptorFlags): Descriptor {
    return new Descriptor(node, flags);
  }
}

function nothing(): undefined {
  return undefined;
}
