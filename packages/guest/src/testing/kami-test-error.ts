/** What failed around a test, as opposed to in the tool that it tests: a failure of the tool is a result of the call. */
export type KamiTestErrorCode =
  /** No `kami` was found, or it could not be started. */
  | 'KAMI_NOT_FOUND'
  /** The test host process ended, or said what this version does not understand. */
  | 'TEST_HOST_FAILED'
  /** The tool could not be opened, or a call of it could not be made. */
  | 'REFUSED'
  /** There is no recording, or none of a request. */
  | 'NOT_RECORDED'
  /** The test asked for something that cannot be: a file outside the tool's folders, a tool that is closed. */
  | 'USAGE';

/** What `openTool` and the calls of a tool throw. */
export class KamiTestError extends Error {
  readonly code: KamiTestErrorCode;
  /** KAMI's own code, where it refused. */
  readonly kamiCode: string | undefined;

  constructor(code: KamiTestErrorCode, message: string, options: ErrorOptions & { kamiCode?: string } = {}) {
    super(message, options);
    this.name = 'KamiTestError';
    this.code = code;
    this.kamiCode = options.kamiCode;
  }
}
