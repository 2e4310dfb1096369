import type { CallResult } from './call-result.ts';
import type { TestHostProcess } from './test-host-process.ts';
import { KamiTestError } from './kami-test-error.ts';
import { readCallResult, type UnrecordedRequest } from './read-call-result.ts';
import type { TestClock } from './test-clock.ts';
import type { TestFiles } from './test-files.ts';

/** Arguments of a call, as a model would give them. */
export type CallArguments = Readonly<Record<string, unknown>>;

/** How a call is made. */
export interface CallOptions {
  /** Withdraws the call: the tool sees it as cancelled, and is ended a moment later. */
  readonly signal?: AbortSignal;
}

/** A tool in KAMI's sandbox. `await using` closes it at the end of the test. */
export interface ToolUnderTest extends AsyncDisposable {
  readonly name: string;
  readonly version: string;
  /** Its functions, by the names that `call` takes. */
  readonly functions: readonly string[];
  readonly clock: TestClock;
  readonly files: TestFiles;
  /**
   * Calls a function; its name may be left out where it is the only one. However the call ends, that is its result; what
   * it throws is a `KamiTestError`, when the call could not be made or made a request that is not recorded.
   */
  call<Structured = unknown>(args?: CallArguments, options?: CallOptions): Promise<CallResult<Structured>>;
  call<Structured = unknown>(
    name: string,
    args?: CallArguments,
    options?: CallOptions,
  ): Promise<CallResult<Structured>>;
  /** Ends its processes and removes what the test made. */
  close(): Promise<void>;
}

/** An opened tool, as the test host knows it. */
export interface OpenedTool {
  readonly testHost: TestHostProcess;
  /** Its number there. */
  readonly tool: number;
  readonly name: string;
  /** The recording that answers its requests, if one does. */
  readonly recording: string | undefined;
  readonly at: () => number | undefined;
}

/** Makes one call. */
export async function callTool<Structured>(
  { testHost, tool, name: toolName, recording, at }: OpenedTool,
  name: string | undefined,
  args: CallArguments,
  { signal }: CallOptions,
): Promise<CallResult<Structured>> {
  let id: number | undefined;
  const cancel = (): void => {
    // The call itself tells how it ended; that the test host is gone is told there too.
    if (id !== undefined) testHost.ask({ op: 'cancel', call: id }).catch(() => undefined);
  };
  const time = at();
  const asking = testHost.ask(
    {
      op: 'call',
      tool,
      ...(name === undefined ? {} : { name }),
      args,
      ...(time === undefined ? {} : { at: time }),
    },
    (given) => (id = given),
  );
  if (signal?.aborted === true) cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const { result, unrecorded } = readCallResult<Structured>(await asking);
    const [first] = unrecorded;
    if (first !== undefined) throw notRecorded(toolName, recording ?? 'the recording', unrecorded);
    const { message, thrownAt } = result.error ?? {};
    // An assertion about the answer that fails would not say where in the tool.
    if (thrownAt !== undefined)
      // oxlint-disable-next-line no-console -- test runners show it with the test that it belongs to
      console.error([`${toolName} threw ${message}`, ...thrownAt].join('\n    '));
    return result;
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

function notRecorded(tool: string, recording: string, requests: readonly UnrecordedRequest[]): KamiTestError {
  const lines = requests.map(({ method, url, nth, bodyBytes, similar }) => {
    const body = bodyBytes === 0 ? '' : ` with a body of ${bodyBytes} bytes`;
    const known =
      similar === 0
        ? 'none with this method and address is recorded'
        : `recorded with this method and address: ${similar}`;
    return `  ${method} ${url}${body} (number ${nth} of its kind; ${known})`;
  });
  const message = [
    `${tool} made requests that ${recording} has no answer to:`,
    ...lines,
    'Record them with: KAMI_TEST_RECORD=all kami test',
  ];
  return new KamiTestError('NOT_RECORDED', message.join('\n'));
}
