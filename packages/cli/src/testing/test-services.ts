import type { TestRun } from '@kami/host-node/build';
import type { Examination } from '@kami/runtime';
import type { JsonObject, KamiError, Result } from '@kami/types';
import type { TestToolHost, TestWorld } from './test-world.ts';

/** What an app has for the tests of authors. */
export interface TestServices {
  /** The host of one tool for a test, which takes the place of machine and network. */
  testToolHost(examination: Examination, world: TestWorld): Promise<Result<TestToolHost, KamiError>>;
  /** Runs a test runner on this terminal and gives its exit code. Error: `KAMI_CANCELLED`. */
  runTests(run: TestRun): Promise<Result<number, KamiError>>;
  /** Serves the tests of an author on standard input and output until they end. */
  serveTests(answer: (line: Uint8Array) => Promise<JsonObject>): Promise<void>;
}
