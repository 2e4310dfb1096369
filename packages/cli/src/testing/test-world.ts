import type { CountedUsage, ExecutorProcess, Recorder, ToolHost, UnrecordedRequest } from '@kami/runtime';
import type { RecordedExchange } from '@kami/protocol';

/** What a call in a test begins with, and what is counted of it. */
export interface TestStart {
  /** 64 hex digits; absent: as the host draws it. */
  readonly seed?: string;
  /** Microseconds since 1970; absent: the machine's clock. */
  readonly at?: number;
  readonly usage: CountedUsage;
  /** Hears when the job is over; the process may be gone by then. */
  readonly onEnd: (process: ExecutorProcess) => void;
}

/** What a tool finds in a test, in the place of the machine. */
export interface TestWorld {
  /** Folder in which the tool's private folder is made. */
  readonly data: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** Recorded answers, where they take the place of the network. */
  readonly replayed: readonly RecordedExchange[] | undefined;
  readonly onUnrecorded: (request: UnrecordedRequest) => void;
  /** What a call begins with, by its id. */
  readonly startOf: (callId: string) => TestStart | undefined;
}

/** A host of one tool in a test. */
export interface TestToolHost extends AsyncDisposable {
  readonly host: ToolHost;
  /** Absolute path of a tool's private folder. */
  readonly privateFolder: (toolId: string) => string;
  /** What recordings say of the machine. */
  readonly machine: Recorder['host'];
}
