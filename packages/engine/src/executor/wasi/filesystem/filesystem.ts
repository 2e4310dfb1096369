import type { FsErrorCode } from '@kami/protocol';
import type { Guest } from '../../guest.ts';
import type { ImportInterface } from '../../import-interface.ts';
import type { IoError } from '../io-error.ts';
import { Descriptor } from './descriptor.ts';
import { DirectoryEntryStream } from './directory-entries.ts';
import { OpenedNode } from './opened-node.ts';

/** `wasi:filesystem/types@0.2.x`. */
export function filesystemTypesInterface(): ImportInterface {
  return {
    Descriptor,
    DirectoryEntryStream,
    filesystemErrorCode: (error: IoError): FsErrorCode | undefined => error.failure.fs,
  };
}

/** `wasi:filesystem/preopens@0.2.x`: the granted folders, at the handles that the host fixed for them. */
export function preopensInterface(guest: Guest): ImportInterface {
  return {
    getDirectories: (): [Descriptor, string][] =>
      guest.load.preopens.map(({ guestPath, handle, writable }) => [
        new Descriptor(new OpenedNode(guest, handle), { read: true, mutateDirectory: writable }),
        guestPath,
      ]),
  };
}
