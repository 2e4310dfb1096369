import type { CallReport, CallRequest, ExecutionContext, ToolHost, ToolListing } from '@kami/runtime';
import {
  DEFAULT_LIMITS,
  NO_PERMISSION,
  err,
  kamiError,
  ok,
  parseDigest,
  parseToolId,
  parseToolName,
  parseToolVersion,
  type JsonObject,
  type KamiError,
  type Result,
  type ToolDefinition,
  type ToolOutcome,
} from '@kami/types';

type Run = (request: CallRequest) => Promise<Result<CallReport, KamiError>> | Result<CallReport, KamiError>;

/** A tool host in memory, and what it was asked. */
export interface MemoryToolHost extends ToolHost {
  readonly calls: CallRequest[];
  readonly traceparents: (string | undefined)[];
  /** Resolves when a call of `slow` has begun; again for the next. */
  started(): Promise<void>;
  /** How many calls of `slow` were aborted. */
  readonly aborted: number;
  /** Lets calls of `stubborn`, which does not heed its signal, come back. */
  release(): void;
  /** Adds a tool and tells listeners. */
  add(name: string): void;
}

function value<T>(result: Result<T, KamiError>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** A call's report that holds an outcome. */
function report(
  outcome: Partial<ToolOutcome>,
  denials: CallReport['denials'] = [],
): Result<CallReport, KamiError> {
  return ok({ outcome: { content: [], isError: false, ...outcome }, denials, durationMs: 1 });
}

function listing(name: string, more: Partial<ToolDefinition> = {}): ToolListing {
  const definition: ToolDefinition = {
    name,
    description: `Does ${name}.`,
    inputSchema: { type: 'object' },
    ...more,
  };
  const digest = value(parseDigest('0'.repeat(64)));
  const manifest = {
    id: value(parseToolId(`local.${name}`)),
    name: value(parseToolName(name)),
    version: value(parseToolVersion('1.0.0')),
    wasm: 'a.wasm',
    tools: [],
    limits: DEFAULT_LIMITS,
    security: { net: [], fsAccess: 'none', env: [], secrets: [] },
  } as const;
  const tool = {
    ...manifest,
    digest,
    contractHash: digest,
    size: 1,
    manifest,
    convention: 'typed',
    imports: [],
    definitions: [definition],
    prepared: { key: 'k', digest },
    state: 'active',
    permission: NO_PERMISSION,
    installedAt: '2026-01-01T00:00:00Z',
    source: name,
  } as const;
  return { mcpName: name, tool, definition };
}

/** Makes a host with the tools `sum`, `echo`, `fail`, `denied`, `invalid`, `defect`, `chatty`, `slow` and `stubborn`. */
export function createMemoryToolHost(): MemoryToolHost {
  const listeners = new Set<() => void>();
  let begun = Promise.withResolvers<void>();
  let aborted = 0;
  const released = Promise.withResolvers<Result<CallReport, KamiError>>();
  const object: JsonObject = { type: 'object', properties: { text: { type: 'string' } } };
  const tools = new Map<string, readonly [ToolListing, Run]>([
    [
      'sum',
      [
        listing('sum', { title: 'Sum', outputSchema: { type: 'number' } }),
        ({ args }) => report({ structured: Number(args['a']) + Number(args['b']) }),
      ],
    ],
    [
      'echo',
      [
        listing('echo', { inputSchema: object, outputSchema: object }),
        ({ args }) => report({ structured: args }),
      ],
    ],
    [
      'fail',
      [listing('fail'), () => report({ content: [{ type: 'text', text: 'no luck' }], isError: true })],
    ],
    [
      'denied',
      [
        listing('denied'),
        () =>
          report({ isError: true }, [
            { what: 'GET https://a.example/', rule: 'net', hint: 'kami grant denied net=a.example' },
          ]),
      ],
    ],
    [
      'invalid',
      [
        listing('invalid'),
        () => err(kamiError('KAMI_ARGUMENT_INVALID', '/count: expected an integer from 0 to 9, found "x"')),
      ],
    ],
    ['defect', [listing('defect'), () => Promise.reject(new Error('the secret path /srv/x'))]],
    [
      'chatty',
      [
        listing('chatty'),
        ({ observer }) => {
          observer?.progress(1, 2, 'half');
          observer?.progress(1, 2, 'not more');
          observer?.progress(2, 2, undefined);
          observer?.log('info', 'hello', undefined);
          return report({ content: [{ type: 'text', text: 'done', annotations: { audience: ['user'] } }] });
        },
      ],
    ],
    [
      'slow',
      [
        listing('slow'),
        ({ signal }) => {
          const { promise, resolve } = Promise.withResolvers<Result<CallReport, KamiError>>();
          signal.addEventListener('abort', () => {
            aborted++;
            resolve(err(kamiError('KAMI_CANCELLED', 'cancelled')));
          });
          begun.resolve();
          begun = Promise.withResolvers<void>();
          return promise;
        },
      ],
    ],
    [
      'stubborn',
      [
        listing('stubborn'),
        () => {
          begun.resolve();
          begun = Promise.withResolvers<void>();
          return released.promise;
        },
      ],
    ],
  ]);
  const calls: CallRequest[] = [];
  const traceparents: (string | undefined)[] = [];
  return {
    calls,
    traceparents,
    started: () => begun.promise,
    get aborted() {
      return aborted;
    },
    release: () => released.resolve(report({})),
    add(name) {
      tools.set(name, [listing(name), () => report({})]);
      for (const listener of listeners) listener();
    },
    list: () => Promise.resolve(ok([...tools.values()].map(([one]) => one))),
    find: (_principal, name) => Promise.resolve(ok(tools.get(name)?.[0])),
    async call(request) {
      calls.push(request);
      const run = tools.get(request.definition)?.[1];
      return run === undefined ? err(kamiError('KAMI_TOOL_UNKNOWN', 'gone')) : await run(request);
    },
    context(principal, from = {}, traceparent) {
      traceparents.push(traceparent);
      const base: ExecutionContext = {
        callId: 'c',
        principal,
        workspace: 'w',
        trace: { traceId: 't', spanId: 's' },
        priority: 'P1',
        labels: [],
        attempt: 1,
        mode: 'live',
        client: [],
      };
      return { ...base, ...from };
    },
    ask: () => Promise.resolve(err(kamiError('KAMI_RESOURCE_UNKNOWN', 'There is none.'))),
    prompts: () => [],
    onSignal: () => ({ [Symbol.dispose]: () => undefined }),
    drain: () => Promise.resolve(),
    onListChanged(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
