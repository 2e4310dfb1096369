import type { KamiError, Result } from '@kami/types';

/** A core module that is to be made a component. */
export interface CoreModuleRequest {
  /** Bytes of the core module. */
  readonly core: Uint8Array;
  /** Absolute path of the file or folder of WIT. */
  readonly wit: string;
  /** Absent where the WIT has only one. */
  readonly world?: string;
}

/** Makes a component of a core module and the WIT that it was compiled for. Errors: `KAMI_BUILD_FAILED`. */
export type ComponentMaker = (
  request: CoreModuleRequest,
  signal: AbortSignal,
) => Promise<Result<Uint8Array, KamiError>>;
