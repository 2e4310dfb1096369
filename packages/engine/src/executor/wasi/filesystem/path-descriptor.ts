import type { FsCall, FsErrorCode } from '@kami/protocol';
import { GuestResource } from '../guest-resource.ts';
import { noteDenial } from '../../note-denial.ts';
import { WIT_DONE, witErr, witOk, type WitResult } from '../wit-result.ts';
import type { Descriptor, DescriptorFlags } from './descriptor.ts';
import {
  descriptorStat,
  metadataHash,
  toWit,
  wireTimes,
  type DescriptorStat,
  type NewTimestamp,
} from './descriptor-stat.ts';
import { openNode, pathProblem } from './open-node.ts';
import { askFs, statOf, type OpenedNode } from './opened-node.ts';

type Answer<T> = WitResult<T, FsErrorCode>;

/** `wasi:filesystem/types`, `path-flags`. */
export interface PathFlags {
  readonly symlinkFollow?: boolean;
}

/** `wasi:filesystem/types`, `open-flags`. */
export interface OpenFlags {
  readonly create?: boolean;
  readonly directory?: boolean;
  readonly exclusive?: boolean;
  readonly truncate?: boolean;
}

/**
 * The operations of a descriptor that take a path below it. Links are never made: a guest's link is the classic way out
 * of a folder.
 */
export abstract class PathDescriptor extends GuestResource {
  readonly node: OpenedNode;

  constructor(node: OpenedNode) {
    super(node.guest);
    this.node = node;
  }

  openAt(pathFlags: PathFlags, path: string, open: OpenFlags, flags: DescriptorFlags): Answer<Descriptor> {
    const opened = openNode(this.node.guest, this.node.handle, path, {
      create: open.create === true,
      exclusive: open.exclusive === true,
      truncate: open.truncate === true,
      directory: open.directory === true,
      write: flags.write === true,
      followLinks: pathFlags.symlinkFollow === true,
    });
    return toWit(opened, (node) => this.opened(node, flags));
  }

  statAt(flags: PathFlags, path: string): Answer<DescriptorStat> {
    return this.#stat(flags, path, descriptorStat);
  }

  metadataHashAt(flags: PathFlags, path: string): Answer<{ readonly lower: bigint; readonly upper: bigint }> {
    return this.#stat(flags, path, metadataHash);
  }

  setTimesAt(
    flags: PathFlags,
    path: string,
    accessed: NewTimestamp,
    modified: NewTimestamp,
  ): Answer<undefined> {
    const { handle } = this.node;
    const followLinks = flags.symlinkFollow === true;
    const times = wireTimes(accessed, modified);
    if (times === undefined) return witErr('invalid');
    return this.#run([path], { op: 'fs.set-times', handle, path, followLinks, ...times });
  }

  createDirectoryAt(path: string): Answer<undefined> {
    return this.#run([path], { op: 'fs.make-directory', handle: this.node.handle, path });
  }

  removeDirectoryAt(path: string): Answer<undefined> {
    return this.#run([path], { op: 'fs.remove', handle: this.node.handle, path, directory: true });
  }

  unlinkFileAt(path: string): Answer<undefined> {
    return this.#run([path], { op: 'fs.remove', handle: this.node.handle, path, directory: false });
  }

  renameAt(path: string, to: Descriptor, toPath: string): Answer<undefined> {
    return this.#run([path, toPath], {
      op: 'fs.rename',
      handle: this.node.handle,
      path,
      toHandle: to.node.handle,
      toPath,
    });
  }

  readlinkAt(path: string): Answer<string> {
    const problem = pathProblem(this.node.guest, path);
    if (problem !== undefined) return witErr(problem);
    const answer = askFs(this.node.guest, { op: 'fs.read-link', handle: this.node.handle, path });
    if (!answer.ok) return witErr(answer.error);
    return answer.value.reply.ok === 'link' ? witOk(answer.value.reply.target) : witErr('io');
  }

  linkAt(_flags: PathFlags, _path: string, _to: Descriptor, toPath: string): Answer<undefined> {
    noteDenial(this.node.guest, 'links', toPath);
    return witErr('not-permitted');
  }

  symlinkAt(_target: string, path: string): Answer<undefined> {
    noteDenial(this.node.guest, 'links', path);
    return witErr('not-permitted');
  }

  /** Wraps what was opened below this one. */
  protected abstract opened(node: OpenedNode, flags: DescriptorFlags): Descriptor;

  protected override onDispose(): void {
    this.node.close();
  }

  #stat<T>(
    flags: PathFlags,
    path: string,
    map: (stat: Parameters<typeof descriptorStat>[0]) => T,
  ): Answer<T> {
    const problem = pathProblem(this.node.guest, path);
    if (problem !== undefined) return witErr(problem);
    const followLinks = flags.symlinkFollow === true;
    return toWit(
      statOf(askFs(this.node.guest, { op: 'fs.stat-at', handle: this.node.handle, path, followLinks })),
      map,
    );
  }

  #run(paths: readonly string[], call: FsCall): Answer<undefined> {
    for (const path of paths) {
      const problem = pathProblem(this.node.guest, path);
      if (problem !== undefined) return witErr(problem);
    }
    const done = this.node.run(call);
    return done.ok ? WIT_DONE : witErr(done.error);
  }
}
