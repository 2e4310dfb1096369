import type { FsErrorCode, FsNodeType } from '@kami/protocol';

/** `kami:host/files`, `failure`. */
export type FileFailure =
  | { readonly tag: 'denied' | 'invalid' | 'failed'; readonly val: string }
  | {
      readonly tag:
        | 'not-found'
        | 'exists'
        | 'not-a-directory'
        | 'is-a-directory'
        | 'not-empty'
        | 'read-only'
        | 'quota'
        | 'too-large';
    };

/** `kami:host/files`, `kind`. */
export type FileKind = 'file' | 'directory' | 'other';

/** A code of WASI's in the words of `kami:host/files`; `refusal` is what the host said of a denial. */
export function fileFailure(code: FsErrorCode, refusal?: string): FileFailure {
  switch (code) {
    case 'no-entry':
      return { tag: 'not-found' };
    case 'exist':
      return { tag: 'exists' };
    case 'not-directory':
      return { tag: 'not-a-directory' };
    case 'is-directory':
      return { tag: 'is-a-directory' };
    case 'not-empty':
    case 'read-only':
      return { tag: code };
    case 'quota':
    case 'insufficient-space':
      return { tag: 'quota' };
    case 'file-too-large':
      return { tag: 'too-large' };
    case 'invalid':
    case 'illegal-byte-sequence':
    case 'name-too-long':
      return { tag: 'invalid', val: code };
    case 'access':
      return { tag: 'denied', val: 'the operating system does not let KAMI; no grant changes that' };
    case 'not-permitted':
      return {
        tag: 'denied',
        val: refusal ?? 'the path leads out of what is granted; no grant changes that',
      };
    default:
      return { tag: 'failed', val: code };
  }
}

/** A node's type in the words of `kami:host/files`. */
export function fileKind(type: FsNodeType): FileKind {
  if (type === 'regular-file') return 'file';
  return type === 'directory' ? 'directory' : 'other';
}
