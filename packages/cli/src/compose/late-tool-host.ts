import type { CallOrder, ToolHost } from '@kami/runtime';
import { detach, err, kamiError, ok, type KamiError, type Result } from '@kami/types';

/** What a late host is made of. */
export interface LateToolHostParts {
  /** Whether the home is there. */
  readonly isThere: () => boolean;
  readonly open: () => Promise<Result<ToolHost, KamiError>>;
  readonly context: ToolHost['context'];
  /** How often to look for the home (milliseconds). */
  readonly pollMs: number;
}

interface Waiting {
  readonly attach: (host: ToolHost) => void;
}

/**
 * A host for a home that nobody made yet: it makes none and has no tools, until another process makes the home. Clients
 * start a server to see what it is and end it again, and that leaves nothing behind.
 */
export function createLateToolHost({ isThere, open, context, pollMs }: LateToolHostParts): ToolHost {
  const waiting = new Set<Waiting>();
  let host: ToolHost | undefined;
  let opening: Promise<Result<ToolHost, KamiError>> | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;

  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
  };
  const openOnce = async (): Promise<Result<ToolHost, KamiError>> => {
    const opened = await open();
    opening = undefined;
    if (!opened.ok) return opened;
    host = opened.value;
    stop();
    for (const { attach } of waiting) attach(host);
    waiting.clear();
    return opened;
  };
  const find = async (): Promise<Result<ToolHost | undefined, KamiError>> => {
    if (host !== undefined || !isThere()) return ok(host);
    return (opening ??= openOnce());
  };

  /** Attaches a listener to the host, as soon as there is one. */
  const attachOnce = (attach: (opened: ToolHost, isLate: boolean) => Disposable): Disposable => {
    if (host !== undefined) return attach(host, false);
    let attached: Disposable | undefined;
    const entry: Waiting = { attach: (opened) => (attached = attach(opened, true)) };
    waiting.add(entry);
    timer ??= setInterval(() => detach(find()), pollMs).unref();
    return {
      [Symbol.dispose]() {
        waiting.delete(entry);
        attached?.[Symbol.dispose]();
        if (waiting.size === 0) stop();
      },
    };
  };

  return {
    async list(principal) {
      const found = await find();
      if (!found.ok) return found;
      return found.value === undefined ? ok([]) : found.value.list(principal);
    },
    async find(principal, name) {
      const found = await find();
      if (!found.ok) return found;
      return found.value === undefined ? ok(undefined) : found.value.find(principal, name);
    },
    async call(request) {
      const found = await find();
      if (!found.ok) return found;
      return found.value === undefined ? err(unknownTool(request)) : found.value.call(request);
    },
    async ask(request) {
      const found = await find();
      if (!found.ok) return found;
      return found.value === undefined ? err(unknownTool(request)) : found.value.ask(request);
    },
    prompts: (of) => host?.prompts(of) ?? [],
    drain: async (bounds) => host?.drain(bounds),
    context: (...from) => (host === undefined ? context(...from) : host.context(...from)),
    onListChanged: (listener) =>
      attachOnce((opened, isLate) => {
        const attached = opened.onListChanged(listener);
        if (isLate) listener();
        return attached;
      }),
    onSignal: (listener) => attachOnce((opened) => opened.onSignal(listener)),
    [Symbol.asyncDispose]: async () => {
      stop();
      waiting.clear();
      await host?.[Symbol.asyncDispose]();
    },
  };
}

function unknownTool({ tool }: CallOrder): KamiError {
  return kamiError('KAMI_TOOL_UNKNOWN', `There is no tool ${tool.name}.`);
}
