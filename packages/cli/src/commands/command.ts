import type { KamiError, Result } from '@kami/types';
import type { ExitCode } from '../output/exit-code.ts';

/** What a command gives: the exit code, or the error that the edge prints. */
export type CommandResult = Promise<Result<ExitCode, KamiError>>;
