import type { BuildCommand } from '@kami/host-node/build';
import type { KamiError, Result } from '@kami/types';
import type { ComponentMaker } from './component-maker.ts';

/** What building asks of the machine. */
export interface BuildTools {
  /** Runs the command of a project to its end. Errors: `KAMI_BUILD_FAILED`, `KAMI_CANCELLED`. */
  runCommand(command: BuildCommand, signal: AbortSignal): Promise<Result<void, KamiError>>;
  readonly makeComponent: ComponentMaker;
}
