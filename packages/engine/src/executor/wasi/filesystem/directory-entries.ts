import type { FsErrorCode, FsNodeType } from '@kami/protocol';
import { err, isJsonObject, ok, type Result } from '@kami/types';
import type { Guest } from '../../guest.ts';
import { GuestResource } from '../guest-resource.ts';
import { witOk, type WitResult } from '../wit-result.ts';
import { askFs } from './opened-node.ts';

/** `wasi:filesystem/types`, `directory-entry`. */
export interface DirectoryEntry {
  readonly type: FsNodeType;
  readonly name: string;
}

const utf8 = new TextDecoder();

/** `wasi:filesystem/types`, `directory-entry-stream`: the whole list is here already. */
export class DirectoryEntryStream extends GuestResource {
  readonly #entries: readonly DirectoryEntry[];
  #next = 0;

  constructor(guest: Guest, entries: readonly DirectoryEntry[]) {
    super(guest);
    this.#entries = entries;
  }

  readDirectoryEntry(): WitResult<DirectoryEntry | undefined, FsErrorCode> {
    return witOk(this.#entries[this.#next++]);
  }
}

/** What stands in an opened folder. */
export function listDirectory(guest: Guest, handle: number): Result<readonly DirectoryEntry[], FsErrorCode> {
  const answer = askFs(guest, { op: 'fs.list', handle });
  if (!answer.ok) return answer;
  const list: unknown = JSON.parse(utf8.decode(answer.value.body));
  return isEntryList(list) ? ok(list) : err('io');
}

function isEntryList(value: unknown): value is DirectoryEntry[] {
  return (
    Array.isArray(value) &&
    value.every(
      (entry) =>
        isJsonObject(entry) && typeof entry['name'] === 'string' && typeof entry['type'] === 'string',
    )
  );
}
