import { mkdir, mkdtemp, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { JailMount, JailRefusal, JailRoot } from '@kami/sandbox';
import { ok, type Result } from '@kami/types';
import { removeTree } from '../../private-folder/remove-tree.ts';
import { openInPlace } from '../open-in-place.ts';
import { createPathPlaces } from '../path-places.ts';
import { refuse, translateError } from '../translate-error.ts';
import { copyBack } from './copy-back.ts';
import { CopyRefusal, MAX_COPY_BYTES, MAX_COPY_ENTRIES, copyIn } from './copy-in.ts';
import { COPY_PREFIX, sweepCopies } from './sweep-copies.ts';

const QUOTA = { maxBytes: MAX_COPY_BYTES, maxFiles: MAX_COPY_ENTRIES };

/** Opens a lent folder as a private copy below `temporary`; the copy is removed when the mount is disposed. */
export async function openCopy(root: JailRoot, temporary: string): Promise<Result<JailMount, JailRefusal>> {
  let copy: string | undefined;
  try {
    if ((await realpath(root.hostPath)) !== root.hostPath) return refuse('not-permitted');
    await mkdir(temporary, { recursive: true, mode: 0o700 });
    await sweepCopies(temporary);
    copy = await mkdtemp(join(temporary, COPY_PREFIX));
    const opened = await fillCopy(root, copy);
    if (!opened.ok) await removeTree(copy);
    return opened;
  } catch (error) {
    if (copy !== undefined) await removeTree(copy);
    if (error instanceof CopyRefusal) return refuse(codeOf(error), error.rule, error.message);
    return refuse(translateError(error));
  }
}

async function fillCopy(root: JailRoot, copy: string): Promise<Result<JailMount, JailRefusal>> {
  const { writable, hostPath } = root;
  const tree = await copyIn(hostPath, copy);
  const opened = openInPlace({ hostPath: copy, writable, quota: QUOTA }, createPathPlaces());
  if (!opened.ok) return opened;
  const mount = opened.value;
  const close = mount[Symbol.asyncDispose].bind(mount);
  let removed = false;
  return ok(
    Object.assign(mount, {
      keep: async () => (writable ? copyBack(hostPath, copy, tree) : ok(undefined)),
      async [Symbol.asyncDispose]() {
        await close();
        if (!removed) await removeTree(copy);
        removed = true;
      },
    }),
  );
}

function codeOf({ rule }: CopyRefusal): 'insufficient-space' | 'not-permitted' {
  return rule === 'files.copy-bounds' ? 'insufficient-space' : 'not-permitted';
}
