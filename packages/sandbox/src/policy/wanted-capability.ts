import { fields, bool, literal, parseShape, tagged, text, type Shape } from '@kami/protocol';
import type { Result } from '@kami/types';
import type { Action } from './action.ts';
import { netGrantTarget } from './grant-command.ts';

/**
 * The capability that a tool lacked when it was denied something, in a form that a grant can be made of: what an event of
 * a denial holds beside its words.
 */
export type WantedCapability =
  /** A request with this method to what `target` allows: `[scheme://]host[:port]`, as in a grant. */
  | { readonly kind: 'net'; readonly method: string; readonly target: string }
  /** A guest path without `.` and `..`, and whether it was to be changed; `lent` is the mount that it is in, if it is in one. */
  | { readonly kind: 'folder'; readonly path: string; readonly write: boolean; readonly lent?: string }
  | { readonly kind: 'env'; readonly key: string }
  | { readonly kind: 'secret'; readonly name: string };

/** A path or a target in an event: the bound of a path (Linux `PATH_MAX`), well over that of a host. */
const MAX_WANTED_BYTES = 4096;
const short = text(256);

const WANTED: Shape<WantedCapability> = tagged('kind', {
  net: fields({ kind: literal('net'), method: short, target: text(512) }),
  folder: fields({ kind: literal('folder'), path: text(MAX_WANTED_BYTES), write: bool }, { lent: short }),
  env: fields({ kind: literal('env'), key: short }),
  secret: fields({ kind: literal('secret'), name: short }),
});

/** Reads what an event of a denial says was wanted. The error says what is wrong with it. */
export function parseWantedCapability(value: unknown): Result<WantedCapability, string> {
  return parseShape(WANTED, value);
}

/** What an action that was refused lacked, or nothing where no capability covers it. */
export function wantedBy(action: Action): WantedCapability | undefined {
  switch (action.kind) {
    case 'net.request': {
      const target = netGrantTarget(action.url);
      return target === undefined ? undefined : { kind: 'net', method: action.method, target };
    }
    case 'fs.access':
      return { kind: 'folder', path: plainPath(action.path), write: action.write ?? false };
    case 'secret.read':
      return { kind: 'secret', name: action.name };
    default:
      return undefined;
  }
}

/** A guest's path without `.`, `..` and empty parts, as text; never above its root. */
export function plainPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.toWellFormed().split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `${path.startsWith('/') ? '/' : ''}${parts.join('/')}`;
}
