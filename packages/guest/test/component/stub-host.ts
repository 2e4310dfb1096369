/** What the component asked of the host, in order. */
export interface StubHost {
  readonly asked: string[];
  readonly imports: Readonly<Record<string, unknown>>;
}

const failure = (tag: string): Error => Object.assign(new Error(tag), { payload: { tag } });

/** A host that answers from memory: a clock that only sleeping moves, three addresses, one folder. */
export function createStubHost(): StubHost {
  const asked: string[] = [];
  const note = (line: string): void => void asked.push(line);
  let nanoseconds = 0n;
  const contents = new Map<string, Uint8Array>();
  const bodies = new Map<number, string[]>();

  class Pollable {
    readonly #duration: bigint;
    constructor(duration: bigint) {
      this.#duration = duration;
    }
    block(): void {
      note(`sleep ${this.#duration / 1_000_000n}`);
      nanoseconds += this.#duration;
    }
  }

  const imports = {
    'kami:host/log': { write: (level: string, message: string) => note(`log ${level} ${message}`) },
    'kami:host/call': {
      current: () => ({ id: 'call-1', traceparent: '00-ab-cd-01', remainingMs: 500, client: {} }),
      progress: (done: number, total?: number, message?: string) =>
        note(`progress ${done}/${total} ${message}`),
      cancelled: () => true,
    },
    'kami:host/http': {
      start: ({ url }: { url: string }) => {
        note(`start ${url}`);
        bodies.set(bodies.size + 1, [url.slice(-1), '!']);
        return bodies.size;
      },
      startStreaming: () => {
        throw failure('invalid');
      },
      write: () => true,
      wait: () => [],
      poll: (reading: Uint32Array) => {
        note(`poll ${[...reading].join(',')}`);
        return [reading.slice(-1), new Uint32Array(0)];
      },
      trailers: () => [],
      response: () => ({ status: 200, headers: [] }),
      read: (handle: number) => {
        const part = bodies.get(handle)?.shift();
        return part === undefined ? undefined : new TextEncoder().encode(part);
      },
      close: (handle: number) => note(`close ${handle}`),
    },
    'kami:host/files': {
      roots: () => [{ path: '/data', writable: true }],
      read: (path: string, offset: number, max: number) => {
        const found = contents.get(path);
        if (found === undefined) throw failure('not-found');
        return found.slice(offset, offset + max);
      },
      write: (path: string, data: Uint8Array, mode: string) => {
        note(`write ${mode} ${data.length}`);
        const before = mode === 'append' ? (contents.get(path) ?? new Uint8Array()) : new Uint8Array();
        contents.set(path, new Uint8Array([...before, ...data]));
      },
      entries: (path: string) =>
        [...contents.keys()].map((name) => ({ name: name.slice(path.length + 1), kind: 'file' })),
      stat: (path: string) => {
        const found = contents.get(path);
        if (found === undefined) throw failure('not-found');
        return { kind: 'file', size: found.length, modified: 0 };
      },
      makeDirectory: () => {
        throw failure('exists');
      },
      removeFile: (path: string) => void contents.delete(path),
      removeDirectory: () => {},
      rename: () => {},
    },
    'kami:host/secrets': {
      get: (name: string) => {
        if (name === 'TOKEN') return 'a secret';
        throw Object.assign(new Error(name), { payload: name === 'UNSET' ? 'not-set' : 'not-granted' });
      },
    },
    'wasi:clocks/wall-clock': { now: () => ({ seconds: 1_700_000_000n, nanoseconds: 250_000_000 }) },
    'wasi:clocks/monotonic-clock': {
      now: () => nanoseconds,
      subscribeDuration: (duration: bigint) => new Pollable(duration),
    },
    'wasi:io/poll': { Pollable },
    'wasi:random/random': { getRandomBytes: (count: bigint) => new Uint8Array(Number(count)).fill(0x80) },
    'wasi:cli/environment': { getEnvironment: () => [['KEY', 'value']] },
  };
  return { asked, imports };
}
