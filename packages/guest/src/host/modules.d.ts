/** The host's interfaces as componentize-qjs gives them to a module; the contract is in `wit/host.wit`. */
declare module 'kami:host/log@0.1.0' {
  const log: {
    write(
      level: 'debug' | 'info' | 'notice' | 'warning' | 'error' | 'critical' | 'alert' | 'emergency',
      message: string,
      data: string | null,
    ): void;
  };
  export default log;
}

declare module 'kami:host/call@0.1.0' {
  const call: {
    current(): {
      id: string;
      traceparent: string;
      remainingMs: number;
      client: Record<'form' | 'url' | 'sampling' | 'roots' | 'logging' | 'progress', boolean>;
    } | null;
    progress(done: number, total: number | null, message: string | null): void;
    cancelled(): boolean;
  };
  export default call;
}

declare module 'kami:host/ask@0.1.0' {
  type Subject =
    | { tag: 'form'; val: { message: string; schema: string } }
    | { tag: 'url'; val: { message: string; url: string } }
    | { tag: 'sample'; val: string }
    | { tag: 'roots' };
  const ask: {
    /** Throws its failure: `{tag, val?}`. */
    ask(
      questions: { readonly name: string; readonly about: Readonly<Subject> }[],
    ): ({ tag: 'accepted'; val: string } | { tag: 'declined' | 'dismissed' })[];
  };
  export default ask;
}

declare module 'kami:host/notify@0.1.0' {
  const notify: {
    changed(what: 'tools' | 'resources' | 'prompts'): void;
    resourceUpdated(uri: string): void;
  };
  export default notify;
}

declare module 'kami:host/files@0.1.0' {
  type Kind = 'file' | 'directory' | 'other';
  /** The functions with a result throw their failure: `{tag, val?}`. */
  const files: {
    roots(): { path: string; writable: boolean }[];
    read(path: string, offset: number, max: number): Uint8Array;
    write(path: string, data: Uint8Array, mode: 'create-new' | 'replace' | 'append'): void;
    entries(path: string): { name: string; kind: Kind }[];
    stat(path: string): { kind: Kind; size: number; modified: number };
    makeDirectory(path: string): void;
    removeFile(path: string): void;
    removeDirectory(path: string): void;
    rename(path: string, to: string): void;
  };
  export default files;
}

declare module 'kami:host/http@0.1.0' {
  interface Request {
    method: string;
    url: string;
    headers: [string, string][];
    body: Uint8Array | null;
    timeoutMs: number | null;
  }
  /** The functions with a result throw their failure: `{tag, val?}`. */
  const http: {
    start(request: Request): number;
    startStreaming(request: Request): number;
    write(handle: number, data: Uint8Array, end: boolean): boolean;
    poll(
      reading: number[],
      writing: number[],
      timeoutMs: number | null,
    ): [Iterable<number>, Iterable<number>];
    wait(handles: number[], timeoutMs: number | null): number[];
    response(handle: number): { status: number; headers: [string, string][] };
    read(handle: number, max: number): Uint8Array | null;
    trailers(handle: number): [string, string][];
    close(handle: number): void;
  };
  export default http;
}

declare module 'kami:host/secrets@0.1.0' {
  /** Throws its failure: the name of an enum's case. */
  const secrets: { get(name: string): string };
  export default secrets;
}

declare module 'wasi:clocks/wall-clock@0.2.0' {
  const wallClock: { now(): { seconds: number; nanoseconds: number } };
  export default wallClock;
}

declare module 'wasi:clocks/monotonic-clock@0.2.0' {
  const monotonicClock: {
    /** Nanoseconds. */
    now(): number;
    subscribeDuration(nanoseconds: number): { block(): void };
  };
  export default monotonicClock;
}

declare module 'wasi:random/random@0.2.0' {
  const random: { getRandomBytes(count: number): Uint8Array };
  export default random;
}

declare module 'wasi:cli/environment@0.2.0' {
  const environment: { getEnvironment(): [string, string][] };
  export default environment;
}
