import type { OpenedNode } from '../wasi/filesystem/opened-node.ts';

/** What decides whether something is known still: the call of the tool that runs, and how many host calls were made. */
export interface ReadMoment {
  readonly call: object | undefined;
  readonly host: { readonly calls: number };
}

/**
 * The small file that was read last. Whoever reads a file to its end asks once more where the bytes ended: that much is
 * known from the reply that brought them, and needs no crossing.
 */
export interface LastRead {
  /** Whether a file ends at an offset: answered once after the read that came to it, and by no older knowledge. */
  endsAt(path: string, offset: number): boolean;
  /** A file was read up to an offset. */
  set(path: string, node: Pick<OpenedNode, 'knownSize'>, offset: number): void;
}

interface Known {
  readonly path: string;
  readonly offset: number;
  /** Nothing is known of an earlier call's files. */
  readonly call: object;
  readonly calls: number;
}

/** Makes an empty memory of the last read. */
export function createLastRead(guest: ReadMoment): LastRead {
  let last: Known | undefined;
  return {
    endsAt(path, offset) {
      const known = last;
      last = undefined;
      if (known === undefined || known.call !== guest.call || known.calls !== guest.host.calls) return false;
      return known.path === path && known.offset === offset && offset > 0;
    },
    set(path, node, offset) {
      const { call, host } = guest;
      const isEnd = call !== undefined && node.knownSize() === offset;
      last = isEnd ? { path, offset, call, calls: host.calls } : undefined;
    },
  };
}
